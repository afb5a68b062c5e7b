"""Ways round the approval chain that a hostile review found, each once open: they stay closed."""

import json

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Task, TaskState, Workflow, WorkflowPage, WorkflowTask

from core.models import Decision
from home.models import StandardPage
from regulations.importing.runner import Import
from tests.core.test_guard import form_data
from tests.editorial.test_chain import decide, is_live
from tests.factories import draft_document, draft_page, make_department

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return make_department()


@pytest.fixture
def submitted(department):
    """A page under way whose first revision said something else."""
    page = draft_page(department.author, title="Bản đầu")
    page.title = "Bản trình"
    page.save_revision(user=department.author)
    page.get_workflow().start(page, department.author)
    return page


def state_of(page):
    return TaskState.objects.get(workflow_state__object_id=str(page.pk))


def first_revision(page):
    return page.revisions.order_by("pk").first()


class TestWeakenedChain:
    """Only the approval of the last stage ends a chain."""

    def test_switching_the_stage_off_does_not_publish_what_is_under_way(self, department, client, submitted):
        client.force_login(department.superuser)
        task = Task.objects.get(active=True)
        client.post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))
        assert not is_live(submitted)
        assert state_of(submitted).status == TaskState.STATUS_IN_PROGRESS
        decide(client, submitted, department.head)
        assert is_live(submitted)

    def test_another_kind_of_task_in_its_place(self, department, client):
        task = GroupApprovalTask.objects.create(name="Dễ dãi")
        task.groups.add(Group.objects.first())
        self.assign(page := draft_page(department.author), task)
        client.force_login(department.superuser)
        self.submit(client, page)
        decide(client, page, department.superuser)
        assert not is_live(page)
        assert not Decision.objects.filter(page_id=page.pk).exists()

    def test_a_chain_without_stages(self, department, client):
        self.assign(page := draft_page(department.author))
        client.force_login(department.superuser)
        self.submit(client, page)
        assert not is_live(page)

    def test_a_task_state_approved_by_somebody_else_in_code(self, department, submitted):
        for user in (department.superuser, department.author, None):
            with pytest.raises(PermissionDenied):
                state_of(submitted).approve(user=user)
        assert not is_live(submitted)

    def assign(self, page, *tasks):
        workflow = Workflow.objects.create(name="Tắt")
        for task in tasks:
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowPage.objects.create(workflow=workflow, page=page)

    def submit(self, client, page):
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        client.post(url, form_data(page, **{"action-submit": "1"}))


class TestOnlyTheCurrentStageEdits:
    """What is under way is changed by nobody else, by whatever way."""

    @pytest.mark.parametrize("role", ["author", "unit_head", "director", "deputy", "superuser"])
    def test_revert_by_the_api(self, department, client, submitted, role):
        client.force_login(getattr(department, role))
        response = client.post(
            f"/admin/api/main/pages/{submitted.pk}/action/revert_to_page_revision/",
            json.dumps({"revision_id": first_revision(submitted).pk}),
            content_type="application/json",
        )
        assert response.status_code == 400
        assert state_of(submitted).revision.content["title"] == "Bản trình"
        decide(client, submitted, department.head)
        assert StandardPage.objects.get(pk=submitted.pk).title == "Bản trình"

    @pytest.mark.parametrize("role", ["author", "director", "superuser"])
    def test_edit_with_a_whole_form(self, department, client, submitted, role):
        client.force_login(getattr(department, role))
        client.post(
            reverse("wagtailadmin_pages:edit", args=[submitted.pk]), form_data(submitted, title="Khác")
        )
        assert StandardPage.objects.get(pk=submitted.pk).latest_revision_id == state_of(submitted).revision_id

    def test_a_lock_set_by_hand_opens_nothing(self, department, client, submitted):
        client.force_login(department.superuser)
        client.post(reverse("wagtailadmin_pages:lock", args=[submitted.pk]))
        client.post(
            reverse("wagtailadmin_pages:edit", args=[submitted.pk]), form_data(submitted, title="Khác")
        )
        assert StandardPage.objects.get(pk=submitted.pk).latest_revision_id == state_of(submitted).revision_id

    def test_a_substitute_s_save_is_not_what_the_head_decides_on(self, department, submitted):
        asked = state_of(submitted).revision_id
        with pytest.raises(ValidationError):
            submitted.save_revision(user=department.director)
        assert state_of(submitted).revision_id == asked

    def test_an_import_leaves_it_alone_and_says_so(self, department, tmp_path):
        page = draft_document(department.author)
        page.get_workflow().start(page, department.author)
        path = tmp_path / "rows.jsonl"
        row = {
            "number": page.number,
            "type": "Quyết định",
            "title": "Tên khác",
            "issuer": "Ủy ban nhân dân tỉnh Sông Lam",
        }
        path.write_text(json.dumps(row))
        report = Import(path, user=department.unit_head).run()
        assert report.summary()["rejected"] == 1
        page.refresh_from_db()
        assert page.latest_revision_id == state_of(page).revision_id


class TestTwoDecisions:
    """Two at the same moment: the second finds it decided."""

    @pytest.mark.parametrize(("first", "live"), [("approve", True), ("reject", False)])
    def test_on_a_stale_task_state(self, department, submitted, first, live):
        one, two = state_of(submitted), state_of(submitted)
        _loaded = two.workflow_state.current_task_state
        one.task.specific.on_action(one, department.head, first, comment="Thiếu nguồn")
        with pytest.raises(PermissionDenied):
            two.task.specific.on_action(two, department.head, "approve")
        assert is_live(submitted) is live
        assert Decision.objects.filter(page_id=submitted.pk).count() == int(live)


@pytest.mark.parametrize("name", ["edit", "revisions_revert"])
def test_the_head_does_not_change_and_approve_in_one_post(department, client, submitted, name):
    arguments = [submitted.pk] + [first_revision(submitted).pk] * (name == "revisions_revert")
    client.force_login(department.head)
    client.post(
        reverse(f"wagtailadmin_pages:{name}", args=arguments),
        form_data(
            submitted,
            title="Tên khác hẳn",
            **{"action-workflow-action": "true", "workflow-action-name": "approve"},
        ),
    )
    assert not is_live(submitted)


def test_what_cannot_be_published_as_it_is_stays_under_way(department, client, submitted):
    """The Head saved a draft that lacks what a whole page needs; the Director's approval is refused, not a crash."""
    submitted.source_author = "Một tác giả"
    submitted.save_revision(user=department.head, clean=False)
    client.force_login(department.director)
    assert decide(client, submitted, department.director).status_code == 302
    assert not is_live(submitted)
    assert state_of(submitted).status == TaskState.STATUS_IN_PROGRESS
