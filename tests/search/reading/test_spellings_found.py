"""Both spellings of a word are found and marked, by every engine."""

from search.engines.base import Engine
from tests.search.corpus import ask, put, record

KEYWORDS = [
    *("kỹ thuật", "kĩ thuật", "ki thuat", "ky thuat"),
    *("quy định", "qui định", "qui dinh"),
    *("hòa bình", "hoà bình", "hoa binh"),
    *("quá trình", "qúa trình", "qua trinh"),
]


def test_spellings_are_alike(engine: Engine) -> None:
    put(
        engine,
        record("one", "Yêu cầu kĩ thuật theo qui định, hoà bình, qúa trình"),
        record("other", "Yêu cầu kỹ thuật theo quy định, hòa bình, quá trình"),
        record("none", "Thu hồi đất nông nghiệp"),
    )
    for keyword in KEYWORDS:
        found = ask(engine, keyword)
        assert {hit.key for hit in found.hits} == {"one", "other"}
        for hit in found.hits:
            assert "<mark>" in hit.passages[0].snippet_html
