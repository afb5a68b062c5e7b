"""Moves, orders and deletions of what is live, withdrawal and batches: by the chain or the Head alone."""

import datetime
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from core.guard import PublicationRefused
from core.models import Decision
from editorial.batches import publish_batch, submit_batch
from editorial.models import Item, Proposal
from editorial.proposals import propose, what_goes
from editorial.withdrawal import unschedule, withdraw
from home.models import StandardPage
from tests.core.test_guard import verify
from tests.editorial.test_chain_stages import able, now, pass_on
from tests.factories import (
    draft_document,
    draft_page,
    home_page,
    make_department,
    published_document,
    published_page,
    published_section,
)

pytestmark = pytest.mark.django_db
Kind = Proposal.Kind
WRONG = ["author", "unit_head", "deputy", "director", "superuser", "network_administrator"]


@pytest.fixture
def department():
    return make_department()


def order(parent):
    return list(parent.get_children().values_list("pk", flat=True))


class TestProposals:
    """The published place stays until the chain has decided."""

    def test_a_move(self, department, client):
        section, page = published_section(department), published_page(department)
        item = propose(Kind.MOVE, page, department.author, "Đúng mục hơn", destination=section.pk)
        assert Page.objects.get(pk=page.pk).get_parent().pk == home_page().pk
        assert able(item) == {department.head.pk}
        client.force_login(department.head)
        assert section.title in client.get(reverse("approval_decision", args=[item.pk])).content.decode()
        pass_on(item, department.head)
        moved = Page.objects.get(pk=page.pk)
        assert moved.get_parent().pk == section.pk
        assert moved.live
        assert Decision.objects.filter(page_id=page.pk, kind="move", decided_by=department.head).exists()
        assert client.get(moved.url).status_code == 200
        verify()

    def test_a_new_order(self, department):
        section = published_section(department)
        pages = [published_page(department, section) for _number in range(3)]
        wanted = [pages[2].pk, pages[0].pk, pages[1].pk]
        item = propose(Kind.REORDER, section, department.author, "Quan trọng trước", order=wanted)
        assert order(section) == [page.pk for page in pages]
        pass_on(item, department.head)
        assert order(section) == wanted
        verify()

    def test_a_deletion_with_what_is_below(self, department):
        section = published_section(department)
        page = published_page(department, section)
        item = propose(Kind.DELETION, section, department.author, "Hết dùng", **what_goes(section))
        assert Page.objects.filter(pk__in=[section.pk, page.pk]).count() == 2
        pass_on(item, department.head)
        assert not Page.objects.filter(pk__in=[section.pk, page.pk]).exists()
        assert Decision.objects.filter(page_id=section.pk, kind="deletion").exists()
        assert now(item).status == Item.Status.APPROVED
        assert item.steps.count() == 2
        verify()

    def test_a_deletion_is_not_of_more_than_was_seen(self, department):
        section = published_section(department)
        item = propose(Kind.DELETION, section, department.author, "Hết dùng", **what_goes(section))
        published_page(department, section)
        with pytest.raises(PublicationRefused):
            pass_on(item, department.head)
        assert Page.objects.filter(pk=section.pk).exists()

    def test_a_document_is_deleted_but_never_moved(self, department):
        document = published_document(department)
        with pytest.raises(ValidationError):
            propose(Kind.MOVE, document, department.author, "x", destination=home_page().pk)
        item = propose(Kind.DELETION, document, department.author, "Đăng nhầm", **what_goes(document))
        pass_on(item, department.head)
        assert not Page.objects.filter(pk=document.pk).exists()

    def test_what_the_system_keeps_is_not_deleted(self, department):
        for page in (home_page(), published_document(department).get_parent()):
            with pytest.raises(ValidationError):
                propose(Kind.DELETION, page, department.author, "x", **what_goes(page))

    @pytest.mark.parametrize("role", WRONG)
    def test_nobody_else_decides(self, department, role):
        page = published_page(department)
        item = propose(Kind.DELETION, page, department.author, "x", **what_goes(page))
        with pytest.raises(PublicationRefused):
            pass_on(item, getattr(department, role))
        assert Page.objects.filter(pk=page.pk).exists()

    def test_bad_input_is_said_and_kept(self, department, client):
        page = published_page(department)
        client.force_login(department.author)
        url = reverse("approval_propose_move", args=[page.pk])
        response = client.post(url, {"destination": page.pk, "reason": "Vì thế"})
        assert response.status_code == 200
        assert "Vì thế" in response.content.decode()
        response = client.post(reverse("approval_propose_deletion", args=[page.pk]), {"reason": " "})
        assert response.status_code == 200
        assert not Proposal.objects.exists()

    def test_one_at_a_time(self, department):
        page = published_page(department)
        propose(Kind.DELETION, page, department.author, "x", **what_goes(page))
        with pytest.raises(ValidationError):
            propose(Kind.DELETION, page, department.author, "x", **what_goes(page))


class TestWithdrawal:
    """By the Head alone, at once; the address may go on saying so."""

    @pytest.mark.parametrize("role", WRONG)
    def test_nobody_else(self, department, client, role):
        page = published_page(department)
        with pytest.raises(PublicationRefused):
            withdraw(page, getattr(department, role), "x", notice=True)
        client.force_login(getattr(department, role))
        client.post(reverse("approval_withdrawal", args=[page.pk]), {"reason": "x", "notice": "gone"})
        assert StandardPage.objects.get(pk=page.pk).live

    @pytest.mark.parametrize(("notice", "status"), [("notice", 410), ("gone", 404)])
    def test_what_visitors_see(self, department, client, notice, status):
        page = published_page(department, title="Tin cũ")
        client.force_login(department.head)
        client.post(
            reverse("approval_withdrawal", args=[page.pk]), {"reason": "Sai số liệu", "notice": notice}
        )
        client.logout()
        response = client.get(page.url)
        assert response.status_code == status
        assert ("Sai số liệu" in response.content.decode()) is (status == 410)
        verify()

    def test_a_document(self, department, client):
        document = published_document(department)
        withdraw(document, department.head, "Đăng nhầm", notice=True)
        for address in (document.url, f"{document.url}?format=txt"):
            response = client.get(address)
            assert response.status_code == 410
            assert "Điều 1" not in response.content.decode()

    def test_with_what_is_below_or_not_at_all(self, department):
        section = published_section(department)
        page = published_page(department, section)
        with pytest.raises(ValidationError):
            withdraw(section, department.head, "x", notice=False)
        assert withdraw(section, department.head, "x", notice=False, below=True) == 2
        assert not Page.objects.filter(pk__in=[section.pk, page.pk], live=True).exists()

    def test_comes_back_through_the_chain_alone(self, department):
        page = published_page(department)
        withdraw(page, department.head, "x", notice=True)
        page = StandardPage.objects.get(pk=page.pk)
        with pytest.raises(PublicationRefused):
            page.latest_revision.publish()
        from home.demo.approval import submit_and_approve

        submit_and_approve(page, department.author)
        assert StandardPage.objects.get(pk=page.pk).live

    def test_what_waits_for_its_date(self, department, client):
        page = published_page(department, go_live_at=timezone.now() + datetime.timedelta(days=1))
        for role in WRONG:
            client.force_login(getattr(department, role))
            client.post(
                reverse("wagtailadmin_pages:revisions_unschedule", args=[page.pk, page.latest_revision_id])
            )
        assert Page.objects.get(pk=page.pk).approved_schedule
        unschedule(page, department.head, "Hoãn")
        with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
            call_command("publish_due")
        assert not Page.objects.get(pk=page.pk).live


def test_one_unpublishable_page_holds_up_no_other(department):
    moment = timezone.now() + datetime.timedelta(days=1)
    first, second = (published_page(department, go_live_at=moment) for _number in range(2))
    Decision.objects.create(kind="withdrawal", page_id=first.pk, reason="tampered")
    said = StringIO()
    with time_machine.travel(moment + datetime.timedelta(hours=1)):
        call_command("publish_due", stderr=said)
    assert said.getvalue().startswith(f"{first.latest_revision_id}: ")
    assert not Page.objects.get(pk=first.pk).live
    assert Page.objects.get(pk=second.pk).live


class TestBatch:
    """Approved once as a whole; a worker publishes, again and again without harm."""

    @pytest.fixture
    def batch(self, department):
        pages = [draft_document(department.author) for _number in range(4)]
        return submit_batch(
            "Nhập 4 văn bản",
            pages[0].get_parent().get_parent(),
            [(page.pk, "thiếu ngày" if not place else "") for place, page in enumerate(pages)],
            department.author,
            "Nhập từ tệp",
        )

    def run(self, item):
        state = now(item).workflow_state
        return publish_batch.func(int(state.object_id), state.pk)

    def test_is_decided_on_once_and_published_one_by_one(self, department, batch, client):
        client.force_login(department.head)
        text = client.get(reverse("approval_decision", args=[batch.pk])).content.decode()
        assert "thiếu ngày" in text
        pass_on(batch, department.head)
        assert self.run(batch) == {"published": 4, "left": 0}
        assert self.run(batch) == {"published": 4, "left": 0}
        assert Decision.objects.filter(workflow_state=batch.workflow_state).count() == 4
        verify()

    def test_what_changed_since_is_left_alone_and_said(self, department, batch):
        entry = batch.workflow_state.content_object.entries.first()
        page = entry.page.specific
        page.official_title = "Khác"
        page.save_revision(user=department.author)
        pass_on(batch, department.head)
        assert self.run(batch) == {"published": 3, "left": 1}
        assert not Page.objects.get(pk=page.pk).live

    def test_an_entry_slipped_in_stops_it(self, department, batch):
        proposal, extra = batch.workflow_state.content_object, draft_document(department.author)
        proposal.entries.create(page=extra, revision=extra.latest_revision, digest="x" * 64)
        with pytest.raises(PublicationRefused):
            pass_on(batch, department.head)

    def test_not_before_it_is_approved(self, batch):
        from wagtail.models import WorkflowState

        with pytest.raises(WorkflowState.DoesNotExist):
            self.run(batch)

    def test_nothing_to_submit(self, department):
        page = published_page(department)
        with pytest.raises(ValidationError):
            submit_batch("Trống", home_page(), [(page.pk, "")], department.author, "x")

    def test_not_the_author_s_own(self, department, batch):
        assert department.author.pk not in able(batch)


def test_a_draft_is_not_in_two_chains(department):
    page = draft_page(department.author)
    page.get_workflow().start(page, department.author)
    with pytest.raises(ValidationError):
        submit_batch("Hai lần", home_page(), [(page.pk, "")], department.author, "x")
