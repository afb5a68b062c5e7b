"""Checks that everything visitors see was approved: the stored record against the live pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from wagtail.models import Page

from core.models import Decision
from core.models.decisions import revision_digest

WITHOUT_REVISION = {Decision.Kind.INSTALLATION, Decision.Kind.SYSTEM}


@dataclass(frozen=True)
class Finding:
    """One live page that its decision does not cover."""

    page_id: int
    title: str
    problem: str


def check_page(page: Page) -> Finding | None:
    """The live page's problem, or None where its newest decision covers what is live."""
    decision = Decision.objects.filter(page_id=page.pk).order_by("-pk").select_related("revision").first()
    if decision is None:
        problem = "live without any decision"
    elif decision.kind in WITHOUT_REVISION and page.live_revision_id is None:
        return None
    elif page.live_revision_id is None:
        problem = "live without a revision"
    elif not Decision.objects.filter(page_id=page.pk, revision_id=page.live_revision_id).exists():
        problem = "the live revision was never decided on"
    else:
        live = page.live_revision
        digests = Decision.objects.filter(revision=live).values_list("digest", flat=True)
        if revision_digest(live.content) in digests:
            return None
        problem = "the live revision was changed after it was approved"
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
