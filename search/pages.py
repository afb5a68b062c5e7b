"""Pages as what can be found: apps register a source for each of their page types.

Two lines in `AppConfig.ready`: `from search.pages import PageSource` and
`sources.register(PageSource(NewsPage, "news", Kind("news", _("News")), dated=True))`.
`search.page_signals` then keeps the index in step.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.anchors import Anchors

from .records import Passage, Record
from .sources import keys_after, public_among

WHOLE = "toan-van"
HEADING = "heading"
CHUNK = 100
# Pages above this depth, the root and the home pages, say nothing of what stands below them.
HOME_DEPTH = 2


@dataclass(frozen=True)
class Kind:
    """What visitors call a sort of content; the code is the same in every language."""

    code: str
    label: str | Promise


PAGE = Kind("page", _("Page"))


class PageSource:
    """The published pages of one type.

    `lead` names the text fields that come first, `body` a StreamField, if there is one. `dated` tells
    that readers look for the newest first, so that the day of publication counts.
    """

    def __init__(
        self,
        model: type[Page],
        name: str,
        kind: Kind = PAGE,
        *,
        lead: Sequence[str] = ("intro",),
        body: str = "body",
        dated: bool = False,
    ) -> None:
        self.page_model = model
        self.name = name
        self.kind = kind
        self._lead = lead
        self._body = body
        self._dated = dated

    def count(self) -> int:
        """How many pages visitors may find."""
        return self._visible().count()

    def keys(self, after: str = "", limit: int = 1000) -> list[str]:
        """Ids of the next pages by id."""
        return keys_after(self._visible(), after, limit)

    def present(self, keys: Collection[str]) -> set[str]:
        """Which of these pages visitors may find."""
        return public_among(self.page_model, keys)

    def records(self, keys: Collection[str] | None = None) -> Iterator[Record]:
        """Records of the pages with these keys (page ids), or of all, in order of their ids."""
        pages = self._visible()
        if keys is not None:
            pages = pages.filter(pk__in=[int(key) for key in keys])
        for page in pages.select_related("locale").annotate(above=_title_above()).iterator(chunk_size=CHUNK):
            yield self._record(page)

    def facet_labels(self, facet: str, codes: Collection[str]) -> Mapping[str, str]:
        """The name of the kind, in the reader's language; pages have no other facet."""
        return {self.kind.code: str(self.kind.label)} if facet == "kind" and self.kind.code in codes else {}

    def facet_codes(self, facet: str, text: str) -> Sequence[str]:
        """None: no field that readers name belongs to pages."""
        return ()

    def localized(self, keys: Collection[str], language: str) -> Mapping[str, tuple[str, str, str]]:
        """Nothing: each translation of a page is a page, found in its own language."""
        return {}

    def _visible(self) -> "QuerySet[Any]":
        return self.page_model.objects.live().public().order_by("pk")

    def _record(self, page: Any) -> Record:
        published = page.first_published_at if self._dated else None
        return Record(
            source=self.name,
            key=str(page.pk),
            language=page.locale.language_code,
            title=page.title,
            label=page.above or "",
            url=page.url or "",
            issued_on=timezone.localdate(published) if published else None,
            facets={"kind": (self.kind.code,)},
            passages=passages_of(page.title, self._lead_of(page), getattr(page, self._body, ())),
            languages=(page.locale.language_code,),
        )

    def _lead_of(self, page: Any) -> Iterator[str]:
        for name in self._lead:
            field, value = page._meta.get_field(name), getattr(page, name)
            yield from getattr(field, "get_searchable_content", _as_it_is)(value)


def _as_it_is(value: object) -> list[str]:
    return [str(value)]


def _title_above() -> Subquery:
    """The title of the section that the page stands in."""
    above = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    return Subquery(Page.objects.live().filter(path=above, depth__gt=HOME_DEPTH).values("title")[:1])


def passages_of(title: str, lead: Iterable[str], body: Iterable[Any]) -> tuple[Passage, ...]:
    """Cut a page at the headings of its body, whose anchors the page shows.

    The first passage, up to the first heading, bears the title of the page.
    """
    anchors = Anchors()
    parts: list[tuple[str, str, list[str]]] = [(WHOLE, title, list(lead))]
    for child in body:
        if child.block_type == HEADING:
            parts.append((anchors.take(str(child.value)), str(child.value), []))
        else:
            parts[-1][2].extend(child.block.get_searchable_content(child.value))
    return tuple(Passage(path, "", "", heading, _joined(lines)) for path, heading, lines in parts)


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(line for line in map(str.strip, lines) if line)
