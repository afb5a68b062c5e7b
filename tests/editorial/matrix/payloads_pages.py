"""What attackers post to change, place or publish a page."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone
from wagtail.models import Revision
from wagtail.test.utils.form_data import rich_text

from regulations.models import LegalDocumentPage
from tests.core.test_guard import form_data
from tests.regulations.test_admin import form_data as document_data

from .addresses import Address
from .attacks import Attack
from .world import World

STATES = (
    "draft",
    "under_way",
    "last",
    "own",
    "returned",
    "live",
    "changed",
    "scheduled",
    "document",
    "section",
    "home",
)
Payload = tuple[str, dict[str, Any]]
NEXT = "?next=/admin/"


def whole_form(page: Any, **values: Any) -> dict[str, Any]:
    """The editor's form of this page, with other words in it."""
    if isinstance(page, LegalDocumentPage):
        return document_data(number=page.number, official_title="Tên khác hẳn", **values)
    home = dict.fromkeys(("tagline", "governing_body", "responsible_person", "address", "phone", "email"), "")
    return form_data(page, **home, **{"title": "Tên khác hẳn", "slug": f"khac-{page.pk}", **values})


def edits(world: World, page: Any) -> Iterable[Payload]:
    """Save and go on at once: publish, submit, decide, cancel, or write over what was approved."""
    past = timezone.now() - datetime.timedelta(days=1)
    yield (
        "publish",
        whole_form(page, **{"action-publish": "1", "go_live_at": past.strftime("%Y-%m-%d %H:%M")}),
    )
    yield "submit", whole_form(page, **{"action-submit": "1"})
    decide = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    yield "approve", whole_form(page, **decide)
    yield "cancel", whole_form(page, **{"action-cancel-workflow": "1"})
    if approved := page.live_revision_id or page.latest_revision_id:
        restart = {"action-restart-workflow": "1", "overwrite_revision_id": str(approved)}
        yield "overwrite", whole_form(page, **restart)


def copies(world: World, page: Any) -> Iterable[Payload]:
    """As an alias and as a copy that is published."""
    values = {
        "new_title": "Bản sao",
        "new_slug": "ban-sao",
        "new_parent_page": world.pages["section"].pk,
        "copy_subpages": "on",
        "publish_copies": "on",
    }
    yield "copy", values
    yield "alias", values | {"alias": "on"}


def api_data(world: World, page: Any) -> Iterable[Payload]:
    """All that any action of the API takes."""
    first = Revision.objects.for_instance(page).order_by("pk").first()
    yield (
        "action",
        {
            "destination_page_id": world.pages["section"].pk,
            "recursive": True,
            "keep_live": True,
            "locale": "en",
            "alias": True,
            "position": "first-child",
            "slug": "ban-sao",
            "update_slug": "ban-sao",
            "revision_id": first.pk if first else 1,
        },
    )


def places(world: World, page: Any) -> Iterable[Payload]:
    """Every child the other way round."""
    children = list(page.get_children().values_list("pk", flat=True))
    yield "order", {f"place-{pk}": len(children) - n for n, pk in enumerate(children)} | {"reason": "Vì thế"}


def always(*payloads: Payload) -> Callable[[World, Any], Iterable[Payload]]:
    """The same whatever the page."""
    return lambda world, page: payloads


CHAIN = {"last": "leaders", "last_hours": "1", "reason": "Nhanh hơn"}
PAYLOADS: dict[str, Callable[[World, Any], Iterable[Payload]]] = {
    "wagtailadmin_pages:edit": edits,
    "wagtailadmin_pages:revisions_revert": lambda world, page: list(edits(world, page))[:3:2],
    "wagtailadmin_pages:copy": copies,
    "wagtailadmin_pages:privacy": always(("login", {})),
    "wagtailadmin_pages:set_privacy": always(
        ("login", {"restriction_type": "login", "password": "x"}),
        ("open", {"restriction_type": "none", "password": "x"}),
    ),
    "wagtailadmin_pages:unpublish": always(("all", {"include_descendants": "on"})),
    "wagtailadmin_pages:move": always(("move", {"new_parent_page": "3"})),
    "wagtailadmin_pages:workflow_action": always(("comment", {"comment": "x"})),
    "wagtailadmin_api:pages:action": api_data,
    "approval_propose_move": lambda world, page: [
        ("move", {"destination": world.pages["section"].pk, "reason": "Vì thế"})
    ],
    "approval_propose_reorder": places,
    "approval_propose_deletion": always(("delete", {"reason": "Vì thế"})),
    "approval_withdrawal": always(
        ("notice", {"reason": "Sai", "notice": "notice", "below": "on"}), ("none", {"notice": "gone"})
    ),
    "approval_submission": always(("submit", {}), ("urgent", {"urgent": "on"})),
}


def page_attacks(world: World, address: Address) -> list[Attack]:
    """On a page in each state."""
    return [attack for name in STATES for attack in _on(world, address, name)]


def _on(world: World, address: Address, name: str) -> Iterable[Attack]:
    page = world.pages[name]
    make = PAYLOADS.get(address.name, always(("empty", {})))
    by_api = address.name.startswith("wagtailadmin_api")
    for values, query in _parts(world, address, name):
        path = address.path(**values) + query
        for label, data in make(world, page):
            yield Attack(address.route, path, label, data, as_json=by_api, target=name)


def _parts(world: World, address: Address, name: str) -> Iterable[tuple[dict[str, Any], str]]:
    """What the address needs besides the page, and its query."""
    page = world.pages[name]
    first = Revision.objects.for_instance(page).order_by("pk").first()
    item = world.items.get(name, world.items["last"])
    base = dict.fromkeys(("pk", "page_id", "page_to_move_id", "page_pk"), page.pk)
    base |= {"revision_id": first.pk if first else 1, "task_state_id": item.task_state_id}
    if address.name.endswith("move_confirm"):
        for destination in ("section", "home"):
            yield base | {"destination_id": world.pages[destination].pk}, ""
    elif address.name.endswith("set_page_position"):
        yield base, "?position=0"
    elif "action_name" in address.parameters:
        for action in ("approve", "reject"):
            yield base | {"action_name": action}, NEXT
    else:
        yield base, ""


def child_attacks(world: World, address: Address) -> list[Attack]:
    """New pages below others, published at once."""
    fresh = (
        LegalDocumentPage(number="99/2023/QĐ-UBND")
        if "legaldocument" in address.route
        else world.pages["draft"]
    )
    section = "documentsection" in address.route
    more = {"intro": rich_text("<p>Mới</p>"), "category": "party"} if section else {}
    parents = {name: world.pages[name] for name in ("home", "section", "live", "draft")}
    if "regulations" in address.route:
        parents["index"] = world.pages["document"].get_parent().get_parent()
    return [
        Attack(
            address.route,
            address.path(parent_page_id=parent.pk),
            action,
            whole_form(fresh, slug="trang-moi", **more, **{action: "1"}),
            target=name,
        )
        for name, parent in parents.items()
        for action in ("action-publish", "action-submit")
    ]


def bulk_attacks(world: World, address: Address) -> list[Attack]:
    """All pages at once, and one by one where they are live."""
    data = {
        "include_descendants": "on",
        "chooser": str(world.pages["section"].pk),
        "move_applicable": "on",
    }
    chosen = {
        "all": STATES,
        **{name: (name,) for name in ("draft", "under_way", "live", "section", "scheduled")},
    }
    return [
        Attack(
            address.route,
            address.path() + "?" + "&".join(f"id={world.pages[name].pk}" for name in names) + "&childOnly=1",
            "bulk",
            data,
            target=target,
        )
        for target, names in chosen.items()
    ]


def decision_attacks(world: World, address: Address) -> list[Attack]:
    """Approve what was asked for, an older version, or return it."""
    found = []
    for name, item in world.items.items():
        item.refresh_from_db()
        asked = item.task_state.revision_id
        older = Revision.objects.filter(pk__lt=asked).order_by("-pk").first()
        path = address.path(item_id=item.pk)
        for label, data in (
            ("approve", {"action": "approve", "revision": asked}),
            ("older", {"action": "approve", "revision": older.pk}),
            ("return", {"action": "return", "revision": asked, "comment": "Không hay"}),
        ):
            found.append(Attack(address.route, path, label, data, target=name))
    return found
