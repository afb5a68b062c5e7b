"""The whole chain of four stages: who decides when, what is seen, returns, delegation, the checklist."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from core.guard import PublicationRefused
from core.models import Decision
from editorial.checklist import Unconfirmed
from editorial.deciding import ChangedMeanwhile, approve, send_back
from editorial.models import Item, Rule, Step
from editorial.people import load_offices
from editorial.permissions import deciders
from editorial.submission import submit
from home.models import StandardPage
from tests.core.test_guard import form_data
from tests.editorial.chains import FULL, set_chain
from tests.editorial.test_chain import decide, is_live
from tests.factories import (
    appoint,
    draft_page,
    home_page,
    make_department,
    make_user,
    published_section,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    """With a board member, a board deputy and a supervising Deputy Director too."""
    made = make_department()
    made.member, made.board_deputy = make_user("board_member"), make_user("board_deputy")
    made.unit.supervisor = made.deputy.person
    made.unit.save()
    return made


@pytest.fixture
def item(department):
    set_chain(home_page(), **FULL)
    return submit(draft_page(department.author), department.author)


def now(item):
    return Item.objects.select_related("page", "task_state", "chain").get(pk=item.pk)


def able(item):
    return deciders(now(item).case(), load_offices())


def pass_on(item, *users, **values):
    for user in users:
        approve(item.pk, user, revision_id=now(item).task_state.revision_id, **values)


def test_every_stage_in_its_order(department, item):
    stages = [department.unit_head, department.member, department.board_deputy, department.head]
    for user in stages:
        assert able(item) == {user.pk}
        assert not is_live(item.page)
        pass_on(item, user)
    assert is_live(item.page)
    actions = list(item.steps.values_list("action", "stage", "by"))
    assert actions == [
        ("submit", "unit_head", department.author.pk),
        *(
            ("approve", stage, user.pk)
            for stage, user in zip(("unit_head", "board", "censor", "head"), stages, strict=True)
        ),
    ]
    assert now(item).status == Item.Status.APPROVED


def test_each_stage_is_due_within_its_hours(department, item):
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2), tick=False):
        pass_on(item, department.unit_head)
        assert now(item).due_at == timezone.now() + datetime.timedelta(hours=FULL["board_hours"])


def test_the_board_edits_and_passes_its_own_edit_on(department, item):
    page = StandardPage.objects.get(pk=item.page_id)
    pass_on(item, department.unit_head)
    page.title = "Đã biên tập"
    page.save_revision(user=department.member)
    pass_on(item, department.member, department.board_deputy, department.head)
    assert StandardPage.objects.get(pk=page.pk).title == "Đã biên tập"


@pytest.mark.parametrize("role", ["author", "head", "director", "superuser", "deputy"])
def test_nobody_decides_in_another_stage(department, item, client, role):
    decide(client, item.page, getattr(department, role))
    assert now(item).stage == "unit_head"
    assert not is_live(item.page)


def test_the_head_of_another_unit_does_not_decide(item):
    other = make_user("unit_head")
    with pytest.raises(PublicationRefused):
        pass_on(item, other)


def test_a_unit_without_a_head_goes_to_its_supervising_deputy_director(department, item):
    department.unit_head.person.appointments.update(ends_on=timezone.localdate() - datetime.timedelta(days=1))
    assert able(item) == {department.deputy.pk}


def test_a_return_goes_back_to_the_stage_that_returned_it(department, item, client):
    pass_on(item, department.unit_head)
    rule = Rule.objects.create(code="r", name="Ghi rõ nguồn", citation="HY Điều 9.3")
    send_back(
        item.pk,
        department.member,
        revision_id=now(item).task_state.revision_id,
        comment="Thiếu nguồn",
        rules=["r"],
    )
    assert now(item).status == Item.Status.RETURNED
    page = StandardPage.objects.get(pk=item.page_id)
    page.title = "Đã thêm nguồn"
    page.save_revision(user=department.author)
    submit(page, department.author)
    assert now(item).stage == "board"
    assert able(item) == {department.member.pk}
    returned = item.steps.get(action=Step.Action.RETURN)
    assert returned.comment == "Thiếu nguồn"
    assert returned.rules == [{"code": "r", "text": rule.name, "citation": rule.citation}]
    client.force_login(department.member)
    response = client.get(reverse("approval_decision", args=[item.pk]))
    assert "Đã thêm nguồn" in response.content.decode()
    assert "Thiếu nguồn" in response.content.decode()


def test_whoever_sends_it_again_is_an_author_too(department, item):
    send_back(item.pk, department.unit_head, revision_id=now(item).task_state.revision_id, comment="Sửa")
    submit(StandardPage.objects.get(pk=item.page_id), department.unit_head)
    assert able(item) == {department.deputy.pk}


def test_only_the_revision_that_was_shown(department, item, client):
    seen = now(item).task_state.revision_id
    page = StandardPage.objects.get(pk=item.page_id)
    page.title = "Sửa lúc đang xem"
    page.save_revision(user=department.unit_head)
    with pytest.raises(ChangedMeanwhile):
        approve(item.pk, department.unit_head, revision_id=seen)
    response = decide(client, page, department.unit_head, comment="Đồng ý", revision=seen)
    assert response.status_code == 409
    text = response.content.decode()
    assert "Sửa lúc đang xem" in text
    assert "Đồng ý" in text
    assert now(item).stage == "unit_head"
    latest = StandardPage.objects.get(pk=page.pk).latest_revision_id
    assert f'value="{latest}"' in text


class TestChecklist:
    """Declared before submission and before publication, kept in the record (R34)."""

    @pytest.fixture(autouse=True)
    def rules(self):
        for code, moment in (("nguon", "submission"), ("bi-mat", "both"), ("cam", "publication")):
            Rule.objects.create(code=code, name=f"Quy tắc {code}", citation="HY Điều 9", moment=moment)
        elsewhere = Rule.objects.create(code="khac", name="Mục khác", moment="both")
        elsewhere.sections = [home_page("en")]
        elsewhere.save()

    def test_before_submission_and_before_publication(self, department):
        page = draft_page(department.author)
        for codes in ((), ("nguon",), ("bi-mat", "cam")):
            with pytest.raises(Unconfirmed):
                submit(page, department.author, codes=codes)
        item = submit(page, department.author, codes=("nguon", "bi-mat"))
        with pytest.raises(Unconfirmed):
            pass_on(item, department.head, codes=("bi-mat",))
        pass_on(item, department.head, codes=("bi-mat", "cam"))
        confirmed = {step.action: [rule["code"] for rule in step.confirmed] for step in item.steps.all()}
        assert {action: sorted(codes) for action, codes in confirmed.items()} == {
            "submit": ["bi-mat", "nguon"],
            "approve": ["bi-mat", "cam"],
        }

    def test_the_editor_s_own_button_leads_to_the_checklist_and_keeps_what_was_typed(
        self, department, client
    ):
        page = draft_page(department.author)
        client.force_login(department.author)
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        response = client.post(url, form_data(page, title="Vừa gõ", **{"action-submit": "1"}))
        submission = reverse("approval_submission", args=[page.pk])
        assert response.url == submission
        page.refresh_from_db()
        assert page.latest_revision.content["title"] == "Vừa gõ"
        assert not page.workflow_in_progress
        response = client.post(submission, {"codes": ["nguon"]})
        assert response.status_code == 200
        assert "Quy tắc bi-mat" in response.content.decode()
        response = client.post(submission, {"codes": ["nguon", "bi-mat"]})
        assert response.status_code == 302
        assert page.current_workflow_state.item.stage == "head"

    def test_a_raw_start_of_the_workflow_is_refused(self, department):
        page = draft_page(department.author)
        with pytest.raises(Unconfirmed):
            page.get_workflow().start(page, department.author)
        assert not page.workflow_in_progress

    def test_what_a_whole_page_needs_is_said_before(self, department, client):
        page = draft_page(department.author)
        page.source_author = "Một người"
        page.save_revision(user=department.author, clean=False)
        client.force_login(department.author)
        url = reverse("approval_submission", args=[page.pk])
        response = client.post(url, {"codes": ["nguon", "bi-mat"]})
        assert response.status_code == 200
        assert not page.workflow_in_progress


def test_recalled_by_its_author(department, item, client):
    client.force_login(department.author)
    url = reverse("wagtailadmin_pages:edit", args=[item.page_id])
    client.post(url, {**form_data(item.page), "action-cancel-workflow": "1"})
    assert now(item).status == Item.Status.RECALLED
    assert PageLogEntry.objects.filter(page=item.page, action="wagtail.workflow.cancel").exists()


@pytest.mark.parametrize("role", ["deputy", "director", "superuser", "network_administrator"])
def test_not_recalled_by_others(department, item, client, role):
    client.force_login(getattr(department, role))
    url = reverse("wagtailadmin_pages:edit", args=[item.page_id])
    client.post(url, {**form_data(item.page), "action-cancel-workflow": "1"})
    assert now(item).status == Item.Status.UNDER_WAY


def test_leaders_publish_where_the_section_says_so(department):
    section = published_section(department)
    set_chain(section, last="leaders")
    item = submit(draft_page(department.author, section), department.author)
    assert able(item) == {department.director.pk, department.deputy.pk}
    pass_on(item, department.director)
    assert Decision.objects.get(page_id=item.page_id).decided_by == department.director


def test_one_person_holds_two_offices(department, item):
    appoint(department.author, "unit_head", department.unit)
    assert able(item) == {department.unit_head.pk}
