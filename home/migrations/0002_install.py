"""The recorded installation: home page and document index in both languages, and the first chain."""

import uuid

from django.db import migrations

INSTALLATION = "installation"
REASON = "Installed with the software: home page and document index in Vietnamese and English."
TREE = [
    {
        "language": "vi",
        "path": "00010001",
        "title": "Trang chủ",
        "slug": "home",
        "index_title": "Văn bản",
        "index_slug": "van-ban",
    },
    {
        "language": "en",
        "path": "00010002",
        "title": "Home",
        "slug": "home-en",
        "index_title": "Documents",
        "index_slug": "documents",
    },
]


def content_type(apps, app_label, model):
    """The content type of a model, made here where the migration runs before `post_migrate`."""
    return apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app_label, model=model)[0]


def make_page(apps, model, **values):
    """One live page with its installation decision."""
    app_label, name = model.split(".")
    page = apps.get_model(app_label, name).objects.create(
        content_type=content_type(apps, app_label, name.lower()),
        live=True,
        has_unpublished_changes=False,
        draft_title=values["title"],
        show_in_menus=True,
        **values,
    )
    apps.get_model("core", "Decision").objects.create(kind=INSTALLATION, page_id=page.pk, reason=REASON)
    return page


def install(apps, schema_editor):
    """Replace Wagtail's welcome page and its moderators' workflow."""
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    # Wagtail's own groups may publish, and wagtail-localize gave them its permission.
    apps.get_model("auth", "Group").objects.filter(name__in=["Moderators", "Editors"]).delete()
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    home_key, index_key = uuid.uuid4(), uuid.uuid4()
    homes = []
    for entry in TREE:
        locale, _created = Locale.objects.get_or_create(language_code=entry["language"])
        home_path = f"/{entry['slug']}/"
        homes.append(
            make_page(
                apps,
                "home.HomePage",
                title=entry["title"],
                slug=entry["slug"],
                path=entry["path"],
                depth=2,
                numchild=1,
                url_path=home_path,
                locale=locale,
                translation_key=home_key,
            )
        )
        make_page(
            apps,
            "regulations.DocumentIndexPage",
            title=entry["index_title"],
            slug=entry["index_slug"],
            path=entry["path"] + "0001",
            depth=3,
            numchild=0,
            url_path=f"{home_path}{entry['index_slug']}/",
            locale=locale,
            translation_key=index_key,
        )
    Page.objects.filter(depth=1).update(numchild=len(homes))
    Site.objects.create(hostname="localhost", port=80, root_page_id=homes[0].pk, is_default_site=True)
    install_chain(apps, homes)


def install_chain(apps, homes):
    """One stage for every section: the Head's approval."""
    Workflow = apps.get_model("wagtailcore", "Workflow")
    apps.get_model("wagtailcore", "WorkflowPage").objects.all().delete()
    Workflow.objects.update(active=False)
    apps.get_model("wagtailcore", "Task").objects.update(active=False)
    task = apps.get_model("editorial", "HeadApprovalTask").objects.create(
        name="Trưởng Ban Biên tập phê duyệt",
        active=True,
        content_type=content_type(apps, "editorial", "headapprovaltask"),
    )
    workflow = Workflow.objects.create(name="Quy trình phê duyệt", active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(
        workflow=workflow, task_id=task.pk, sort_order=0
    )
    for home in homes:
        apps.get_model("wagtailcore", "WorkflowPage").objects.create(workflow=workflow, page_id=home.pk)


class Migration(migrations.Migration):
    # Its chain is made of the task as it was then; later migrations of editorial change it.
    run_before = [("editorial", "0002_chains")]
    dependencies = [
        ("home", "0001_initial"),
        ("core", "0001_initial"),
        ("editorial", "0001_initial"),
        ("regulations", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
