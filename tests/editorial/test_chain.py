"""The one-stage chain, by Wagtail's own views and by direct posts as the wrong person."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from core.models import Decision
from editorial.deciding import approve
from editorial.models import Item
from editorial.progress import decider_ids
from home.models import StandardPage
from organization.models import Appointment
from tests.factories import START, appoint, draft_page, make_department, make_user, published_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return make_department()


@pytest.fixture
def submitted(department):
    page = draft_page(department.author)
    page.get_workflow().start(page, department.author)
    return page


def decide(client, page, user, action="approve", comment="", **values):
    """Post a decision as the decision page's buttons do."""
    client.force_login(user)
    item = Item.objects.get(workflow_state__object_id=str(page.pk), status="in_progress")
    url = reverse("approval_decision", args=[item.pk])
    data = {"action": action, "comment": comment, "revision": item.task_state.revision_id, **values}
    return client.post(url, data)


def is_live(page):
    return StandardPage.objects.get(pk=page.pk).live


def test_the_head_approves_and_exactly_that_revision_goes_live(client, department, submitted):
    revision = submitted.latest_revision
    decide(client, submitted, department.head)
    page = StandardPage.objects.get(pk=submitted.pk)
    assert page.live
    assert page.live_revision == revision
    decision = Decision.objects.get(page_id=page.pk)
    assert (decision.kind, decision.decided_by) == ("chain", department.head)


@pytest.mark.parametrize(
    "role", ["superuser", "author", "unit_head", "director", "deputy", "network_administrator"]
)
def test_nobody_else_approves(client, department, submitted, role):
    decide(client, submitted, getattr(department, role))
    assert not is_live(submitted)


def test_a_raw_approval_in_the_editor_by_a_superuser(client, department, submitted):
    client.force_login(department.superuser)
    client.post(
        reverse("wagtailadmin_pages:edit", args=[submitted.pk]),
        {
            "title": "x",
            "slug": "x",
            "body-count": "0",
            "action-workflow-action": "true",
            "workflow-action-name": "approve",
        },
    )
    assert not is_live(submitted)


def test_the_head_does_not_approve_their_own(client, department):
    page = draft_page(department.head)
    page.get_workflow().start(page, department.head)
    decide(client, page, department.head)
    assert not is_live(page)
    decide(client, page, department.director)
    assert is_live(page)


def test_what_the_head_saved_somebody_else_approves(client, department, submitted):
    submitted.title = "Sửa bởi Trưởng Ban"
    submitted.save_revision(user=department.head)
    submitted.refresh_from_db()
    assert decider_ids(submitted) == {department.director.pk}
    decide(client, submitted, department.director)
    assert StandardPage.objects.get(pk=submitted.pk).title == "Sửa bởi Trưởng Ban"


def test_a_newer_revision_from_outside_the_stage_is_not_published(department, submitted):
    submitted.title = "Chen vào"
    submitted.save_revision()
    state = submitted.current_workflow_state.current_task_state
    with pytest.raises(PermissionDenied), transaction.atomic():
        approve(state.item.pk, department.head, revision_id=state.revision_id)
    assert not is_live(submitted)
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS


def test_a_return_without_reasons_is_refused(client, department, submitted):
    decide(client, submitted, department.head, "return")
    assert submitted.current_workflow_state.status == "in_progress"
    decide(client, submitted, department.head, "return", "Thiếu nguồn")
    assert submitted.current_workflow_state.status == "needs_changes"


def test_only_the_current_stage_edits(client, department, submitted):
    url = reverse("wagtailadmin_pages:edit", args=[submitted.pk])
    for user in (department.author, department.superuser, department.director):
        client.force_login(user)
        before = submitted.latest_revision_id
        client.post(url, {"title": "Khác", "slug": "khac", "body-count": "0"})
        submitted.refresh_from_db()
        assert submitted.latest_revision_id == before


def test_the_published_version_stays_while_a_change_waits(client, department):
    page = published_page(department, title="Cũ")
    page.title = "Mới"
    page.save_revision(user=department.author)
    page.get_workflow().start(page, department.author)
    assert StandardPage.objects.get(pk=page.pk).title == "Cũ"
    decide(client, page, department.head)
    assert StandardPage.objects.get(pk=page.pk).title == "Mới"


def test_a_change_of_office_changes_the_approver_that_day(submitted, department):
    today = timezone.localdate()
    Appointment.objects.filter(person__user=department.head).update(ends_on=today)
    successor = make_user()
    appoint(successor, "board_head", starts_on=today + datetime.timedelta(days=1))
    assert decider_ids(submitted) == {department.head.pk}
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1), tick=False):
        assert decider_ids(submitted) == {successor.pk}


def test_an_office_counts_by_the_site_s_own_midnight(submitted, department):
    Appointment.objects.filter(person__user=department.head).update(starts_on=START, ends_on="2026-05-10")
    vietnam = datetime.timezone(datetime.timedelta(hours=7))
    with time_machine.travel(datetime.datetime(2026, 5, 10, 23, 59, tzinfo=vietnam), tick=False):
        assert department.head.pk in decider_ids(submitted)
    with time_machine.travel(datetime.datetime(2026, 5, 11, 0, 1, tzinfo=vietnam), tick=False):
        assert department.head.pk not in decider_ids(submitted)


def test_an_inactive_account_decides_nothing(submitted, department):
    department.head.is_active = False
    department.head.save()
    assert department.head.pk not in decider_ids(submitted)


def test_no_chain_no_publication(department):
    page = draft_page(department.author)
    workflow = page.get_workflow()
    type(workflow).objects.filter(pk=workflow.pk).update(active=False)
    with pytest.raises(PermissionDenied):
        page.latest_revision.publish(user=department.superuser, skip_permission_checks=True)


def test_dashboard_shows_it_to_those_who_decide_only(client, department, submitted):
    for user, expected in (
        (department.head, True),
        (department.superuser, False),
        (department.director, False),
    ):
        client.force_login(user)
        state = submitted.current_workflow_state.current_task_state
        listed = TaskState.objects.reviewable_by(user)
        assert (state in listed) is expected
