"""The chains of the installed home pages: all stages on a new site, the one there was on an older one."""

from django.db import migrations

HOURS = {"unit_head": 8, "board": 8, "censor": 4, "head": 4}
NAMES = {
    "unit_head": "Trưởng đơn vị duyệt",
    "board": "Ban Biên tập biên tập",
    "censor": "Phó Trưởng Ban kiểm duyệt",
    "head": "Trưởng Ban phê duyệt",
    "leaders": "Lãnh đạo Sở phê duyệt",
}
REASON = "Cài đặt cùng phần mềm"
INSTALLED = {"installation", "system"}


def tasks(apps):
    """One task per stage; the last there was becomes the Head's."""
    content_type = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="editorial", model="stagetask"
    )[0]
    model = apps.get_model("editorial", "StageTask")
    found = {}
    for stage, name in NAMES.items():
        task, _made = model.objects.get_or_create(
            stage=stage, defaults={"name": name, "active": True, "content_type": content_type}
        )
        model.objects.filter(pk=task.pk).update(name=name, content_type=content_type)
        found[stage] = task
    return found


def make_workflow(apps, name, stages):
    """A workflow of these tasks."""
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=name, active=True)
    for order, task in enumerate(stages):
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(
            workflow=workflow, task_id=task.pk, sort_order=order
        )
    return workflow


def make_chains(apps, schema_editor):
    """Assign a chain to each home page; a site with content keeps its one stage."""
    by_stage = tasks(apps)
    used = apps.get_model("core", "Decision").objects.exclude(kind__in=INSTALLED).exists()
    stages = ["head"] if used else list(HOURS)
    assigned = apps.get_model("wagtailcore", "WorkflowPage")
    for home in apps.get_model("home", "HomePage").objects.order_by("path"):
        chain = apps.get_model("editorial", "Chain").objects.create(
            page_id=home.pk,
            last="head",
            last_hours=HOURS["head"] if not used else 24,
            reason=REASON,
            workflow=make_workflow(apps, home.title, [by_stage[stage] for stage in stages]),
            urgent_workflow=make_workflow(apps, home.title, [by_stage["head"]]),
            **({f"{stage}_hours": HOURS[stage] for stage in stages[:-1]}),
        )
        assigned.objects.update_or_create(page_id=home.pk, defaults={"workflow": chain.workflow})
    adopt(apps)


def adopt(apps):
    """Work that is under way in the first workflow goes on in the Vietnamese home page's chain."""
    home = apps.get_model("home", "HomePage").objects.order_by("path").first()
    if home is None:
        return
    chain = apps.get_model("editorial", "Chain").objects.get(page_id=home.pk)
    states = apps.get_model("wagtailcore", "WorkflowState").objects
    known = apps.get_model("editorial", "Chain").objects.values_list("workflow_id", flat=True)
    pages = apps.get_model("wagtailcore", "Page").objects
    for state in states.filter(status__in=["in_progress", "needs_changes"]).exclude(
        workflow_id__in=list(known)
    ):
        states.filter(pk=state.pk).update(workflow_id=chain.workflow_id)
        page, task_state = pages.get(pk=state.object_id), state.current_task_state
        apps.get_model("editorial", "Item").objects.create(
            workflow_state=state,
            task_state=task_state,
            chain=chain,
            page=page,
            title=page.draft_title[:255],
            status=state.status,
            stage="head",
            authors=sorted({page.owner_id, state.requested_by_id} - {None}),
            saved_by_id=task_state.revision.user_id,
            started_at=state.created_at,
            entered_at=task_state.started_at,
            due_at=task_state.started_at,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_install"),
        ("core", "0001_initial"),
        ("editorial", "0003_rules"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_chains, migrations.RunPython.noop)]
