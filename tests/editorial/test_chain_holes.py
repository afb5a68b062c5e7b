"""Ways round the approval chain that a hostile review found, each once open: they stay closed."""

import json
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Task, TaskState, Workflow, WorkflowPage, WorkflowTask

from core.guard import PublicationRefused
from core.models import Decision
from editorial.chains import configure
from editorial.deciding import approve, send_back
from editorial.models import Chain, StageTask
from home.models import StandardPage
from regulations.importing.runner import Import
from tests.core.test_guard import form_data
from tests.editorial.chains import FULL, set_chain
from tests.editorial.test_chain import decide, is_live
from tests.factories import draft_document, draft_page, home_page, make_department

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
    """Chains change by `editorial.chains` alone, and only the approval of the last stage ends one."""

    def test_switching_the_stage_off(self, department, client, submitted):
        client.force_login(department.superuser)
        for task in Task.objects.filter(active=True):
            client.post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))
        assert StageTask.objects.filter(active=True).count() == 5
        assert state_of(submitted).status == TaskState.STATUS_IN_PROGRESS
        decide(client, submitted, department.head)
        assert is_live(submitted)

    def test_switching_the_workflow_off_or_changing_its_stages(self, department, client, submitted):
        client.force_login(department.superuser)
        workflow = submitted.get_workflow()
        before = list(WorkflowTask.objects.order_by("pk").values())
        client.post(reverse("wagtailadmin_workflows:disable", args=[workflow.pk]))
        for name, args in (("edit", [workflow.pk]), ("add", [])):
            client.post(
                reverse(f"wagtailadmin_workflows:{name}", args=args),
                {
                    "name": "Khác",
                    "active": "on",
                    "workflow_tasks-TOTAL_FORMS": "0",
                    "workflow_tasks-INITIAL_FORMS": "0",
                    "pages-TOTAL_FORMS": "0",
                    "pages-INITIAL_FORMS": "0",
                    "content_types": [],
                },
            )
        client.post(reverse("wagtailadmin_workflows:remove", args=[workflow.pk, home_page().pk]))
        assert list(WorkflowTask.objects.order_by("pk").values()) == before
        assert submitted.get_workflow() == workflow

    def test_another_kind_of_task_a_chain_without_stages_or_another_chain(self, department):
        for make in (
            lambda: GroupApprovalTask.objects.create(name="Dễ dãi"),
            lambda: Workflow.objects.create(name="Không có cấp nào"),
            lambda: WorkflowTask.objects.create(
                workflow=Workflow.objects.first(), task=Task.objects.first(), sort_order=9
            ),
            lambda: WorkflowPage.objects.create(workflow=Workflow.objects.first(), page=draft_page(None)),
        ):
            with pytest.raises(PublicationRefused), transaction.atomic():
                make()

    def test_configuring_without_the_office(self, department):
        for user in (department.superuser, department.author, department.network_administrator):
            with pytest.raises(PermissionDenied):
                configure(Chain(page=home_page(), last_hours=1), user)

    def test_a_new_chain_leaves_what_is_under_way_in_its_own(self, department, client):
        set_chain(home_page(), **FULL)
        page = draft_page(department.author)
        page.get_workflow().start(page, department.author)
        configure(Chain(page=home_page(), last_hours=24), department.head)
        for user in (department.unit_head, department.head, department.head):
            decide(client, page, user)
            assert not is_live(page)
        decide(client, page, department.head)
        assert is_live(page)

    @pytest.mark.parametrize("change", ["approve", "reject", "update"])
    def test_a_task_state_ended_in_code(self, department, submitted, change):
        for user in (department.superuser, department.author, department.head, None):
            state = state_of(submitted)
            state.status = TaskState.STATUS_APPROVED if change == "update" else state.status
            end = state.save if change == "update" else partial(getattr(state, change), user=user)
            with pytest.raises(PublicationRefused), transaction.atomic():
                end()
        assert not is_live(submitted)

    def test_a_workflow_state_ended_in_code(self, submitted):
        state = state_of(submitted).workflow_state
        with pytest.raises(PublicationRefused), transaction.atomic():
            state.finish()
        state.status = "approved"
        with pytest.raises(PublicationRefused):
            state.save()


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

    @pytest.mark.parametrize(("first", "live"), [(approve, True), (send_back, False)])
    def test_on_a_stale_task_state(self, department, submitted, first, live):
        item, revision = state_of(submitted).item, state_of(submitted).revision_id
        first(item.pk, department.head, revision_id=revision, comment="Thiếu nguồn")
        with pytest.raises(PublicationRefused):
            approve(item.pk, department.head, revision_id=revision)
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
    assert decide(client, submitted, department.director).status_code in (302, 403)
    assert not is_live(submitted)
    assert state_of(submitted).status == TaskState.STATUS_IN_PROGRESS
