"""Ways round the chain that take more than one request, or somebody else at the same moment."""

import datetime
import threading
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from core.guard import PublicationRefused
from core.models import Decision
from editorial.deciding import approve
from editorial.delegating import end_delegation, name_delegate
from editorial.models import Item, Step
from editorial.proposals import propose, what_goes
from editorial.submission import submit
from home.models import StandardPage
from organization.models import Appointment
from tests.core.test_guard import form_data
from tests.editorial.chains import FULL, set_chain
from tests.editorial.test_chain import is_live
from tests.factories import (
    appoint,
    draft_document,
    draft_page,
    home_page,
    make_department,
    make_unit,
    make_user,
    published_page,
    published_section,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def department() -> Any:
    return make_department()


@pytest.fixture
def item(department: Any) -> Item:
    """A page under way in the one stage that there is; its first version said something else."""
    page = draft_page(department.author, title="Bản đầu")
    page.title = "Bản trình"
    page.save_revision(user=department.author)
    return submit(page, department.author)


def asked(item: Item) -> int:
    return Item.objects.get(pk=item.pk).task_state.revision_id


def post(user: Any, item: Item, **values: Any) -> Any:
    """A decision posted from a browser that was opened before."""
    client = Client()
    client.force_login(user)
    url = reverse("approval_decision", args=[item.pk])
    return client.post(url, {"action": "approve", "revision": asked(item), **values})


class TestPlaces:
    """A draft does not take the place of what is live by way of a copy or of where it stands."""

    def test_a_copy_of_a_live_page_goes_through_the_chain_anew(self, department: Any, client: Any) -> None:
        page = published_page(department)
        client.force_login(department.author)
        client.post(
            reverse("wagtailadmin_pages:copy", args=[page.pk]),
            {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": home_page().pk},
        )
        copy = StandardPage.objects.get(slug="ban-sao")
        assert not copy.live
        with pytest.raises(PublicationRefused):
            copy.latest_revision.publish()
        decide_item = submit(copy, department.author)
        approve(decide_item.pk, department.head, revision_id=asked(decide_item))
        assert is_live(copy)
        assert Page.objects.get(pk=page.pk).title == page.title

    def test_an_alias_that_is_converted_is_a_draft(self, department: Any, client: Any) -> None:
        page, section = draft_page(department.author), published_section(department)
        alias = page.create_alias(parent=section, update_slug="bi-danh")
        client.force_login(department.superuser)
        client.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
        alias.refresh_from_db()
        assert alias.alias_of_id is None
        assert not alias.live
        with pytest.raises(PublicationRefused):
            alias.get_latest_revision().publish()

    @pytest.mark.parametrize("role", ["author", "head", "superuser"])
    def test_a_draft_moved_below_another_chain_is_approved_by_that_one(
        self, department: Any, client: Any, role: str
    ) -> None:
        """Moved from a section with four stages to one with the last alone: what is under way does not move."""
        section = published_section(department)
        set_chain(section, **FULL)
        page = draft_page(department.author, section)
        work = submit(page, department.author)
        client.force_login(getattr(department, role))
        client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home_page().pk]))
        with pytest.raises(PublicationRefused):
            approve(work.pk, department.head, revision_id=asked(work))
        assert not is_live(page)


class TestTwiceAndLate:
    """The second of two, an old page in a browser, an office that ended meanwhile."""

    def test_an_older_version_is_not_approved(self, department: Any, item: Item) -> None:
        first = Revision.objects.for_instance(item.page).order_by("pk").first()
        post(department.head, item, revision=first.pk)
        assert not is_live(item.page)

    def test_the_second_post_changes_nothing(self, department: Any, item: Item) -> None:
        revision = asked(item)
        for _time in range(2):
            post(department.head, item, revision=revision)
        assert is_live(item.page)
        assert Decision.objects.filter(page_id=item.page_id).count() == 1
        assert Step.objects.filter(item=item, action="approve").count() == 1

    def test_a_session_from_before_the_office_ended_today(self, department: Any, item: Item) -> None:
        client = Client()
        client.force_login(department.head)
        url = reverse("approval_decision", args=[item.pk])
        assert client.get(url).status_code == 200
        today = timezone.localdate()
        Appointment.objects.filter(person__user=department.head).update(ends_on=today)
        tomorrow = timezone.make_aware(
            datetime.datetime.combine(today + datetime.timedelta(days=1), datetime.time(0, 1))
        )
        with time_machine.travel(tomorrow, tick=False):
            client.post(url, {"action": "approve", "revision": asked(item)})
            assert not is_live(item.page)

    def test_the_last_day_of_an_office_counts(self, department: Any, item: Item) -> None:
        Appointment.objects.filter(person__user=department.head).update(ends_on=timezone.localdate())
        post(department.head, item)
        assert is_live(item.page)

    def test_an_account_that_was_switched_off(self, department: Any, item: Item) -> None:
        client = Client()
        client.force_login(department.head)
        department.head.is_active = False
        department.head.save()
        url = reverse("approval_decision", args=[item.pk])
        client.post(url, {"action": "approve", "revision": asked(item)})
        with pytest.raises(PublicationRefused):
            approve(item.pk, department.head, revision_id=asked(item))
        assert not is_live(item.page)

    def test_after_the_delegation_ended(self, department: Any, item: Item) -> None:
        delegate = make_user("board_deputy")
        now = timezone.now()
        delegation = name_delegate(
            department.head, delegate, starts_at=now, ends_at=now + datetime.timedelta(days=1), reason="Vắng"
        )
        end_delegation(delegation, department.head)
        post(delegate, item)
        assert not is_live(item.page)
        assert Step.objects.filter(item=item).count() == 1


class TestOthers:
    """What is another's, and what is one's own."""

    def test_a_head_of_another_unit(self, department: Any) -> None:
        set_chain(home_page(), **FULL)
        work = submit(draft_page(department.author), department.author)
        post(make_user("unit_head", make_unit()), work)
        assert Item.objects.get(pk=work.pk).stage == "unit_head"

    def test_a_second_office_opens_no_way_to_one_s_own(self, department: Any) -> None:
        appoint(department.author, "board_head")
        work = submit(draft_page(department.author), department.author)
        post(department.author, work)
        assert not is_live(work.page)

    @pytest.mark.parametrize("role", ["unit_head", "director", "network_administrator"])
    def test_cancelling_another_s_work(self, department: Any, client: Any, item: Item, role: str) -> None:
        client.force_login(getattr(department, role))
        client.post(
            reverse("wagtailadmin_pages:edit", args=[item.page_id]),
            form_data(item.page, **{"action-cancel-workflow": "1"}),
        )
        client.post(reverse("wagtailadmin_pages:confirm_workflow_cancellation", args=[item.page_id]))
        assert Item.objects.get(pk=item.pk).status == Item.Status.UNDER_WAY

    def test_a_proposal_made_and_decided_by_one(self, department: Any) -> None:
        page = published_page(department)
        work = propose("deletion", page, department.head, "Hết dùng", **what_goes(page))
        post(department.head, work)
        assert Page.objects.filter(pk=page.pk).exists()
        post(department.director, work)
        assert not Page.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize("name", ["submit_page_translation", "convert_to_alias"])
@pytest.mark.parametrize("role", ["author", "head", "superuser"])
def test_nothing_is_published_through_the_translation(
    department: Any, client: Any, role: str, name: str
) -> None:
    page = published_page(department)
    before = list(Page.objects.live().order_by("pk").values_list("pk", "title"))
    client.force_login(getattr(department, role))
    client.post(
        reverse(f"wagtail_localize:{name}", args=[page.pk]),
        {"locales": [home_page("en").locale_id], "publish": "on"},
    )
    assert list(Page.objects.live().order_by("pk").values_list("pk", "title")) == before


def test_a_page_that_came_in_a_batch_is_deleted_with_its_entry(department: Any) -> None:
    """Each was a crash: the entry protected the page's revision against the page's own deletion."""
    from editorial.batches import publish_batch, submit_batch

    drafts = [draft_document(department.author) for _number in range(2)]
    index = drafts[0].get_parent().get_parent()
    work = submit_batch("Nhập", index, [(page.pk, "") for page in drafts], department.author, "Nhập")
    approve(work.pk, department.head, revision_id=asked(work))
    state = Item.objects.get(pk=work.pk).workflow_state
    publish_batch.func(int(state.object_id), state.pk)
    deletion = propose(
        "deletion",
        Page.objects.get(pk=drafts[0].pk),
        department.author,
        "Nhầm",
        **what_goes(Page.objects.get(pk=drafts[0].pk)),
    )
    approve(deletion.pk, department.head, revision_id=asked(deletion))
    assert not Page.objects.filter(pk=drafts[0].pk).exists()


@pytest.mark.service("postgresql")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_approvals_at_the_same_moment_have_one_effect() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("needs postgresql: with SQLite there is one writer at a time anyway")
    department = make_department()
    second = make_user("board_head")
    work = submit(draft_page(department.author), department.author)
    revision, barrier = asked(work), threading.Barrier(2)
    outcomes: list[str] = []

    def act(user: Any) -> None:
        try:
            barrier.wait(timeout=10)
            approve(work.pk, user, revision_id=revision)
            outcomes.append("approved")
        except PublicationRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=[user]) for user in (department.head, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["approved", "refused"]
    assert Decision.objects.filter(page_id=work.page_id).count() == 1
    assert Step.objects.filter(item=work, action="approve").count() == 1
    assert is_live(work.page)
