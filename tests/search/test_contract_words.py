"""What every engine must find by words, and how it shows it."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.text import fold
from search.engines.base import Engine
from search.plan import make_plan
from search.query import SearchQuery

from .corpus import ask, found, passage, put, record

HOSTILE = [
    '"',
    "'; DROP TABLE search_indexeddocument; --",
    "đất AND",
    "NEAR(đất, đai)",
    "đất OR NOT đai",
    "đất*",
    "title:đất",
    "a:đất",
    "{đất}^3",
    "(((",
    "đất\x00đai",
    "\\",
    "%s %(x)s {}",
    "_ __ a_b",
    '[["',
    "~1 đất~",
    "ý" * 10_000,
    "đất đai " * 1_250,
    "\ud83d\ude00 😀 đất",
    "١٢٣ ½ ①",
]


@pytest.fixture
def land(engine: Engine) -> Engine:
    put(
        engine,
        record("dat", "Thu hồi đất đai của hộ gia đình"),
        record("dat-khac", "Người thành đạt được khen thưởng đãi ngộ"),
        record("nuoc", "Khai thác nước dưới lòng sông hòa bình"),
    )
    return engine


@pytest.mark.parametrize(
    ("keyword", "expected"),
    [
        ("đất đai", {"dat"}),
        ("ĐẤT ĐAI", {"dat"}),
        ("dat dai", {"dat", "dat-khac"}),
        ("đất", {"dat"}),
        ("dat", {"dat", "dat-khac"}),
        ("đạt", {"dat-khac"}),
        ("thu hoi dat", {"dat"}),
        ("hoà bình", {"nuoc"}),
        ("hòa bình", {"nuoc"}),
        ("hoa binh", {"nuoc"}),
        ("đất nước", set()),
        ("xyz", set()),
    ],
)
def test_accents_count_only_where_they_are_typed(land: Engine, keyword: str, expected: set[str]) -> None:
    for form in (keyword, unicodedata.normalize("NFD", keyword)):
        results = ask(land, form)
        assert {hit.key for hit in results.hits} == expected
        assert results.total == len(expected)


def test_a_question_is_answered_though_no_provision_has_all_of_its_words(land: Engine) -> None:
    question = "Nhà nước thu hồi đất đai của hộ gia đình thì bồi thường ra sao?"
    for keyword in (question, fold(question)):
        assert found(land, keyword)[0] == "dat"


def test_a_short_question_falls_back_on_its_pairs(land: Engine) -> None:
    for keyword in ("đất đai ra sao", "dat dai ra sao"):
        results = ask(land, keyword)
        assert [hit.key for hit in results.hits] == ["dat"]
        assert "<mark>đất đai</mark>" in results.hits[0].passages[0].snippet_html
        assert ask(land, keyword, filters={"field": ("x",)}).total == 0
        assert [hit.article for hit in land.passages(make_plan(SearchQuery(keyword=keyword)), 5)] == ["1"]


@pytest.mark.parametrize("question", ["{} là gì?", "Thế nào là {}?", "Khái niệm {} được hiểu thế nào"])
@pytest.mark.parametrize("term", ["thu hồi đất", "hòa bình", "đất"])
def test_whoever_asks_what_something_is_finds_what_has_its_name(
    land: Engine, question: str, term: str
) -> None:
    asked = question.format(term)
    assert found(land, asked) == found(land, term) != []


def test_text_in_decomposed_unicode_and_old_tone_placement_is_found(engine: Engine) -> None:
    put(engine, record("1", unicodedata.normalize("NFD", "Bảo đảm hoà giải ở cơ sở, uỷ quyền")))
    for keyword in ("hòa giải", "ủy quyền", "hoà giải", "uy quyen"):
        assert found(engine, keyword) == ["1"]


def test_title_and_label_of_the_document_help_to_find_its_provisions(engine: Engine) -> None:
    put(engine, record("1", "Phạm vi điều chỉnh", title="Quy chế tiếp công dân"), record("2", "Phạm vi khác"))
    hit = ask(engine, "phạm vi tiếp công dân").hits[0]
    assert hit.key == "1"
    assert hit.title_html == "Quy chế <mark>tiếp công dân</mark>"


def test_words_in_the_provisions_title_weigh_more_than_in_its_text(engine: Engine) -> None:
    filler = "nội dung khác " * 10
    put(
        engine,
        record("text", filler + "giấy phép xây dựng"),
        record("title", passages=(passage(filler, title="Giấy phép xây dựng"),)),
    )
    assert found(engine, "giấy phép xây dựng") == ["title", "text"]


def test_a_pair_side_by_side_beats_the_same_syllables_apart(engine: Engine) -> None:
    put(
        engine,
        record("apart", "đai ốc và đất trồng cây lâu năm"),
        record("beside", "đất đai và cây trồng lâu năm ốc"),
    )
    assert found(engine, "đất đai") == ["beside", "apart"]


def test_provisions_come_under_their_document_best_first(engine: Engine) -> None:
    put(engine, record("1", "nước", "cấp nước sạch, nước sạch đô thị", "nước và cấp điện sạch", "đất"))
    results = ask(engine, "nước sạch")
    assert results.total == 1
    assert [hit.number for hit in results.hits[0].passages] == ["2", "3"]
    best = results.hits[0].passages[0]
    assert best.path == "dieu-2"
    assert best.heading == "Điều 2"
    assert best.score == results.hits[0].score > results.hits[0].passages[1].score


def test_the_best_provisions_are_shown(engine: Engine) -> None:
    put(engine, record("1", *["nước sạch"] * 9))
    assert len(ask(engine, "nước sạch").hits[0].passages) == 2


def test_what_a_document_holds_is_escaped(engine: Engine) -> None:
    put(engine, record("1", '<script>đất</script> & "đai"', title="<b>đất</b>"))
    hit = ask(engine, "đất").hits[0]
    assert hit.title_html == "&lt;b&gt;<mark>đất</mark>&lt;/b&gt;"
    snippet = hit.passages[0].snippet_html
    assert snippet == "&lt;script&gt;<mark>đất</mark>&lt;/script&gt; &amp; &quot;đai&quot;"


@pytest.mark.parametrize("keyword", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_typed_breaks_a_search(land: Engine, keyword: str) -> None:
    results = ask(land, keyword)
    assert results.total in range(4)
    assert len(land.passages(make_plan(SearchQuery(keyword=keyword)), 10)) <= 10


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_no_text_at_all_breaks_a_search(land: Engine, keyword: str) -> None:
    ask(land, keyword)


def test_any_text_can_be_indexed(engine: Engine) -> None:
    odd = "null \x00 byte, ɐlphabets 漢字 😀 " + "x" * 40_000
    put(engine, record("1", odd, title=odd, number="?"), record("2", ""), record("3"))
    assert found(engine, "null byte") == ["1"]
    assert found(engine, "漢字") == ["1"]
    assert ask(engine).total == 3
