"""Five hundred lawful actions leave no finding; each change by hand is found."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import Page, Revision

from core.models import DecidedFile, Decision
from core.models.record import RecordEntry
from core.record.sealing import seal
from core.record.triggers import install, remove
from editorial.deciding import approve, send_back
from editorial.models import Item, Step
from editorial.submission import submit
from home.demo.approval import submit_and_approve
from home.models import StandardPage
from tests.core.files.things import make_document, make_image, with_files
from tests.editorial.chains import FULL, set_chain
from tests.editorial.walk import Walk
from tests.factories import (
    draft_page,
    home_page,
    make_department,
    make_user,
    published_document,
    published_page,
    published_section,
)

pytestmark = pytest.mark.django_db
ACTIONS = 500


def verified() -> tuple[dict[str, int], str]:
    """The last line of `verify_approval` and all that stands above it."""
    output = StringIO()
    try:
        call_command("verify_approval", stdout=output)
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    *above, last = output.getvalue().strip().splitlines()
    result = json.loads(last)
    assert code == (1 if result["findings"] else 0)
    return result, "\n".join(above)


@pytest.fixture
def department() -> Any:
    made = make_department()
    made.member, made.board_deputy = make_user("board_member"), make_user("board_deputy")
    made.unit.supervisor = made.deputy.person
    made.unit.save()
    return made


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_lawful_actions_leave_no_finding(department: Any, seed: int) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        walk = Walk(department, clock, seed)
        walk.go(ACTIONS)
        seal()
        result, text = verified()
    assert result["findings"] == 0, text
    assert result["checked"] > 20
    assert set(walk.done) == {action.__name__ for action in walk.actions()}, walk.done


@pytest.fixture
def world(department: Any) -> Any:
    """A live page with a picture and a file in a section with stages, a document, a draft, work returned."""
    department.section = published_section(department)
    department.other = published_section(department)
    set_chain(department.section, **FULL)
    picture = {"image": make_image(), "alt_text": "Ảnh", "caption": "", "credit": ""}
    body = [("picture", picture), *with_files(make_document())]
    department.page = published_page(department, department.section, body=body)
    department.document = published_document(department)
    department.draft = draft_page(department.author, department.section)
    item = submit(draft_page(department.author, department.section), department.author)
    revision = Item.objects.get(pk=item.pk).task_state.revision_id
    send_back(item.pk, department.unit_head, revision_id=revision, comment="Thiếu nguồn")
    seal()
    result, text = verified()
    assert result["findings"] == 0, text
    return department


def change(model: Any, **values: Any) -> Callable[[Any], Any]:
    """Write columns of the published page, by no way that anybody watches."""
    return lambda world: model.objects.filter(pk=world.page.pk).update(**values)


def move_by_hand(world: Any) -> None:
    """Below another section, with everything that treebeard keeps."""
    Page.objects.filter(pk=world.page.pk).update(path=world.other.path + "0001")
    Page.objects.filter(pk=world.other.pk).update(numchild=1)


def change_revision(world: Any) -> None:
    """The stored content of what was approved."""
    revision = world.page.live_revision
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, "title": "Khác"})


def change_file(world: Any) -> None:
    """Other bytes under the same name."""
    kept = DecidedFile.objects.filter(kind="image").latest("pk")
    from django.core.files.storage import default_storage

    default_storage.delete(kept.name)
    default_storage.save(kept.name, ContentFile(b"other"))


def change_image(world: Any) -> None:
    """The title of an image that is shown."""
    from wagtail.images import get_image_model

    get_image_model().objects.update(title="Khác")


def steps(**values: Any) -> Any:
    """Steps of the published page."""
    return Step.objects.filter(**values)


def an_approval(world: Any) -> Step:
    """The first stage's."""
    return Step.objects.filter(item__page=world.page, action="approve").order_by("pk")[0]


def on_the_record(statement: str) -> Callable[[Any], None]:
    """As the owner of the database could: without the triggers."""

    def act(world: Any) -> None:
        remove(connection)
        with connection.cursor() as cursor:
            cursor.execute(statement.format(RecordEntry.objects.exclude(sequence=None).order_by("pk")[3].pk))
        install(connection)

    return act


def decisions(world: Any) -> Any:
    """Those on the published page, raw."""
    return Decision.objects.filter(page_id=world.page.pk)


TAMPERING: dict[str, Callable[[Any], Any]] = {
    "title": change(StandardPage, title="Khác"),
    "slug": change(StandardPage, slug="khac"),
    "body": change(StandardPage, body=[]),
    "address": change(Page, url_path="/home/khac/"),
    "a draft made live": lambda world: Page.objects.filter(pk=world.draft.pk).update(live=True),
    "a live page taken offline": change(Page, live=False),
    "a child row": lambda world: world.document.document_issuers.model.objects.all().delete(),
    "the approved revision": change_revision,
    "the live revision": lambda world: Page.objects.filter(pk=world.page.pk).update(
        live_revision=world.draft.latest_revision_id
    ),
    "a decision taken away": lambda world: (
        DecidedFile.objects.filter(decision__in=decisions(world)).delete(),
        decisions(world)._raw_delete("default"),
    ),
    "a decision's digest": lambda world: decisions(world).update(digest="0" * 64),
    "a decision's person": lambda world: decisions(world).update(decided_by=world.superuser),
    "a decision's work": lambda world: decisions(world).update(workflow_state=None),
    "a path": move_by_hand,
    "a depth": change(Page, depth=5),
    "a slug of a section": lambda world: Page.objects.filter(pk=world.section.pk).update(slug="khac"),
    "an image's title": change_image,
    "a file's bytes": change_file,
    "a step taken away": lambda world: Step.objects.filter(pk=an_approval(world).pk).delete(),
    "a step by another": lambda world: Step.objects.filter(pk=an_approval(world).pk).update(
        by=world.superuser
    ),
    "a step by its author": lambda world: (
        Step.objects.filter(pk=an_approval(world).pk).update(by=world.author),
        an_approval(world)
        .task_state.__class__.objects.filter(pk=an_approval(world).task_state_id)
        .update(finished_by=world.author),
    ),
    "the reasons of a return": lambda world: steps(action="return").update(comment="Không có gì"),
    "a return taken away": lambda world: steps(action="return").delete(),
    "an entry of the record": on_the_record("UPDATE core_recordentry SET title = 'x' WHERE id = {}"),
    "an entry taken away": on_the_record("DELETE FROM core_recordentry WHERE id = {}"),
    "a date by hand": lambda world: Revision.objects.filter(pk=world.draft.latest_revision_id).update(
        approved_go_live_at=timezone.now()
    ),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_a_change_by_hand_is_found(world: Any, what: str) -> None:
    TAMPERING[what](world)
    result, text = verified()
    assert result["findings"] > 0
    assert text


def test_an_approval_in_place_of_a_stage_is_no_approval_of_its_own(department: Any) -> None:
    """Who resubmits after an own approval is an author from then on, not before."""
    set_chain(home_page(), **FULL)
    item = submit(draft_page(department.author), department.author)
    current = Item.objects.get(pk=item.pk)
    approve(item.pk, department.unit_head, revision_id=current.task_state.revision_id)
    current.refresh_from_db()
    send_back(item.pk, department.member, revision_id=current.task_state.revision_id, comment="Thiếu")
    page = StandardPage.objects.get(pk=current.page_id)
    submit_and_approve(page, department.unit_head)
    result, text = verified()
    assert result["findings"] == 0, text
