"""Work under way stays in the chain that was chosen by its place; a second hostile review's ways round it."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from core.guard import PublicationRefused
from editorial.deciding import approve, send_back
from editorial.delegating import name_delegate
from editorial.models import Chain, Item
from editorial.people import load_offices
from editorial.permissions import deciders
from editorial.proposals import propose, what_goes
from editorial.submission import submit
from editorial.withdrawal import withdraw
from home.models import SectionPage, StandardPage
from tests.core.test_guard import form_data, verify
from tests.editorial.chains import FULL, set_chain
from tests.factories import (
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
def sections(department: Any) -> tuple[SectionPage, SectionPage]:
    """One with the Head's stage alone, one that is reserved to the department's leaders."""
    weak, strong = published_section(department), published_section(department)
    set_chain(strong, last="leaders", last_hours=4)
    return weak, strong


def login(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def asked(item: Item) -> int:
    return Item.objects.get(pk=item.pk).task_state.revision_id


def decide(user: Any, item: Item, action: str = "approve", **values: Any) -> Any:
    data = {"action": action, "revision": asked(item), **values}
    return login(user).post(reverse("approval_decision", args=[item.pk]), data)


def able(item: Item) -> frozenset[int]:
    return deciders(Item.objects.get(pk=item.pk).case(), load_offices())


def move(user: Any, page: Page, parent: Page) -> Any:
    return login(user).post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, parent.pk]))


def parent_of(page: Page) -> int:
    return Page.objects.get(pk=page.pk).get_parent().pk


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def test_returned_work_that_moved_begins_anew_in_the_chain_of_its_new_place(department, sections):
    weak, strong = sections
    page = draft_page(department.author, weak)
    item = submit(page, department.author)
    send_back(item.pk, department.head, revision_id=asked(item), comment="Sửa")
    move(department.author, page, strong)
    login(department.author).post(reverse("approval_submission", args=[page.pk]), {})
    new = Item.objects.get(page_id=page.pk, status=Item.Status.UNDER_WAY)
    assert Item.objects.get(pk=item.pk).status == Item.Status.RECALLED
    assert able(new) == {department.director.pk, department.deputy.pk}
    decide(department.head, new)
    assert not is_live(page)


def test_a_section_with_work_under_way_below_is_not_moved(department, sections):
    weak, strong = sections
    other = make_user("staff", department.unit)
    section = draft_page(other, weak, SectionPage)
    page = draft_page(department.author, section)
    submit(page, department.author)
    response = login(other).post(
        reverse("wagtailadmin_pages:move_confirm", args=[section.pk, strong.pk]), follow=True
    )
    assert parent_of(section) == weak.pk
    assert page.title in response.content.decode()


def test_the_destination_of_a_move_under_way_is_not_moved(department, sections):
    weak, strong = sections
    section = draft_page(department.author, weak, SectionPage)
    page = published_page(department)
    item = propose("move", page, department.author, "Gọn lại", destination=section.pk)
    move(department.author, section, strong)
    assert parent_of(section) == weak.pk
    decide(department.head, item)
    assert parent_of(page) == section.pk
    verify()


def test_a_draft_section_is_not_deleted_with_another_ones_work(department):
    section = draft_page(department.author, model=SectionPage)
    item = submit(draft_page(department.unit_head, section), department.unit_head)
    login(department.superuser).post(reverse("wagtailadmin_pages:delete", args=[section.pk]))
    assert Page.objects.filter(pk=section.pk).exists()
    assert Item.objects.filter(pk=item.pk).exists()


def test_work_of_another_unit_begins_anew(department):
    set_chain(home_page(), **FULL)
    member, deputy, other = make_user("board_member"), make_user("board_deputy"), make_unit()
    head_of_other = make_user("unit_head", other)
    page = draft_page(department.author)
    item = submit(page, department.author)
    decide(department.unit_head, item)
    decide(member, item)
    send_back(item.pk, deputy, revision_id=asked(item), comment="Sửa")
    page = StandardPage.objects.get(pk=page.pk)
    page.owning_unit = other
    page.save_revision(user=department.author)
    new = submit(StandardPage.objects.get(pk=page.pk), department.author)
    assert new.pk != item.pk
    assert (new.stage, able(new)) == ("unit_head", {head_of_other.pk})


class TestDelegatedSections:
    """A delegation never widens."""

    @pytest.fixture
    def delegated(self, department: Any) -> Any:
        deputy, now = make_user("board_deputy"), timezone.now()
        section = draft_page(department.author, model=SectionPage)
        until = now + datetime.timedelta(days=3)
        name_delegate(
            department.head, deputy, starts_at=now, ends_at=until, reason="Đi vắng", sections=[section]
        )
        return deputy, section

    def test_its_only_section_is_deleted(self, department, delegated):
        deputy, section = delegated
        item = submit(draft_page(department.author), department.author)
        login(department.author).post(reverse("wagtailadmin_pages:delete", args=[section.pk]))
        assert not Page.objects.filter(pk=section.pk).exists()
        assert deputy.pk not in able(item)
        page = login(deputy).get(reverse("approval_delegations")).content.decode()
        assert "chuyên mục không còn" in page

    def test_for_all(self, department):
        deputy, now = make_user("board_deputy"), timezone.now()
        name_delegate(
            department.head, deputy, starts_at=now, ends_at=now + datetime.timedelta(days=1), reason="Đi vắng"
        )
        assert deputy.pk in able(submit(draft_page(department.author), department.author))


class TestDeletion:
    """What was shown goes, by the chain that it is reserved to."""

    def test_of_what_is_reserved_to_the_leaders(self, department):
        weak = published_section(department)
        strong = published_page(department, weak, SectionPage)
        set_chain(strong, last="leaders", last_hours=4)
        for kind, payload in (("deletion", what_goes(weak)), ("move", {"destination": home_page("en").pk})):
            with pytest.raises(ValidationError):
                propose(kind, weak, department.author, "Gọn lại", **payload)
        own = propose("deletion", strong, department.author, "Gọn lại", **what_goes(strong))
        assert department.head.pk not in able(own)

    def test_of_another_page_than_was_shown(self, department):
        section = published_section(department)
        draft = draft_page(department.author, section)
        item = propose("deletion", section, department.author, "Gọn lại", **what_goes(section))
        login(department.author).post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
        assert not Page.objects.filter(pk=draft.pk).exists()
        new = published_page(department, Page.objects.get(pk=section.pk).specific)
        decide(department.head, item)
        assert Page.objects.filter(pk=new.pk).exists()

    def test_of_a_section_with_a_chain_of_its_own(self, department):
        section = published_section(department)
        set_chain(section)
        published_page(department, section)
        item = propose("deletion", section, department.author, "Gọn lại", **what_goes(section))
        decide(department.head, item)
        assert not Page.objects.filter(pk=section.pk).exists()
        assert Chain.objects.filter(page=None).exists()
        assert login(department.head).get(reverse("approval_decision", args=[item.pk])).status_code == 200
        assert login(department.head).get(reverse("approval_board")).status_code == 200
        verify()

    def test_waits_for_work_under_way_below(self, department):
        section = published_section(department)
        submit(draft_page(department.author, section), department.author)
        with pytest.raises(ValidationError):
            propose("deletion", section, department.author, "Gọn lại", **what_goes(section))


class TestReturnedProposal:
    """Its author sends it again or recalls it; nobody else does."""

    @pytest.fixture
    def returned(self, department: Any) -> Item:
        page = published_page(department)
        item = propose("deletion", page, department.author, "Cũ", **what_goes(page))
        send_back(item.pk, department.head, revision_id=asked(item), comment="Nói rõ hơn")
        return Item.objects.get(pk=item.pk)

    def test_is_sent_again(self, department, returned):
        client = login(department.author)
        url = reverse("approval_resend", args=[returned.pk])
        assert url in client.get(reverse("approval_decision", args=[returned.pk])).content.decode()
        assert "Cũ" in client.get(url).content.decode()
        assert client.post(url, {"reason": " "}).status_code == 200
        client.post(url, {"reason": "Trùng với trang khác"})
        returned.refresh_from_db()
        assert returned.status == Item.Status.UNDER_WAY
        assert returned.workflow_state.content_object.reason == "Trùng với trang khác"
        page = returned.page_id
        decide(department.head, returned)
        assert not Page.objects.filter(pk=page).exists()

    def test_is_recalled(self, department, returned):
        login(department.author).post(reverse("approval_recall", args=[returned.pk]))
        returned.refresh_from_db()
        assert returned.status == Item.Status.RECALLED
        page = returned.page.specific
        assert propose("deletion", page, department.author, "Lại", **what_goes(page))

    def test_by_nobody_else(self, department, returned):
        for name in ("approval_resend", "approval_recall", "approval_stop"):
            for user in (department.head, department.superuser, make_user("staff")):
                login(user).post(reverse(name, args=[returned.pk]), {"reason": "x"})
        returned.refresh_from_db()
        assert returned.status == Item.Status.RETURNED


def test_a_recall_that_comes_too_late_is_refused(department):
    page = draft_page(department.author)
    item = submit(page, department.author)
    stale = WorkflowState.objects.get(pk=item.workflow_state_id)
    approve(item.pk, department.head, revision_id=asked(item))
    with pytest.raises(PublicationRefused):
        stale.cancel(user=department.author)
    assert Item.objects.get(pk=item.pk).status == Item.Status.APPROVED
    verify()


class TestWithdrawnPage:
    """Its notice says what visitors knew, at the address that they knew, until the chain decides otherwise."""

    @pytest.fixture
    def withdrawn(self, department: Any) -> Any:
        page = published_page(department, title="Kế hoạch cũ")
        withdraw(page, department.head, "Có sai sót", notice=True)
        return StandardPage.objects.get(pk=page.pk)

    def test_keeps_its_title_and_address(self, department, withdrawn):
        url = withdrawn.url
        client = login(make_user("staff"))
        data = form_data(withdrawn, title="Tên khác", slug="dia-chi-khac")
        client.post(reverse("wagtailadmin_pages:edit", args=[withdrawn.pk]), data)
        data = form_data(withdrawn, title="Tên khác")
        client.post(reverse("wagtailadmin_pages:edit", args=[withdrawn.pk]), data)
        response = Client().get(url)
        assert response.status_code == 410
        assert "Kế hoạch cũ" in response.content.decode()
        assert "Tên khác" not in response.content.decode()

    def test_goes_by_the_chain_alone(self, department, withdrawn):
        for user in (make_user("staff"), department.author, department.superuser):
            login(user).post(reverse("wagtailadmin_pages:delete", args=[withdrawn.pk]))
        assert Client().get(withdrawn.url).status_code == 410
        item = propose("deletion", withdrawn, department.author, "Hết hạn", **what_goes(withdrawn))
        decide(department.head, item)
        assert Client().get(withdrawn.url).status_code == 404
