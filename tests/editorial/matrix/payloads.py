"""What attackers post: for every address several attempts, made to succeed where nothing forbids it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from organization.models import Office
from tests.core.files.things import new_file

from .addresses import Address
from .attacks import Attack
from .forms import Form, Forms
from .payloads_pages import bulk_attacks, child_attacks, decision_attacks, page_attacks
from .world import World

ROWS_BY_PREFIX = {
    "admin/workflows/tasks/": "task",
    "admin/workflows/task_chooser/": "task",
    "admin/workflows/": "workflow",
    "admin/collections/": "collection",
    "admin/users/": "user",
    "admin/groups/": "group",
    "admin/locales/": "locale",
    "admin/sites/": "site",
    "admin/redirects/": "redirect",
    "admin/images/": "image",
    "admin/documents/": "document",
    "admin/approval/delegations/": "delegation",
    "admin/approval/tasks/": "editorial.boardtask",
    "admin/legal-import/": "regulations.importbatch",
    "admin/legal-reading/": "regulations.filereading",
    "admin/legal-relations/accepted/": "regulations.acceptedrelations",
    "admin/legal-reviews/pages/": "regulations.affectedpage",
    "admin/legal-reviews/": "regulations.documentreview",
    "admin/^regulations/importbatch/": "regulations.importbatch",
}
ROW_NAMES = {
    "pk",
    "document_id",
    "doc_id",
    "image_id",
    "collection_id",
    "redirect_id",
    "delegation_id",
    "task_id",
    "instance_pk",
    "batch_id",
    "workflow_pk",
    "uploaded_file_id",
    "reading_id",
    "accepted_id",
    "review_id",
    "affected_id",
}
OTHERS = {
    "app_label": "home",
    "model_name": "standardpage",
    "app_name": "home",
    "content_type_app_name": "home",
    "content_type_model_name": "standardpage",
    "object_id": "1",
    "session_id": "1",
    "filter_spec": "width-20",
    "uidb64": "MQ",
    "token": "set-password",
    "mode": "x",
    "restriction_id": "1",
    "page_view_restriction_id": "1",
    "translation_source_id": "1",
    "translation_id": "1",
    "string_segment_id": "1",
    "overridable_segment_id": "1",
    "action_name": "approve",
    "task_state_id": "1",
    "path": "x.pdf",
    "rest": "page/1/",
    "number": "1",
    "document_id": "1",
    "name": "type",
    "code": "luat",
    "0": "1",
    "1": "x.pdf",
}
ODD_PATHS = {"admin/^.*/$": "/admin/no-such-page/", "^((?:[\\w\\-]+/)*)$": "/"}


def rows_of(world: World, route: str) -> list[int]:
    """Keys of the rows that a route may be about."""
    if route.startswith("admin/snippets/"):
        return world.rows.get(".".join(route.split("/")[2:4]), [])
    return next((world.rows[name] for prefix, name in ROWS_BY_PREFIX.items() if route.startswith(prefix)), [])


def paths(world: World, address: Address) -> list[str]:
    """The address for every row that it may be about."""
    if address.route in ODD_PATHS:
        return [ODD_PATHS[address.route]]
    pages = dict.fromkeys(("page_id", "parent_page_id", "page_pk"), world.pages["live"].pk)
    base = {**OTHERS, **pages}
    named = ROW_NAMES & set(address.parameters)
    if not named:
        return [address.path(**base)]
    return [address.path(**base | dict.fromkeys(named, row)) for row in rows_of(world, address.route) or [1]]


def shown_forms(world: World, address: Address, forms: Forms, thorough: bool) -> list[Attack]:
    """The address's own forms with other words in them; if `thorough` as they stand, and empty, too."""
    found = []
    for path in paths(world, address):
        shown = forms.at(path) if "logout" not in path else []
        if thorough or not shown:
            found.append(Attack(address.route, path))
        for form in shown:
            if thorough:
                found.append(Attack(address.route, path, "as shown", form.values))
            found.append(Attack(address.route, path, "changed", form.changed()))
    return found


def others(world: World, address: Address) -> list[Attack]:
    """The first row's address by the other methods that it takes."""
    path = paths(world, address)[0]
    return [Attack(address.route, path, method=method) for method in address.methods if method != "POST"]


def bulk_rows(world: World, address: Address) -> list[Attack]:
    """Bulk actions on all rows that the world knows, once to ask and once to do."""
    _admin, _bulk, app, model, _action, _end = address.route.split("/")
    names = {"auth.user": "user", "wagtaildocs.document": "document", "wagtailimages.image": "image"}
    rows = world.rows.get(names.get(f"{app}.{model}", f"{app}.{model}"), [])
    data = {
        "collection": str(world.rows["collection"][0]),
        "tags": "khac",
        "role": str(world.rows["group"][0]),
        "mark_as_active": "",
    }
    query = "?" + "&".join(f"id={row}" for row in rows)
    single = [Attack(address.route, f"{address.path()}?id={row}", "one", data) for row in rows[:2]]
    return [Attack(address.route, address.path() + query, "all", data), *single]


def extra_rows(
    world: World, address: Address, user: Any, forms: Forms
) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """Path, label and data of attempts to become one who decides, or to act as one."""
    route, path = address.route, address.path
    person = getattr(getattr(user, "person", None), "pk", None)
    head_office = Office.objects.get(code="board_head").pk
    if route == "admin/snippets/organization/appointment/add/":
        values = {"person": person or world.users["author"].person.pk, "office": head_office}
        unit = world.rows["organization.unit"][0]
        yield path(), "become head", values | {"unit": unit, "starts_on": "2020-01-01", "ends_on": ""}
    for row in rows_of(world, route):
        known = forms.at(path(pk=row)) if address.parameters == ["pk"] else []
        shown = known[0].values if known else {}
        if route == "admin/snippets/organization/appointment/edit/<int:pk>/":
            yield path(pk=row), "end it", shown | {"ends_on": "2021-01-01"}
            yield (
                path(pk=row),
                "take it",
                shown | {"person": person or "", "office": head_office, "ends_on": ""},
            )
        elif route == "admin/snippets/organization/office/edit/<int:pk>/":
            yield path(pk=row), "role", shown | {"role": "board_head"}
            yield path(pk=row), "no role", shown | {"role": "staff"}
        elif route == "admin/snippets/organization/person/edit/<int:pk>/":
            yield path(pk=row), "account", shown | {"user": getattr(user, "pk", "")}
        elif route == "admin/snippets/organization/unit/edit/<int:pk>/":
            yield path(pk=row), "supervise", shown | {"supervisor": person or ""}
        elif route == "admin/users/edit/<int:pk>/":
            new = "Mat-khau-moi-987"
            yield path(pk=row), "password", shown | {"password1": new, "password2": new}
            yield path(pk=row), "root", shown | {"is_superuser": "on"}
            away = {name: value for name, value in shown.items() if name != "is_active"}
            yield path(pk=row), "switch off", away
        elif route == "admin/sites/edit/<int:pk>/":
            yield path(pk=row), "another root", shown | {"root_page": str(world.pages["section"].pk)}


def file_rows(world: World, address: Address, forms: Forms) -> list[Attack]:
    """Another file in place of the one that is there; uploads of several."""
    kind = "image" if "/images/" in f"/{address.route}" else "document"
    found = []
    for path in paths(world, address):
        for form in forms.at(path) or [Form()]:
            if not address.route.startswith("admin/collections/"):
                upload = lambda: new_file(kind)  # noqa: E731
                found.append(
                    Attack(address.route, path, "new file", form.values | {"file": upload, "title": "Khác"})
                )
                found.append(Attack(address.route, path, "uploads", {"files[]": upload}, by_script=True))
    if "multiple" in address.route:
        prefix = {"image": "image", "document": "doc"}[kind]
        for row in world.rows[kind]:
            path = address.path(**dict.fromkeys(ROW_NAMES, row))
            data = {
                f"{prefix}-{row}-title": "Khác",
                f"{prefix}-{row}-collection": world.rows["collection"][0],
            }
            data[f"{prefix}-{row}-file"] = lambda: new_file(kind)
            found.append(Attack(address.route, path, "several", data, by_script=True))
    if "privacy" in address.route:
        data = {"restriction_type": "login", "password": "x"}
        found += [Attack(address.route, path, "login", data) for path in paths(world, address)]
    return found


def imports(world: World, address: Address) -> list[Attack]:
    """A file of rows."""
    row = '{"number": "1/QĐ-UBND", "type": "Quyết định", "title": "Một", "issuer": "UBND tỉnh"}'
    upload = lambda: SimpleUploadedFile("cu.jsonl", row.encode())  # noqa: E731
    return [
        Attack(address.route, path, "file", {"file": upload, "reason": "x"}) for path in paths(world, address)
    ]


def chain_rows(world: World, address: Address, user: Any) -> list[Attack]:
    """A weaker chain, a stage taken away, oneself as the delegate."""
    found = []
    if address.name == "approval_chain":
        for name in ("section", "home", "under_way"):
            path = address.path(page_id=world.pages[name].pk)
            data = {"last": "leaders", "last_hours": "1", "reason": "Nhanh hơn"}
            found.append(Attack(address.route, path, "weaken", data, target=name))
            found.append(Attack(address.route, path, "inherit", {"action": "inherit"}, target=name))
    elif address.name == "approval_delegations":
        named = user if user is not None else world.users["deputy"]
        for delegate in (named, world.users["deputy"]):
            data = {"delegate": delegate.pk, "reason": "Đi công tác"}
            data |= {"starts_at": "2026-01-01 00:00", "ends_at": "2099-01-01 00:00"}
            found.append(Attack(address.route, address.path(), "name", data))
    return found


THOROUGH = ("superuser", "author", "anonymous")
BY_CLASS: dict[str, Callable[[World, Address], list[Attack]]] = {
    "page": page_attacks,
    "child": child_attacks,
    "pages": bulk_attacks,
    "decision": decision_attacks,
}


def attacks_on(world: World, address: Address, kind: str, role: str, forms: Forms) -> list[Attack]:
    """All attempts on an address of this class; nonsense and other methods by some alone: views see no roles."""
    user, thorough = world.users[role], role in THOROUGH
    if kind in BY_CLASS:
        return BY_CLASS[kind](world, address)
    found = bulk_rows(world, address) if address.name == "wagtail_bulk_action" else []
    found += shown_forms(world, address, forms, thorough or kind not in ("register", "file"))
    if kind in ("register", "account", "setting"):
        extra = extra_rows(world, address, user, forms)
        found += [Attack(address.route, path, label, data) for path, label, data in extra]
    elif kind == "chain":
        found += chain_rows(world, address, user)
    elif kind == "file" and address.name != "wagtail_bulk_action":
        found += file_rows(world, address, forms)
    elif kind in ("import", "setting") and "import" in address.route:
        found += imports(world, address)
    return found + (others(world, address) if thorough or not found else [])
