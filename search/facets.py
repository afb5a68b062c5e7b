"""From counted facets to what templates show: groups of checkboxes in a stable order, choices in force."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from core.text import sort_key

from . import sources
from .query import SearchQuery, address
from .results import FacetValue, Results

# Values of a facet that are shown until a reader asks for all of them: there may be thousands of signers.
SHOWN = 10


@dataclass(frozen=True)
class FacetChoice:
    """One value of a facet: its checkbox."""

    code: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class FacetGroup:
    """A facet with its values; `total` counts those that are left out as well."""

    name: str
    label: str
    choices: tuple[FacetChoice, ...]
    total: int
    expanded: bool

    @property
    def selected(self) -> int:
        """How many values are chosen."""
        return sum(choice.selected for choice in self.choices)

    @property
    def is_whole(self) -> bool:
        """Whether every value is shown."""
        return len(self.choices) == self.total


@dataclass(frozen=True)
class ActiveFilter:
    """A choice in force, with the address that takes it back."""

    label: str
    url: str


def facet_names() -> dict[str, str]:
    """Labels of the facets in the order in which they are shown."""
    return {
        "kind": _("Kind of content"),
        "field": _("Field"),
        "issuer": _("Issuer"),
        "type": _("Document type"),
        "validity": _("Validity"),
        "year": _("Year"),
        "signer": _("Signer"),
    }


def labels_of(facet: str, codes: Collection[str], source: str | None) -> Mapping[str, str]:
    """Names of facet values from the source(s) that know them."""
    names: dict[str, str] = {}
    for offered in [sources.get(source)] if source else sources.all_sources():
        names.update(offered.facet_labels(facet, codes))
    return names


def facet_groups(query: SearchQuery, results: Results, expanded: Collection[str] = ()) -> list[FacetGroup]:
    """Facets that have values, those in `expanded` whole, the others by their first values and the chosen.

    Years come newest first, other values by their number of documents, then in alphabetical order.
    The records of one source are all of a kind, so that it isn't asked for.
    """
    groups = []
    for name, label in facet_names().items():
        values = _offered(results.facets.get(name, ()), query.filters.get(name, ()))
        if values and not (name == "kind" and query.source):
            groups.append(_group(name, label, values, query.source, name in expanded))
    return groups


def _offered(values: Sequence[FacetValue], chosen: Collection[str]) -> list[FacetValue]:
    """Return what there is to choose: a value that only the words named is not ticked, and may be unknown."""
    ticked = (FacetValue(value.code, value.count, value.code in chosen) for value in values)
    return [value for value in ticked if value.count or value.selected]


def _group(
    name: str, label: str, values: Sequence[FacetValue], source: str | None, whole: bool
) -> FacetGroup:
    wanted = values if whole or name == "year" else _leading(values)
    names = labels_of(name, [value.code for value in wanted], source)
    choices = [
        FacetChoice(value.code, names.get(value.code, value.code), value.count, value.selected)
        for value in wanted
    ]
    if name == "year":
        choices.sort(key=lambda choice: choice.code, reverse=True)
    else:
        choices.sort(key=_order)
    shown = [choice for place, choice in enumerate(choices) if whole or place < SHOWN or choice.selected]
    return FacetGroup(name, label, tuple(shown), len(values), whole)


def _leading(values: Sequence[FacetValue]) -> list[FacetValue]:
    """Those that may come first once names decide between equal counts, and the chosen ones."""
    least = values[:SHOWN][-1].count
    return [value for value in values if value.count >= least or value.selected]


def _order(choice: FacetChoice) -> tuple[Any, ...]:
    return -choice.count, _place(choice.label), choice.code


# Readers see the same names again and again.
_place = lru_cache(maxsize=4_096)(sort_key)


def active_filters(query: SearchQuery, groups: Collection[FacetGroup]) -> list[ActiveFilter]:
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
