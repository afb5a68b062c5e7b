"""Ways round the chain that a second hostile review found, each once open: batches, dates, chains, submissions."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from core.models import Decision
from core.refusals import Refused
from editorial import batches
from editorial.batches import publish_batch, stop, submit_batch
from editorial.chains import chain_in_force, configure, inherit
from editorial.deciding import approve
from editorial.models import Chain, Item
from editorial.submission import submit
from editorial.withdrawal import unschedule, withdraw
from home.models import SectionPage, StandardPage
from tests.core.test_guard import form_data, verify
from tests.editorial.chains import set_chain
from tests.editorial.test_places import able, asked, decide, is_live, login
from tests.factories import (
    draft_document,
    draft_page,
    home_page,
    make_department,
    make_user,
    published_page,
    published_section,
)

pytestmark = pytest.mark.django_db
TOMORROW = datetime.timedelta(days=1)


@pytest.fixture
def department() -> Any:
    return make_department()


def batch_of(drafts: list[Any], user: Any) -> Item:
    index = drafts[0].get_parent().get_parent()
    return submit_batch("Lô", index, [(draft.pk, "") for draft in drafts], user, "Nhập từ tệp")


def publish(item: Item) -> dict[str, int]:
    state = Item.objects.get(pk=item.pk).workflow_state
    return publish_batch.func(int(state.object_id), state.pk)


class TestBatch:
    """Decided on by others than those whose pages are in it; later decisions count."""

    @pytest.fixture
    def drafts(self, department: Any) -> list[Any]:
        return [draft_document(department.author) for _time in range(3)]

    def test_of_ones_own_drafts(self, department):
        drafts = [draft_document(department.head) for _time in range(2)]
        item = batch_of(drafts, department.author)
        assert department.head.pk not in able(item)

    def test_does_not_publish_what_was_withdrawn(self, department, drafts):
        item = batch_of(drafts, department.author)
        one = submit(type(drafts[0]).objects.get(pk=drafts[0].pk), department.author)
        approve(one.pk, department.head, revision_id=asked(one))
        withdraw(Page.objects.get(pk=drafts[0].pk), department.head, "Sai", notice=True)
        approve(item.pk, department.head, revision_id=asked(item))
        assert publish(item) == {"published": 2, "left": 1}
        assert not is_live(drafts[0])
        verify()

    def test_is_stopped_by_the_head_alone(self, department, drafts):
        item = batch_of(drafts, department.author)
        approve(item.pk, department.head, revision_id=asked(item))
        url = reverse("approval_stop", args=[item.pk])
        for user in (department.author, department.superuser, department.director):
            login(user).post(url, {"reason": "Dừng"})
        assert item.workflow_state.content_object.entries.filter(done_at=None).count() == 3
        assert login(department.head).post(url, {"reason": ""}).status_code == 200
        login(department.head).post(url, {"reason": "Có văn bản mật"})
        assert publish(item) == {"published": 0, "left": 3}
        assert not any(is_live(draft) for draft in drafts)
        with pytest.raises(ValidationError):
            stop(item.workflow_state.content_object, department.head, "Lần nữa")

    def test_an_entry_that_the_database_refuses_holds_up_no_other(self, department, drafts, monkeypatch):
        item = batch_of(drafts, department.author)
        approve(item.pk, department.head, revision_id=asked(item))
        real, calls = batches.decide_and_publish, []

        def once(*args: Any, **kwargs: Any) -> Any:
            calls.append(args)
            if len(calls) == 2:
                raise OperationalError("deadlock detected")
            return real(*args, **kwargs)

        monkeypatch.setattr(batches, "decide_and_publish", once)
        assert publish(item)["published"] == 2
        asked_again: list[Any] = []
        worker = SimpleNamespace(enqueue=lambda *args: asked_again.append(args))
        monkeypatch.setattr(batches, "publish_batch", worker)
        call_command("publish_due")
        assert not asked_again, "a worker may be at it"
        with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11)):
            call_command("publish_due")
        assert len(asked_again) == 1
        publish_batch.func(*asked_again[0])
        assert all(is_live(draft) for draft in drafts)
        call_command("publish_due")
        assert len(asked_again) == 1

    def test_its_drafts_are_not_deleted_meanwhile(self, department, drafts):
        batch_of(drafts, department.author)
        login(department.author).post(reverse("wagtailadmin_pages:delete", args=[drafts[0].pk]))
        assert Page.objects.filter(pk=drafts[0].pk).exists()

    def test_is_sent_again_with_what_is_there(self, department, drafts):
        item = batch_of(drafts, department.author)
        decide(department.head, item, "return", comment="Sửa văn bản thứ hai")
        draft = type(drafts[1]).objects.get(pk=drafts[1].pk)
        draft.official_title = "Tên đã sửa"
        draft.save_revision(user=department.author)
        login(department.author).post(reverse("approval_resend", args=[item.pk]), {"reason": "Đã sửa"})
        approve(item.pk, department.head, revision_id=asked(item))
        assert publish(item) == {"published": 3, "left": 0}
        assert type(drafts[1]).objects.get(pk=drafts[1].pk).official_title == "Tên đã sửa"
        verify()


class TestReservedChain:
    """What is reserved to the department's leaders only the Director opens."""

    def test_the_head_takes_it_not_away(self, department):
        section = published_section(department)
        set_chain(section, last="leaders", last_hours=4)
        url = reverse("approval_chain", args=[section.pk])
        login(department.head).post(url, {"action": "inherit"})
        login(department.head).post(url, {"action": "set", "last": "head", "last_hours": 4, "reason": "x"})
        below = draft_page(department.author, section, SectionPage)
        with pytest.raises(Refused):
            configure(Chain(page=below, last_hours=4), by=department.head)
        with pytest.raises(Refused):
            inherit(section, department.head)
        assert chain_in_force(below).last == "leaders"
        page = login(department.head).get(url).content.decode()
        assert 'value="inherit"' not in page

    def test_the_director_does(self, department):
        section = published_section(department)
        set_chain(section, last="leaders", last_hours=4)
        url = reverse("approval_chain", args=[section.pk])
        login(department.director).post(url, {"action": "inherit"})
        assert chain_in_force(section).last == "head"


class TestDates:
    """What waits for its date keeps its place, its privacy and what is live until then."""

    def scheduled(self, department: Any, **values: Any) -> Any:
        return published_page(department, go_live_at=timezone.now() + TOMORROW, **values)

    def test_its_privacy(self, department):
        page = self.scheduled(department)
        url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
        login(department.superuser).post(url, {"restriction_type": "login", "password": "x"})
        assert not PageViewRestriction.objects.filter(page=page).exists()

    def test_its_address(self, department):
        section = draft_page(department.author, model=SectionPage)
        page = published_page(department, section, go_live_at=timezone.now() + TOMORROW)
        before = Page.objects.get(pk=page.pk).url_path
        data = form_data(SectionPage.objects.get(pk=section.pk), slug="dia-chi-khac")
        login(department.author).post(reverse("wagtailadmin_pages:edit", args=[section.pk]), data)
        assert Page.objects.get(pk=page.pk).url_path == before

    def test_a_new_version_of_what_is_live_is_cancelled_alone(self, department):
        page = published_page(department, title="Đang đăng")
        page.title, page.go_live_at = "Bản mới", timezone.now() + TOMORROW
        page.save_revision(user=department.author)
        item = submit(StandardPage.objects.get(pk=page.pk), department.author)
        decide(department.head, item)
        url = reverse("approval_withdrawal", args=[page.pk])
        assert 'name="only_date"' in login(department.head).get(url).content.decode()
        data = {"reason": "Hoãn", "notice": "gone", "only_date": "on"}
        login(department.head).post(url, data)
        live = StandardPage.objects.get(pk=page.pk)
        assert live.live
        assert not live.approved_schedule
        verify()

    def test_cancelled_before_it_was_published(self, department):
        page = self.scheduled(department)
        unschedule(page, department.head, "Hoãn")
        with time_machine.travel(timezone.now() + 2 * TOMORROW):
            call_command("publish_due")
        assert not is_live(page)
        assert Decision.objects.filter(page_id=page.pk).latest("pk").kind == Decision.Kind.WITHDRAWAL

    def test_an_installed_page_does_not_go_offline_until_then(self, department):
        home = home_page()
        home.go_live_at = timezone.now() + TOMORROW
        home.save_revision(user=department.author)
        with pytest.raises(ValidationError):
            submit(home_page(), department.author)
        response = login(department.author).post(reverse("approval_submission", args=[home.pk]), {})
        assert response.status_code == 200
        assert Client().get("/").status_code == 200


def test_only_those_who_edit_a_page_submit_it(department):
    page = draft_page(department.author)
    for user in (department.network_administrator, make_user()):
        login(user).post(reverse("approval_submission", args=[page.pk]), {})
    assert not Item.objects.filter(page_id=page.pk).exists()
