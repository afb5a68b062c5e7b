"""Lawful actions, one after the other as on ordinary days: what may happen without leaving a finding."""

import datetime
import random
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Revision

from core.guard import PublicationRefused
from core.refusals import Refused
from editorial.batches import publish_batch, submit_batch
from editorial.chains import configure
from editorial.deciding import approve, send_back
from editorial.delegating import end_delegation, name_delegate
from editorial.models import BatchEntry, Chain, Delegation, Item, Proposal
from editorial.people import load_offices, users
from editorial.permissions import deciders
from editorial.proposals import propose, what_goes
from editorial.submission import submit
from editorial.withdrawal import unschedule, withdraw
from home.models import SectionPage, StandardPage
from regulations.models import LegalDocumentPage
from tests.core.files.things import make_document, make_image, with_files
from tests.factories import draft_document, draft_page, home_page

REFUSED = (ValidationError, Refused, PublicationRefused)


class Walk:
    """`department`: with a board member and a board deputy. `clock`: moves time on and stays there."""

    def __init__(self, department: Any, clock: Any, seed: int) -> None:
        self.department, self.clock = department, clock
        self.random = random.Random(seed)
        self.done: dict[str, int] = {}
        self.refused = 0

    def go(self, steps: int) -> None:
        """So many actions; those that are refused as things stand do not count."""
        actions = self.actions()
        while sum(self.done.values()) < steps:
            action = self.random.choices(list(actions), list(actions.values()))[0]
            self.clock.shift(datetime.timedelta(minutes=self.random.randint(1, 90)))
            try:
                did = action()
            except REFUSED:
                did, self.refused = False, self.refused + 1
            if did is not False:
                self.done[action.__name__] = self.done.get(action.__name__, 0) + 1

    def actions(self) -> dict[Callable[[], Any], int]:
        """How often each is tried."""
        return {
            self.create: 12,
            self.create_document: 5,
            self.create_section: 2,
            self.edit: 12,
            self.submit: 20,
            self.decide: 45,
            self.send_back: 6,
            self.recall: 4,
            self.move: 4,
            self.reorder: 3,
            self.delete: 2,
            self.withdraw: 3,
            self.schedule: 4,
            self.unschedule: 6,
            self.wait_a_day: 3,
            self.batch: 2,
            self.delegate: 2,
            self.end_delegation: 2,
            self.change_chain: 2,
        }

    def pick(self, rows: Any) -> Any:
        """One of them, or None."""
        rows = list(rows)
        return self.random.choice(rows) if rows else None

    def author(self) -> Any:
        """One who writes."""
        return getattr(self.department, self.random.choice(["author", "unit_head", "member", "head"]))

    def section(self) -> Page:
        """The home page or a section."""
        return self.pick([home_page(), *SectionPage.objects.filter(live=True)])

    def a_page(self, **values: Any) -> Any:
        """A page that is not under way."""
        busy = Item.objects.filter(status__in=["in_progress"]).values("page")
        found = self.pick(Page.objects.filter(depth__gt=2, **values).exclude(pk__in=busy))
        return (
            found.specific if found and isinstance(found.specific, StandardPage | LegalDocumentPage) else None
        )

    def create(self) -> None:
        """A draft, now and then with an image and a file."""
        values: dict[str, Any] = {}
        if self.random.random() < 0.2:
            picture = {"image": make_image(), "alt_text": "Ảnh", "caption": "", "credit": ""}
            values["body"] = [("picture", picture), *with_files(make_document())]
        draft_page(self.author(), self.section(), **values)

    def create_document(self) -> None:
        """A draft document."""
        draft_document(self.author())

    def create_section(self) -> None:
        """A section, to be published like any page."""
        draft_page(self.author(), self.section(), SectionPage)

    def edit(self) -> bool | None:
        """A new revision with other words, sometimes another address."""
        page = self.a_page()
        if page is None:
            return False
        page = page.get_latest_revision_as_object()
        number = self.random.randint(1, 10**6)
        if isinstance(page, LegalDocumentPage):
            page.official_title = f"Tên {number}"
        else:
            page.title = f"Tên {number}"
            page.slug = f"ten-{number}" if self.random.random() < 0.3 else page.slug
        page.save_revision(user=self.author())
        return None

    def submit(self) -> bool | None:
        """What has unpublished changes, or comes back after a return."""
        page = self.a_page(has_unpublished_changes=True)
        if page is None:
            page = self.pick(SectionPage.objects.filter(live=False))
        if page is None:
            return False
        submit(page, self.author())
        return None

    def under_way(self) -> tuple[Item | None, Any]:
        """Work with one of those who may decide on it."""
        item = self.pick(Item.objects.filter(status="in_progress").select_related("page", "task_state"))
        able = sorted(deciders(item.case(), load_offices())) if item else []
        return (item, users(frozenset([self.random.choice(able)])).get()) if able else (None, None)

    def decide(self) -> bool | None:
        """Approve, and carry a batch out."""
        item, user = self.under_way()
        if item is None:
            return False
        approve(item.pk, user, revision_id=item.task_state.revision_id, comment="")
        state = item.workflow_state
        state.refresh_from_db()
        subject = state.content_object
        if state.status == "approved" and getattr(subject, "kind", "") == Proposal.Kind.BATCH:
            publish_batch.func(subject.pk, state.pk)
        return None

    def send_back(self) -> bool | None:
        """Return with reasons."""
        item, user = self.under_way()
        if item is None:
            return False
        send_back(item.pk, user, revision_id=item.task_state.revision_id, comment="Thiếu nguồn")
        return None

    def recall(self) -> bool | None:
        """The author takes it back."""
        item = self.pick(Item.objects.filter(status="in_progress"))
        if item is None:
            return False
        item.workflow_state.cancel(user=self.author())
        return None

    def move(self) -> bool | None:
        """Propose another section."""
        page = self.a_page(live=True)
        if page is None:
            return False
        propose(Proposal.Kind.MOVE, page, self.author(), "Đúng mục hơn", destination=self.section().pk)
        return None

    def reorder(self) -> None:
        """Propose another order."""
        section = self.section()
        order = list(section.get_children().values_list("pk", flat=True))
        self.random.shuffle(order)
        propose(Proposal.Kind.REORDER, section, self.author(), "Quan trọng trước", order=order)

    def delete(self) -> bool | None:
        """Propose that a page goes."""
        page = self.a_page(live=True)
        if page is None:
            return False
        propose(Proposal.Kind.DELETION, page, self.author(), "Hết dùng", **what_goes(page))
        return None

    def withdraw(self) -> bool | None:
        """The Head takes a page offline."""
        page = self.a_page(live=True)
        if page is None:
            return False
        withdraw(page, self.department.head, "Sai số liệu", notice=self.random.random() < 0.5)
        return None

    def schedule(self) -> None:
        """A draft for a later day, with an end now and then."""
        start = timezone.now() + datetime.timedelta(days=self.random.randint(3, 8))
        end = start + datetime.timedelta(days=2) if self.random.random() < 0.3 else None
        draft_page(self.author(), self.section(), go_live_at=start, expire_at=end)

    def unschedule(self) -> bool | None:
        """The Head cancels what waits for its date."""
        waiting = Revision.objects.page_revisions().filter(approved_go_live_at__isnull=False)
        revision = self.pick(waiting)
        if revision is None or revision.content_object.live:
            return False
        unschedule(revision.content_object, self.department.head, "Hoãn")
        return None

    def wait_a_day(self) -> None:
        """Dates come."""
        self.clock.shift(datetime.timedelta(days=1))
        call_command("publish_due")

    def batch(self) -> None:
        """Several new documents at once."""
        author = self.author()
        drafts = [draft_document(author) for _number in range(3)]
        index = drafts[0].get_parent().get_parent()
        submit_batch("Nhập", index, [(page.pk, "") for page in drafts], author, "Nhập từ tệp")
        assert BatchEntry.objects.exists()

    def delegate(self) -> None:
        """The Head goes away."""
        now = timezone.now()
        name_delegate(
            self.department.head,
            self.department.board_deputy,
            starts_at=now,
            ends_at=now + datetime.timedelta(days=self.random.randint(1, 5)),
            reason="Đi công tác",
        )

    def end_delegation(self) -> bool | None:
        """The Head is back."""
        delegation = Delegation.objects.in_force(timezone.now()).first()
        if delegation is None:
            return False
        end_delegation(delegation, self.department.head)
        return None

    def change_chain(self) -> None:
        """Another number of stages for what comes from now on."""
        hours = {
            name: self.random.choice([None, 8]) for name in ("unit_head_hours", "board_hours", "censor_hours")
        }
        last = self.random.choice(["head", "leaders"])
        configure(Chain(page=self.section(), last=last, last_hours=24, **hours), self.department.director)
