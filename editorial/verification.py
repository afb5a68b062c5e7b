"""Checks that everything visitors see was approved: the stored record against the live pages."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page, Revision

from core.models import Decision
from core.models.decisions import revision_digest

WITHOUT_REVISION = {Decision.Kind.INSTALLATION, Decision.Kind.SYSTEM}


@dataclass(frozen=True)
class Finding:
    """One live page that its decision does not cover."""

    page_id: int
    title: str
    problem: str


def shown_content(page: Page) -> dict[str, Any]:
    """What an editor wrote on a page; blocks as data, since PostgreSQL orders the keys of JSON anew."""
    derived = {field.name for field in page._meta.concrete_fields if not field.editable}
    streams = {field.name for field in page._meta.concrete_fields if isinstance(field, StreamField)}
    return {
        name: json.loads(value) if name in streams else _comparable(value)
        for name, value in page.serializable_data().items()
        if name not in derived | {"pk", "owner", COMMENTS_RELATION_NAME}
    }


def _comparable(value: Any) -> Any:
    """Child rows without keys and in no order, since publication gives out keys."""
    return sorted(map(_without_key, value), key=_canonical) if isinstance(value, list) else value


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _without_key(child: Any) -> Any:
    return (
        {name: value for name, value in child.items() if name != "pk"} if isinstance(child, dict) else child
    )


def shows_revision(page: Page, revision: Revision) -> bool:
    """Whether the page's row and child rows say what the revision says.

    A document that the system filed elsewhere may have another address part there.
    """
    page = page.specific
    live, approved = shown_content(page), shown_content(revision.as_object())
    filed = not page.permission_tester_class.movable
    if filed and revision.content["path"][: -Page.steplen] != page.path[: -Page.steplen]:
        approved["slug"] = live["slug"]
    return live == approved


def check_page(page: Page) -> Finding | None:
    """The live page's problem, or None where a decision covers what is live and its row says the same."""
    decision = Decision.objects.on_content().filter(page_id=page.pk).order_by("-pk").first()
    if decision is None:
        problem = "live without any decision"
    elif decision.kind in WITHOUT_REVISION and page.live_revision_id is None:
        return None
    elif decision.kind in (Decision.Kind.WITHDRAWAL, Decision.Kind.NOTICE):
        problem = "live although it was withdrawn"
    elif page.live_revision_id is None:
        problem = "live without a revision"
    elif not Decision.objects.filter(page_id=page.pk, revision_id=page.live_revision_id).exists():
        problem = "the live revision was never decided on"
    else:
        live = page.live_revision
        digests = Decision.objects.filter(revision=live).values_list("digest", flat=True)
        if revision_digest(live.content) not in digests:
            problem = "the live revision was changed after it was approved"
        elif not shows_revision(page, live):
            problem = "the live page says something else than its approved revision"
        else:
            return None
    return Finding(page.pk, page.title, problem)


def live_pages() -> Iterator[Page]:
    """Every live page but the root, by key."""
    return (
        Page.objects.live()
        .filter(depth__gt=1)
        .select_related("live_revision")
        .order_by("pk")
        .iterator(chunk_size=200)
    )
