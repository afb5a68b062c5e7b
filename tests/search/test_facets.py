"""Groups of checkboxes: their order, how many of them, and what a reader chose."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pytest
from django.http import QueryDict

from search import sources
from search.facets import SHOWN, FacetGroup, active_filters, facet_groups
from search.presentation import page_links, page_params
from search.query import SearchQuery
from search.results import Results, facet_values

from .corpus import MemorySource

NAMES = {"an": "An", "anh": "Ánh", "dan": "Dần", "dam": "Đàm", "bao": "Bảo"}


class NamedSource(MemorySource):
    """Signers with names."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Collection[str]] = []

    def facet_labels(self, facet: str, codes: Collection[str]) -> Mapping[str, str]:
        """Their names, and how many were asked for."""
        self.asked.append(codes)
        return {code: NAMES.get(code, f"Người {code}") for code in codes}


@pytest.fixture
def named(source: MemorySource) -> Iterator[NamedSource]:
    """The only source."""
    made = NamedSource()
    sources.register(made)
    return made


def results(
    counts: dict[str, int], facet: str = "signer", chosen: tuple[str, ...] = (), **values: Any
) -> Results:
    """Results with one facet."""
    return Results(
        **{
            "total": 100,
            "hits": (),
            "facets": facet_values({facet: counts}, {facet: chosen} if chosen else {}),
            "engine": "database",
            "page": 1,
            "page_size": 10,
            **values,
        }
    )


def group(counts: dict[str, int], chosen: tuple[str, ...] = (), expanded: tuple[str, ...] = ()) -> FacetGroup:
    """The only group."""
    query = SearchQuery(filters={"signer": chosen} if chosen else {})
    (made,) = facet_groups(query, results(counts, chosen=chosen), expanded)
    return made


def codes(made: FacetGroup) -> list[str]:
    """Codes in order."""
    return [choice.code for choice in made.choices]


def test_by_count_then_in_vietnamese_alphabetical_order(named: NamedSource) -> None:
    made = group({"dam": 2, "bao": 2, "anh": 2, "dan": 2, "an": 1, "z": 3})
    assert codes(made) == ["z", "anh", "bao", "dan", "dam", "an"]
    assert made.is_whole


def test_years_come_newest_first(source: MemorySource) -> None:
    (made,) = facet_groups(SearchQuery(), results({"2001": 9, "2023": 1, "2011": 5}, facet="year"))
    assert codes(made) == ["2023", "2011", "2001"]


def test_a_long_facet_shows_its_first_values_and_whoever_is_chosen(named: NamedSource) -> None:
    many = {f"{number:04d}": 5_000 - number for number in range(3_000)}
    made = group(many, chosen=("2999", "0001", "khong-co"))
    assert codes(made) == [*(f"{number:04d}" for number in range(SHOWN)), "2999", "khong-co"]
    assert made.total == 3_001
    assert made.selected == 3
    assert not made.is_whole
    assert max(len(asked) for asked in named.asked) <= SHOWN + 2


def test_a_long_facet_of_equal_counts_still_begins_with_the_first_names(named: NamedSource) -> None:
    equal = {f"{number:04d}": 1 for number in range(2_000)} | {"an": 1, "dam": 1, "top": 2}
    assert codes(group(equal))[:3] == ["top", "an", "dam"]


def test_all_values_on_demand(named: NamedSource) -> None:
    many = {f"{number:04d}": 1 for number in range(1_200)}
    made = group(many, expanded=("signer",))
    assert len(made.choices) == 1_200
    assert made.is_whole
    assert made.expanded


def test_one_source_has_one_kind(source: MemorySource) -> None:
    found = results({"page": 1}, facet="kind")
    assert [made.name for made in facet_groups(SearchQuery(), found)] == ["kind"]
    assert facet_groups(SearchQuery(source="regulations"), found) == []


def test_a_choice_can_be_taken_back_by_itself(source: MemorySource) -> None:
    query = SearchQuery(keyword="x", filters={"signer": ("a", "b")}, page=3)
    groups = facet_groups(query, results({"a": 1}, chosen=("a", "b")))
    assert [choice.url for choice in active_filters(query, groups)] == ["?q=x&signer=b", "?q=x&signer=a"]


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        (1, [1, 2, 3, 0, 1_200]),
        (1_150, [1, 0, 1_148, 1_149, 1_150, 1_151, 1_152, 0, 1_200]),
        (1_200, [1, 0, 1_198, 1_199, 1_200]),
    ],
)
def test_pages_first_last_and_around(page: int, shown: list[int]) -> None:
    links = page_links(SearchQuery(page=page), results({}, total=12_000, page=page))
    assert [link.number for link in links] == shown
    assert [link.number for link in links if link.current] == [page]


def test_a_page_typed_by_hand_keeps_every_choice_but_the_page() -> None:
    query = SearchQuery.from_params(QueryDict("q=a b&field=x&field=y&from=2020-01-01&sort=number&page=7"))
    assert page_params(query) == [
        ("q", "a b"),
        ("field", "x"),
        ("field", "y"),
        ("from", "2020-01-01"),
        ("sort", "number"),
    ]
