"""From results to what templates show: facet groups, links that keep every choice, pages, localized hits."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from . import sources
from .query import SearchQuery, Sort
from .results import DocumentHit, Results

PAGES_AROUND = 2


@dataclass(frozen=True)
class FacetChoice:
    """One value of a facet: its checkbox."""

    code: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class FacetGroup:
    """A facet with its values."""

    name: str
    label: str
    choices: tuple[FacetChoice, ...]

    @property
    def selected(self) -> int:
        """How many values are chosen."""
        return sum(choice.selected for choice in self.choices)


@dataclass(frozen=True)
class ActiveFilter:
    """A choice in force, with the address that takes it back."""

    label: str
    url: str


@dataclass(frozen=True)
class ShownHit:
    """A hit with the title and address for the reader's language."""

    hit: DocumentHit
    title: str
    title_language: str
    url: str


@dataclass(frozen=True)
class PageLink:
    """A link in the pager; `number` 0 stands for a gap."""

    number: int
    url: str
    current: bool


def facet_names() -> dict[str, str]:
    """Labels of the facets in the order in which they are shown."""
    return {
        "field": _("Field"),
        "issuer": _("Issuer"),
        "type": _("Document type"),
        "year": _("Year"),
        "signer": _("Signer"),
    }


def sort_names() -> dict[str, str]:
    """Labels of the orders."""
    return {
        Sort.RELEVANCE.value: _("Most relevant"),
        Sort.ISSUED.value: _("Newest issue date"),
        Sort.EFFECTIVE.value: _("Newest effective date"),
        Sort.NUMBER.value: pgettext("order", "Document number"),
    }


def address(query: SearchQuery) -> str:
    """The query string that leads to this query."""
    return "?" + urlencode(query.to_params(), doseq=True)


def labels_of(facet: str, codes: list[str], source: str | None) -> Mapping[str, str]:
    """Names of facet values from the source(s) that know them."""
    names: dict[str, str] = {}
    for offered in [sources.get(source)] if source else sources.all_sources():
        names.update(offered.facet_labels(facet, codes))
    return names


def facet_groups(query: SearchQuery, results: Results) -> list[FacetGroup]:
    """All facets that have values, years newest first, other values by their number of documents."""
    groups = []
    for name, label in facet_names().items():
        values = results.facets.get(name, ())
        if not values:
            continue
        names = labels_of(name, [value.code for value in values], query.source)
        choices = [
            FacetChoice(value.code, names.get(value.code, value.code), value.count, value.selected)
            for value in values
        ]
        if name == "year":
            choices.sort(key=lambda choice: choice.code, reverse=True)
        groups.append(FacetGroup(name, label, tuple(choices)))
    return groups


def active_filters(query: SearchQuery, groups: list[FacetGroup]) -> list[ActiveFilter]:
    """The choices in force, each with a link that removes just it."""
    active = []
    for group in groups:
        for choice in group.choices:
            if choice.selected:
                rest = tuple(code for code in query.filters[group.name] if code != choice.code)
                filters = {**query.filters, group.name: rest}
                active.append(
                    ActiveFilter(
                        f"{group.label}: {choice.label}", address(replace(query, filters=filters, page=1))
                    )
                )
    return active


def page_links(query: SearchQuery, results: Results) -> list[PageLink]:
    """First, last, and those around the present page; none where one page holds everything."""
    last = max(1, -(-results.total // results.page_size))
    if last == 1:
        return []
    around = range(results.page - PAGES_AROUND, results.page + PAGES_AROUND + 1)
    numbers = sorted({1, last, *(number for number in around if 1 <= number <= last)})
    links: list[PageLink] = []
    for number in numbers:
        if links and number > links[-1].number + 1:
            links.append(PageLink(0, "", False))
        links.append(PageLink(number, address(replace(query, page=number)), number == results.page))
    return links


def shown_hits(results: Results) -> list[ShownHit]:
    """Hits with titles and addresses for the reader's language; one look-up a source."""
    language = get_language() or "vi"
    shown: dict[tuple[str, str], tuple[str, str, str]] = {}
    for name in {hit.source for hit in results.hits}:
        keys = [hit.key for hit in results.hits if hit.source == name]
        for key, title_and_url in sources.get(name).localized(keys, language).items():
            shown[name, key] = title_and_url
    return [
        ShownHit(hit, *shown.get((hit.source, hit.key), (hit.title, "vi", hit.url))) for hit in results.hits
    ]


def results_context(query: SearchQuery, results: Results) -> dict[str, object]:
    """Everything the results templates need."""
    groups = facet_groups(query, results)
    return {
        "query": query,
        "results": results,
        "hits": shown_hits(results),
        "facets": groups,
        "active_filters": active_filters(query, groups),
        "pages": page_links(query, results),
        "sorts": sort_names(),
    }
