"""From results to what templates show: links that keep every choice, pages, localized hits."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from . import sources
from .facets import active_filters, facet_groups, labels_of
from .query import SearchQuery, Sort, address
from .reading.presentation import reading_context
from .results import DocumentHit, PassageHit, Results

PAGES_AROUND = 2


@dataclass(frozen=True)
class ShownHit:
    """A hit with the title and address for the reader's language, and the name of its kind."""

    hit: DocumentHit
    title: str
    title_language: str
    url: str
    kind: str

    @property
    def passages(self) -> list[PassageHit]:
        """The passages that show more than the title, without one that has the title for its heading.

        Text in another language is shown only for words that were looked for.
        """
        parts = [
            replace(part, title="") if part.title == self.hit.title else part for part in self.hit.passages
        ]
        return [part for part in parts if part.heading or part.title or _is_telling(part)]


@dataclass(frozen=True)
class PageLink:
    """A link in the pager; `number` 0 stands for a gap."""

    number: int
    url: str
    current: bool


def _is_telling(part: PassageHit) -> bool:
    """Whether the text alone is worth showing."""
    is_foreign = part.path in dict(settings.LANGUAGES)
    return "<mark>" in part.snippet_html if is_foreign else bool(part.snippet_html)


def sort_names() -> dict[str, str]:
    """Labels of the orders."""
    return {
        Sort.RELEVANCE.value: _("Most relevant"),
        Sort.ISSUED.value: _("Newest issue date"),
        Sort.EFFECTIVE.value: _("Newest effective date"),
        Sort.NUMBER.value: pgettext("order", "Document number"),
    }


def page_links(query: SearchQuery, results: Results) -> list[PageLink]:
    """First, last, and those around the present page; none where one page holds everything."""
    if results.last_page == 1:
        return []
    around = range(results.page - PAGES_AROUND, results.page + PAGES_AROUND + 1)
    numbers = sorted({1, results.last_page, *(page for page in around if 1 <= page <= results.last_page)})
    links: list[PageLink] = []
    for number in numbers:
        if links and number > links[-1].number + 1:
            links.append(PageLink(0, "", False))
        links.append(PageLink(number, address(replace(query, page=number)), number == results.page))
    return links


def page_params(query: SearchQuery) -> list[tuple[str, str]]:
    """Names and values of the query's parameters but its page, for hidden inputs."""
    params = replace(query, page=1).to_params()
    return [
        (name, value)
        for name, given in params.items()
        for value in ([given] if isinstance(given, str) else given)
    ]


def shown_hits(results: Results) -> list[ShownHit]:
    """Hits with titles and addresses for the reader's language; one look-up a source."""
    language = get_language() or settings.LANGUAGE_CODE
    shown: dict[tuple[str, str], tuple[str, str, str]] = {}
    for name in {hit.source for hit in results.hits}:
        keys = [hit.key for hit in results.hits if hit.source == name]
        for key, title_and_url in sources.get(name).localized(keys, language).items():
            shown[name, key] = title_and_url
    kinds = labels_of("kind", {code for hit in results.hits for code in hit.facets.get("kind", ())}, None)
    return [
        ShownHit(
            hit,
            *shown.get((hit.source, hit.key), (hit.title, hit.language, hit.url)),
            kind=", ".join(kinds.get(code, code) for code in hit.facets.get("kind", ())),
        )
        for hit in results.hits
    ]


def results_context(
    query: SearchQuery, results: Results, expanded: Collection[str] = ()
) -> dict[str, object]:
    """Everything the results templates need; `expanded` are the facets of which every value is shown."""
    groups = facet_groups(query, results, expanded)
    return {
        "query": query,
        "results": results,
        "hits": shown_hits(results),
        "facets": groups,
        "expanded": expanded,
        "active_filters": active_filters(query, groups),
        "pages": page_links(query, results),
        "page_params": page_params(query),
        "sorts": sort_names(),
        **reading_context(query, results),
    }
