"""Filters, facets, orders and pages, the same on every engine."""

from datetime import date

import pytest
from django.http import QueryDict

from search.engines.base import Engine
from search.query import SearchQuery, Sort

from .corpus import ask, counts, fill, found, put, record


@pytest.fixture
def library(engine: Engine) -> Engine:
    put(
        engine,
        record("a", "đất đai", facets={"field": ("dat-dai", "thue"), "type": ("luat",), "year": ("2020",)}),
        record("b", "đất đai", facets={"field": ("dat-dai",), "type": ("nghi-dinh",), "year": ("2021",)}),
        record("c", "đất đai", facets={"field": ("thue",), "type": ("nghi-dinh",), "year": ("2021",)}),
        record("d", "giáo dục", facets={"field": ("giao-duc",), "type": ("luat",), "year": ("2021",)}),
    )
    return engine


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"field": ("dat-dai",)}, "ab"),
        ({"field": ("dat-dai", "thue")}, "abc"),
        ({"field": ("dat-dai",), "type": ("luat",)}, "a"),
        ({"field": ("dat-dai", "thue"), "type": ("nghi-dinh",), "year": ("2021",)}, "bc"),
        ({"field": ("khong-co",)}, ""),
        ({"field": ()}, "abc"),
        ({"type": ("' OR 1=1 --",)}, ""),
    ],
)
def test_choices_of_a_facet_are_alternatives_and_facets_add_up(
    library: Engine, filters: dict[str, tuple[str, ...]], expected: str
) -> None:
    results = ask(library, "đất đai", filters=filters)
    assert sorted(hit.key for hit in results.hits) == list(expected)
    assert results.total == len(expected)


def test_facets_count_documents_and_a_document_once_a_value(library: Engine) -> None:
    results = ask(library, "đất đai")
    assert list(counts(results, "field").items()) == [("dat-dai", 2), ("thue", 2)]
    assert counts(results, "type") == {"nghi-dinh": 2, "luat": 1}
    assert "issuer" not in results.facets


def test_a_facet_ignores_its_own_choice_and_obeys_the_others(library: Engine) -> None:
    results = ask(library, "đất đai", filters={"field": ("dat-dai",), "year": ("2021",)})
    assert counts(results, "field") == {"dat-dai": 1, "thue": 1}
    assert counts(results, "year") == {"2020": 1, "2021": 1}
    assert counts(results, "type") == {"nghi-dinh": 1}
    assert [value.selected for value in results.facets["field"]] == [True, False]


def test_a_choice_that_fits_nothing_stays_visible(library: Engine) -> None:
    results = ask(library, "đất đai", filters={"type": ("hien-phap",)})
    assert counts(results, "type") == {"nghi-dinh": 2, "luat": 1, "hien-phap": 0}


def test_facets_and_filters_work_without_words(library: Engine) -> None:
    results = ask(library, filters={"type": ("luat",)})
    assert sorted(hit.key for hit in results.hits) == ["a", "d"]
    assert counts(results, "type") == {"luat": 2, "nghi-dinh": 2}
    assert counts(results, "field") == {"dat-dai": 1, "giao-duc": 1, "thue": 1}


def test_more_than_ten_values_of_a_facet_by_count_then_code(engine: Engine) -> None:
    codes = [f"co-quan-{number:03d}" for number in range(120)]
    put(engine, *(record(code, "nước", facets={"issuer": (code, codes[7])}) for code in codes))
    values = list(counts(ask(engine, "nước"), "issuer").items())
    assert values == [(codes[7], 120), *((code, 1) for code in codes if code != codes[7])]


def test_dates_of_issue_are_inclusive(engine: Engine) -> None:
    put(engine, *(record(str(day), "nước", issued_on=date(2020, 1, day)) for day in range(1, 6)))
    put(engine, record("none", "nước", issued_on=None))
    within = ask(engine, "nước", issued_from=date(2020, 1, 2), issued_to=date(2020, 1, 4))
    assert sorted(hit.key for hit in within.hits) == ["2", "3", "4"]
    assert ask(engine, issued_from=date(2020, 1, 5)).total == 1
    assert ask(engine, issued_to=date(2020, 1, 1)).total == 1
    assert ask(engine, issued_from=date(2020, 1, 5), issued_to=date(2020, 1, 1)).total == 0


def test_one_source_alone(engine: Engine) -> None:
    put(engine, record("1", "nước"), record("1", "nước", source="news"))
    assert ask(engine, "nước").total == 2
    assert [hit.source for hit in ask(engine, "nước", source="news").hits] == ["news"]
    assert ask(engine, source="news").total == 1


@pytest.mark.parametrize("keyword", ["", "nước"])
def test_orders(engine: Engine, keyword: str) -> None:
    put(
        engine,
        record(
            "old", "nước", number="7/2019/NĐ-CP", issued_on=date(2019, 1, 1), effective_on=date(2021, 1, 1)
        ),
        record(
            "new", "nước", number="15/2021/NĐ-CP", issued_on=date(2021, 5, 5), effective_on=date(2021, 6, 6)
        ),
        record("mid", "nước", number="7/2020/QĐ-TTg", issued_on=date(2020, 1, 1), effective_on=None),
        record("none", "nước", number="Thông", issued_on=None, effective_on=date(2018, 1, 1)),
        record(
            "other", "đất", number="1/2000/NĐ-CP", issued_on=date(2000, 1, 1), effective_on=date(2000, 1, 1)
        ),
    )
    other = ["other"] if not keyword else []
    issued = ["new", "mid", "old", *other, "none"]
    assert found(engine, keyword, sort=Sort.ISSUED) == issued
    assert found(engine, keyword, sort=Sort.EFFECTIVE) == ["new", "old", "none", *other, "mid"]
    assert found(engine, keyword, sort=Sort.NUMBER) == [*other, "old", "mid", "new", "none"]
    if not keyword:
        assert found(engine, sort=Sort.RELEVANCE) == issued


@pytest.mark.parametrize(
    ("keyword", "sort"), [("nước sạch", Sort.RELEVANCE), ("nước", Sort.ISSUED), ("", Sort.NUMBER)]
)
def test_pages_join_without_gap_or_repetition_though_all_rank_alike(
    engine: Engine, keyword: str, sort: Sort
) -> None:
    put(engine, *(record(f"{number:03d}", "nước sạch", number="Thông") for number in range(75)))
    pages = [found(engine, keyword, sort=sort, page=page) for page in range(1, 10)]
    assert [len(page) for page in pages] == [10] * 7 + [5, 0]
    assert len({key for page in pages for key in page}) == 75
    assert ask(engine, keyword, sort=sort, page=9).total == 75
    assert found(engine, keyword, sort=sort, page=3) == pages[2]


@pytest.mark.slow
@pytest.mark.parametrize("keyword", ["nước", ""])
def test_pages_past_ten_thousand_documents(engine: Engine, keyword: str) -> None:
    fill(engine, (record(f"{number:05d}", "nước", number="Thông") for number in range(12_000)))
    walked = [key for page in range(1, 25) for key in found(engine, keyword, page=page, page_size=500)]
    assert len(walked) == len(set(walked)) == 12_000
    for page in (1, 1_000, 1_001, 1_150, 1_200):
        results = ask(engine, keyword, page=page)
        assert results.total == 12_000
        assert results.last_page == 1_200
        assert [hit.key for hit in results.hits] == walked[(page - 1) * 10 : page * 10]
    assert ask(engine, keyword, page=1_201).hits == ()
    assert ask(engine, keyword, page=100_000).hits == ()


@pytest.fixture
def two_languages(engine: Engine) -> Engine:
    put(
        engine,
        record("vi", "nước sạch", source="pages", number="", languages=("vi",), facets={"kind": ("page",)}),
        record(
            "en",
            "clean water nước sạch",
            source="pages",
            number="",
            language="en",
            languages=("en",),
            facets={"kind": ("page",)},
        ),
        record("both", "nước sạch", facets={"kind": ("legal-document",)}),
    )
    return engine


@pytest.mark.parametrize("keyword", ["", "nước sạch"])
def test_a_language_finds_its_own_records_and_those_of_every_language(
    two_languages: Engine, keyword: str
) -> None:
    assert sorted(found(two_languages, keyword, language="vi")) == ["both", "vi"]
    assert sorted(found(two_languages, keyword, language="en")) == ["both", "en"]
    assert sorted(found(two_languages, keyword)) == ["both", "en", "vi"]
    assert sorted(found(two_languages, keyword, language="vi", filters={"kind": ("page",)})) == ["vi"]


@pytest.mark.parametrize("keyword", ["", "nước sạch"])
def test_facets_count_in_the_language_and_never_show_where_a_record_is_hidden(
    two_languages: Engine, keyword: str
) -> None:
    results = ask(two_languages, keyword, language="vi")
    assert counts(results, "kind") == {"legal-document": 1, "page": 1}
    assert set(results.facets) == {"kind"}
    chosen = ask(two_languages, keyword, language="en", filters={"kind": ("legal-document",)})
    assert counts(chosen, "kind") == {"legal-document": 1, "page": 1}
    assert counts(ask(two_languages, keyword), "kind") == {"page": 2, "legal-document": 1}


def test_a_hit_says_its_language(two_languages: Engine) -> None:
    assert {hit.key: hit.language for hit in ask(two_languages, "nước").hits} == {
        "vi": "vi",
        "en": "en",
        "both": "vi",
    }


def test_the_hidden_facet_is_no_filter_of_the_address(two_languages: Engine) -> None:
    query = SearchQuery.from_params(QueryDict("hidden_in=en&kind=page"))
    assert query.filters == {"kind": ("page",)}


@pytest.mark.slow
def test_thousands_of_values_are_all_counted_and_a_rare_one_chosen_too(engine: Engine) -> None:
    signers = [f"nguoi-{number:04d}" for number in range(1_500)]
    fill(engine, (record(code, "nước", facets={"signer": (code, signers[3])}) for code in signers))
    values = counts(ask(engine, "nước"), "signer")
    assert len(values) == 1_500
    assert next(iter(values.items())) == (signers[3], 1_500)
    last = ask(engine, "nước", filters={"signer": (signers[-1],)})
    assert last.total == 1
    assert [value.count for value in last.facets["signer"] if value.selected] == [1]
