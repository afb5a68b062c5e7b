from typing import Any

import pytest

from search import sources
from search.query import SearchQuery
from search.reading import interpret, read, resolve
from search.reading.resolve import MAX_YEARS, years_of
from tests.search.corpus import MemorySource, record

FACETS = {
    "issuer": ("bo-tai-chinh", "bo-y-te"),
    "field": ("dat-dai",),
    "type": ("nghi-dinh",),
    "signer": ("nguyen-van-a",),
    "year": ("2020",),
}


class CountingSource(MemorySource):
    """Counts how often names are looked up."""

    asked = 0

    def facet_codes(self, facet: str, text: str) -> Any:
        """Count."""
        self.asked += 1
        return super().facet_codes(facet, text)


@pytest.fixture
def offered() -> CountingSource:
    return CountingSource(record("1", "đất", facets=FACETS), record("2", "thuế", facets={"type": ("luat",)}))


def test_fields_become_filters(offered: CountingSource) -> None:
    found = resolve(
        read(
            "thuế cơ quan: Bộ Tài chính lĩnh vực: đất đai loại: nghị định người ký: Nguyễn Văn A năm: 2019-2020"
        ),
        [offered],
    )
    assert found.filters == {
        "issuer": ("bo-tai-chinh",),
        "field": ("dat-dai",),
        "type": ("nghi-dinh",),
        "signer": ("nguyen-van-a",),
        "year": ("2019", "2020"),
    }
    assert (found.text, found.unknown, found.number) == ("thuế", (), None)


def test_several_may_fit(offered: CountingSource) -> None:
    assert resolve(read("cơ quan: bộ"), [offered]).filters == {"issuer": ("bo-tai-chinh", "bo-y-te")}
    both = resolve(read("cơ quan: BTC cơ quan: y tế"), [offered])
    assert both.filters == {"issuer": ("bo-tai-chinh", "bo-y-te")}


def test_what_fits_nothing_is_searched_as_words(offered: CountingSource) -> None:
    found = resolve(read("thuế cơ quan: Bộ Công an lĩnh vực: xây dựng"), [offered])
    assert found.filters == {}
    assert found.text == "thuế Bộ Công an xây dựng"
    assert found.unknown == (("issuer", "Bộ Công an"), ("field", "xây dựng"))


def test_words_after_a_type_belong_to_the_question(offered: CountingSource) -> None:
    found = resolve(read("loại: nghị định về đất đai của hộ gia đình"), [offered])
    assert (found.filters, found.text) == ({"type": ("nghi-dinh",)}, "về đất đai của hộ gia đình")


def test_names_are_looked_up_once_a_value(offered: CountingSource) -> None:
    resolve(read("thuế đất năm: 2020"), [offered])
    assert offered.asked == 0
    resolve(read("loại: không có loại nào như thế cả cơ quan: x y z"), [offered])
    assert offered.asked <= 6


@pytest.mark.parametrize(
    ("keyword", "number", "text"),
    [
        ("số: 15/2023/QĐ-UBND đất", ("15", 2023, ("qd", "ubnd")), "đất"),
        ("số: 15", ("15", None, ()), ""),
        ("số: 0015", ("15", None, ()), ""),
        ("số: 15/2023 số: 16/2023", ("15", 2023, ()), "16/2023"),
    ],
)
def test_numbers(keyword: str, number: tuple[Any, ...], text: str) -> None:
    found = resolve(read(keyword), [])
    assert found.number is not None
    assert (found.number.sequence, found.number.year, found.number.codes) == number
    assert found.text == text


def test_what_is_no_number_is_searched_as_words() -> None:
    found = resolve(read("số: 12345678901"), [])
    assert (found.number, found.text, found.unknown) == (None, "12345678901", (("number", "12345678901"),))


@pytest.mark.parametrize(
    ("value", "first", "last", "count"),
    [("2023", "2023", "2023", 1), ("2020-2022", "2020", "2022", 3), ("1945-2100", "2001", "2100", MAX_YEARS)],
)
def test_years(value: str, first: str, last: str, count: int) -> None:
    years = years_of(value)
    assert (years[0], years[-1], len(years)) == (first, last, count)


def test_a_query_is_interpreted(offered: CountingSource) -> None:
    query = SearchQuery(
        keyword='thuees "thu nhaapj" -ddaats nawm: 2020 cow quan: BTC',
        filters={"issuer": ("bo-y-te",), "kind": ("x",)},
        page=3,
    )
    found = interpret(query, [offered])
    assert found.query is query
    assert found.keystrokes.changed
    assert (found.reading.phrases, found.reading.excluded) == (("thu nhập",), ("đất",))
    assert found.wanted.keyword == "thuế"
    assert found.wanted.filters == {"issuer": ("bo-y-te", "bo-tai-chinh"), "kind": ("x",), "year": ("2020",)}
    assert found.wanted.page == 3


def test_a_literal_query_keeps_its_keystrokes() -> None:
    query = SearchQuery(keyword="quyeets ddinhj", literal=True)
    found = interpret(query, [])
    assert (found.keystrokes.changed, found.wanted.keyword) == (False, "quyeets ddinhj")


def test_every_registered_source_can_be_asked() -> None:
    assert all(hasattr(source, "facet_codes") for source in sources.all_sources())
