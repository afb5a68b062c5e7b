from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from search import sources
from search.engines.database import statistics
from search.engines.database.engine import DatabaseEngine
from search.models import TermFrequency
from search.query import SearchQuery, Sort
from search.reading.presentation import FEW, ShownReading, reading_context
from search.reading.vocabulary import StoredVocabulary
from search.results import Results
from tests.search.corpus import MemorySource, put, record

pytestmark = pytest.mark.django_db


def results(total: int = 0, page: int = 1) -> Results:
    return Results(total=total, hits=(), facets={}, engine="database", page=page, page_size=10)


def shown(keyword: str, found: Results | None = None, **values: object) -> ShownReading:
    return reading_context(SearchQuery(keyword=keyword, **values), found or results())["reading"]


def asked(url: str) -> SearchQuery:
    return SearchQuery.from_params(QueryDict(url.removeprefix("?")))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences as they are written in the code."""
    with override("en"):
        yield


@pytest.fixture
def documents() -> Iterator[None]:
    before = sources.all_sources()
    for other in before:
        sources.unregister(other.name)
    held = [
        record(str(number), f"Quyết định của Ủy ban nhân dân về quản lý đất đai, điểm {number}")
        for number in range(12)
    ]
    sources.register(MemorySource(*held))
    put(DatabaseEngine(), *held)
    statistics.refresh()
    yield
    sources.unregister("regulations")
    for other in before:
        sources.register(other)


def test_nothing_is_said_of_an_ordinary_query(documents: None) -> None:
    assert shown("đất đai") == ShownReading()
    assert shown("") == ShownReading()


def test_converted_keystrokes_are_named(documents: None) -> None:
    found = shown("quyeets ddinhj", page=4)
    assert found.converted == "quyết định"
    assert found.as_typed is not None
    back = asked(found.as_typed.url)
    assert (back.keyword, back.literal, back.page) == ("quyeets ddinhj", True, 1)
    assert shown("quyeets ddinhj", literal=True).as_typed is None


def test_a_correction_is_a_link(documents: None) -> None:
    found = shown("quyết đinh", sort=Sort.ISSUED, page=1)
    assert found.correction is not None
    assert found.correction.text == "quyết định"
    assert parse_qs(found.correction.url.removeprefix("?")) == {"q": ["quyết định"], "sort": ["issued"]}


def test_keystrokes_may_be_misspelt_too(documents: None) -> None:
    found = shown("quyeets ddinh")
    assert found.converted == "quyết đinh"
    assert found.correction is not None
    assert found.correction.text == "quyết định"


def test_who_found_enough_is_left_alone(documents: None) -> None:
    with CaptureQueriesContext(connection) as asked_sql:
        assert shown("quyết đinh", results(total=FEW + 1)) == ShownReading()
        assert shown("quyết đinh", replace(results(), page=2)) == ShownReading()
    assert len(asked_sql) == 0


@pytest.mark.parametrize(
    "keyword", ["quyết đinh " * 40, "quyt chnh " * 40, "quyt dinh", "đất đai", '"' * 2_000]
)
def test_three_queries_at_most(documents: None, keyword: str) -> None:
    with CaptureQueriesContext(connection) as asked_sql:
        shown(keyword)
    assert len(asked_sql) <= 3


def test_what_could_not_be_read_is_said(documents: None) -> None:
    found = shown("cơ quan: Bộ Xyz năm: abc")
    assert found.unread == (
        "No issuer is called “Bộ Xyz”; it was searched as words instead.",
        "“năm: abc” could not be read; it was searched as words instead.",
    )


def test_the_vocabulary_knows_accents_and_folded_forms(documents: None) -> None:
    vocabulary = StoredVocabulary()
    assert vocabulary.passages == 12
    assert vocabulary.frequencies(["quyết_định", "quyet_dinh", "đất"], True) == {"quyết_định": 12, "đất": 12}
    assert vocabulary.frequencies(["quyết_định", "quyet_dinh"], False) == {"quyet_dinh": 12}
    assert vocabulary.spellings(["quyet_dinh", "dat"], 12) == {"quyết_định": 12, "đất": 12}
    assert vocabulary.spellings(["quyet_dinh"], 13) == {}


def test_only_accented_terms_are_looked_up_by_their_folded_form(documents: None) -> None:
    rows = dict(TermFrequency.objects.values_list("term", "folded"))
    assert rows["a:quyết_định"] == "quyet_dinh"
    assert rows["b:quyet_dinh"] == ""


def test_what_was_typed_is_escaped(documents: None) -> None:
    reading = shown('cơ quan: <script>alert(1)</script> "quyeets" <b>quyeets ddinhj</b>')
    html = render_to_string("components/reading.html", {"reading": reading})
    assert "<script" not in html
    assert "<b>" not in html
    assert "notice" in html


def test_nothing_is_shown_where_nothing_is_to_be_said() -> None:
    assert render_to_string("components/reading.html", {}).strip() == ""
    assert render_to_string("components/reading.html", {"reading": ShownReading()}).strip() == ""
