"""What the derived groups may do in the admin; set after every migration, since permissions are made there."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from organization.rules import ADMINISTRATORS, APPROVERS, EDITORS

from .models import HomePage

PAGE_PERMISSIONS = {
    EDITORS: ("add_page", "change_page"),
    APPROVERS: ("add_page", "change_page"),
    ADMINISTRATORS: (),
}
FILE_PERMISSIONS = ("add_image", "choose_image", "add_document", "choose_document")
REGISTERS = (
    "issuer",
    "issueralias",
    "documenttype",
    "documentfield",
    "signer",
)
ORGANIZATION = ("unit", "person", "office", "appointment")


def grant_access(sender: Any = None, **kwargs: Any) -> None:
    """Give each derived group its permissions; nothing on a database that was emptied of its tree.

    `submit_translation` is given to nobody yet.
    """
    admin_access = Permission.objects.filter(codename="access_admin")
    homes = list(HomePage.objects.all())
    root = Collection.get_first_root_node()
    if root is None:
        return
    for name, codenames in PAGE_PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(*admin_access)
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=codenames
        ):
            for home in homes:
                GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)
        for permission in Permission.objects.filter(codename__in=FILE_PERMISSIONS):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )
    _grant_models(APPROVERS, "regulations", REGISTERS)
    _grant_models(ADMINISTRATORS, "regulations", REGISTERS)
    _grant_models(ADMINISTRATORS, "organization", ORGANIZATION)
    _grant_models(APPROVERS, "organization", ORGANIZATION)
    _grant_models(ADMINISTRATORS, "auth", ("user",))
    imports = Permission.objects.filter(codename="view_importbatch")
    Group.objects.get(name=ADMINISTRATORS).permissions.add(*imports)
    words = Permission.objects.filter(content_type__app_label="search", content_type__model="equivalent")
    for name in PAGE_PERMISSIONS:
        Group.objects.get(name=name).permissions.add(*words)
    reports = Permission.objects.filter(codename__in=("view_query_report", "view_recordentry"))
    for name in (APPROVERS, ADMINISTRATORS):
        Group.objects.get(name=name).permissions.add(*reports)
    upkeep = Permission.objects.filter(codename="manage_index")
    Group.objects.get(name=ADMINISTRATORS).permissions.add(*upkeep)


def _grant_models(group: str, app: str, models: tuple[str, ...]) -> None:
    granted = Q(content_type__app_label=app, content_type__model__in=models) & ~Q(
        codename__startswith="delete_"
    )
    Group.objects.get(name=group).permissions.add(*Permission.objects.filter(granted))
