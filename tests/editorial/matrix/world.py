"""A department at work: pages in each state, what they use, and everybody who might attack them."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Locale, Page, Site, Task, Workflow

from editorial.batches import submit_batch
from editorial.deciding import approve, send_back
from editorial.delegating import end_delegation, name_delegate
from editorial.models import BoardTask, Item, Proposal, Rule, SectionAssignment
from editorial.people import load_offices
from editorial.permissions import deciders
from editorial.proposals import propose, what_goes
from editorial.submission import submit
from organization.models import Appointment, Office, Person, Unit
from regulations.models import (
    AcceptedRelations,
    AffectedPage,
    DocumentField,
    DocumentReview,
    DocumentType,
    FileReading,
    ImportBatch,
    Issuer,
    RelationProposal,
    Signer,
)
from tests.core.files.things import make_document, make_image, with_files
from tests.editorial.chains import FULL, set_chain
from tests.factories import (
    START,
    appoint,
    draft_document,
    draft_page,
    home_page,
    make_department,
    make_unit,
    make_user,
    published_document,
    published_page,
    published_section,
)

ROLES = (
    "author",
    "unit_head",
    "other_head",
    "member",
    "board_deputy",
    "head",
    "stand_in",
    "former_head",
    "director",
    "deputy",
    "network_administrator",
    "superuser",
    "anonymous",
)
"""`stand_in` acted for the Head until the delegation ended; `former_head` was the Head until yesterday."""
TASK_HOURS = datetime.timedelta(days=2)


@dataclass
class World:
    """Users by role, pages by state, work by what it is about, and rows of every register by model."""

    users: dict[str, Any]
    pages: dict[str, Page] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)

    def item_id(self, name: str) -> int:
        """Of the work on this page, else of any."""
        return self.items.get(name, self.items["under_way"]).pk


def make_users() -> tuple[Any, dict[str, Any]]:
    """One person per role, in office since 2020 unless the role says otherwise."""
    department = make_department()
    named = ("author", "unit_head", "head", "director", "deputy", "network_administrator", "superuser")
    users = {name: getattr(department, name) for name in named}
    users |= {
        "other_head": make_user("unit_head", make_unit()),
        "member": make_user("board_member"),
        "board_deputy": make_user("board_deputy"),
        "stand_in": make_user("board_deputy"),
        "former_head": make_user(),
        "anonymous": None,
    }
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    appoint(users["former_head"], "board_head", starts_on=START, ends_on=yesterday)
    return department, users


def make_world() -> World:
    """Everything, by the ways that an ordinary day takes."""
    department, users = make_users()
    world = World(users)
    _publish(world, department)
    _work(world)
    _delegate(world)
    _registers(world)
    return world


def _publish(world: World, department: Any) -> None:
    """What visitors see, before the section gets its four stages."""
    section = published_section(department, title="Tin tức")
    image, file = make_image(department.author), make_document(department.author)
    body = [
        ("heading", "Một"),
        ("picture", {"image": image, "alt_text": "Một tấm ảnh", "caption": "", "credit": ""}),
        *with_files(file),
    ]
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    world.pages |= {
        "section": section,
        "live": published_page(department, section, body=body, picture=image, picture_alt="Ảnh"),
        "changed": published_page(department, section),
        "sibling": published_page(department),
        "scheduled": published_page(department, section, go_live_at=tomorrow),
        "document": published_document(department),
        "home": home_page(),
    }
    free_image, free_file = make_image(department.author), make_document(department.author)
    world.rows |= {"image": [image.pk, free_image.pk], "document": [file.pk, free_file.pk]}
    set_chain(section, **FULL)


def pass_on(item: Item, times: int = 1) -> Item:
    """The next stages approve."""
    for _stage in range(times):
        item = Item.objects.select_related("page", "task_state").get(pk=item.pk)
        decider = min(deciders(item.case(), load_offices()))
        user = Person.objects.get(user=decider).user
        approve(item.pk, user, revision_id=item.task_state.revision_id)
    return item


def _work(world: World) -> None:
    """What is under way, in several stages."""
    author, head = world.users["author"], world.users["head"]
    section, live = world.pages["section"], world.pages["live"]
    pages = {name: draft_page(author, section) for name in ("draft", "under_way", "last", "returned")}
    pages["own"] = draft_page(head)
    items = {name: submit(pages[name], author) for name in ("under_way", "last", "returned")}
    items["own"] = submit(pages["own"], head)
    pass_on(items["last"], 3)
    revision = Item.objects.get(pk=items["returned"].pk).task_state.revision_id
    send_back(items["returned"].pk, world.users["unit_head"], revision_id=revision, comment="Thiếu nguồn")
    changed = type(live).objects.get(pk=world.pages["changed"].pk)
    changed.title = "Bản sửa"
    changed.save_revision(user=author)
    items["changed"] = submit(changed, author)
    pass_on(items["changed"])
    pages["changed"] = changed
    items["proposal"] = propose(
        Proposal.Kind.DELETION,
        world.pages["sibling"],
        author,
        "Hết dùng",
        **what_goes(world.pages["sibling"]),
    )
    drafts = [draft_document(author) for _number in range(2)]
    pages["document_draft"] = drafts[0]
    index = drafts[0].get_parent().get_parent()
    batch = [(page.pk, "") for page in drafts]
    items["batch"] = submit_batch("Nhập 2 văn bản", index, batch, author, "Nhập từ tệp")
    world.pages |= pages
    world.items |= items


def _delegate(world: World) -> None:
    """One delegation that the Head ended."""
    now, head = timezone.now(), world.users["head"]
    ended = name_delegate(
        head,
        world.users["stand_in"],
        starts_at=now,
        ends_at=now + datetime.timedelta(days=9),
        reason="Đi công tác",
    )
    end_delegation(ended, head)
    world.rows["delegation"] = [ended.pk]


def _registers(world: World) -> None:
    """Rows of registers, accounts and settings that an attacker would like to change."""
    users, section = world.users, world.pages["section"]
    rule = Rule.objects.create(name="Không có bí mật nhà nước", code="secret", moment=Rule.Moment.NEVER)
    unit = Unit.objects.get(pk=Appointment.objects.get(person__user=users["author"]).unit_id)
    assignment = SectionAssignment.objects.create(page=section, unit=unit)
    task = BoardTask.objects.create(person=users["member"].person, text="Soát lại", given_by=users["head"])
    batch = ImportBatch.objects.create(file_name="cu.jsonl", file_digest="x", started_by=users["author"])
    row = '{"number": "7/QĐ-UBND", "type": "Quyết định", "title": "Bảy", "issuer": "UBND tỉnh"}'
    batch.file.save("cu.jsonl", ContentFile(row.encode()))
    deciding = ("head", "unit_head", "author")
    world.rows |= {
        "editorial.rule": [rule.pk],
        "editorial.sectionassignment": [assignment.pk],
        "editorial.boardtask": [task.pk],
        "regulations.importbatch": [batch.pk],
        "organization.unit": [unit.pk],
        "organization.person": [users[name].person.pk for name in deciding],
        "organization.office": list(
            Office.objects.filter(code__in=["board_head", "staff"]).values_list("pk", flat=True)
        ),
        "organization.appointment": [
            Appointment.objects.get(person__user=users[name]).pk for name in (*deciding, "former_head")
        ],
        "search.equivalent": [],
        "user": [users[name].pk for name in ("head", "author", "superuser")],
        "group": list(Group.objects.values_list("pk", flat=True)),
        "locale": list(Locale.objects.values_list("pk", flat=True)),
        "site": list(Site.objects.values_list("pk", flat=True)),
        "collection": [
            Collection.get_first_root_node().add_child(name="Khác").pk,
            Collection.objects.first().pk,
        ],
        "workflow": list(Workflow.objects.values_list("pk", flat=True))[-2:],
        "task": list(Task.objects.values_list("pk", flat=True)),
        "redirect": [Redirect.objects.create(old_path="/cu", redirect_page=world.pages["live"]).pk],
    }
    _documents(world)
    for model in (Issuer, DocumentType, DocumentField, Signer):
        world.rows[model._meta.label_lower] = list(model.objects.values_list("pk", flat=True)[:1])


def _documents(world: World) -> None:
    """What is proposed of documents, read from files, and to be reviewed."""
    author, page, live = world.users["author"], world.pages["document"], world.pages["live"]
    today = timezone.localdate()
    RelationProposal.objects.create(page=page, verb="cites", target_number="1/2020/NĐ-CP", digest="x")
    reading = FileReading.objects.create(file_name="cu.pdf", file_digest="x", created_by=author)
    reading.file.save("cu.pdf", ContentFile(b"%PDF-1.4 cu"))
    world.rows |= {
        "regulations.acceptedrelations": [AcceptedRelations.objects.create(accepted_by=author).pk],
        "regulations.filereading": [reading.pk],
        "regulations.documentreview": [
            DocumentReview.objects.create(page=page, reason="no_date", opened_on=today).pk
        ],
        "regulations.affectedpage": [
            AffectedPage.objects.create(page=live, target=page, status="expired", opened_on=today).pk
        ],
    }
