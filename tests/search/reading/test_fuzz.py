"""Whatever is typed is read: no error, no control character, nothing longer than what was typed."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.plan import make_plan
from search.query import SearchQuery
from search.reading import Reading, convert_keystrokes, interpret, lexer, read
from search.reading.fields import FIELDS
from search.reading.lexer import COLONS, MAX_READ, QUOTES
from search.reading.syntax import MAX_PARTS

SIGNS = [
    *QUOTES,
    *COLONS,
    *"-–−—'`(){}[]<>^~*?!/\\|&+=_%$#@.,;",
    *("\x00", "\x1b", "\u200b", "\u202e", "\ufeff", "\ud800", "\u0301", "\u0323", "\t", "\n", "\u2028", " "),
    *("năm:", "số:", "cơ quan:", "lĩnh vực：", "loai :", "người ký:", "year:", "no:", "field:", "-năm:"),
    *("2020", "2020-2022", "15/2023/QĐ-UBND", "QĐ -UBND", "-đất", '"thu hồi"', '-"đất đai"', "-\u0301"),
    *(
        "AND",
        "OR",
        "NOT",
        "NEAR(a b)",
        "a:b",
        "title:",
        "_exists_:x",
        "(a OR b)^3",
        "x~2",
        "[1 TO 2]",
        '"a"*',
    ),
    *("{'match_all': {}}", '{"query": {}}', "' OR 1=1 --", "%s %(x)s", "\\u0000", "&#x22;", "<script>"),
    *("quyeets ddinhj", "quye61t", "thuế", "đất", "dat", "aw", "w", "ff", "İ", "ﬁ", "١٢٣", "½", "\U0001f600"),
]
PIECES = st.lists(st.sampled_from(SIGNS) | st.text(max_size=8), max_size=60)
TEXTS = st.one_of(
    st.text(max_size=400),
    st.text(
        alphabet=st.characters(categories=["Cc", "Cf", "Cs", "Mn", "Zs", "Pd", "Pi", "Pf"]), max_size=200
    ),
    PIECES.map("".join),
    PIECES.map(" ".join),
    st.tuples(PIECES.map("".join), st.integers(1, 10_000)).map(lambda parts: (parts[0] * parts[1])[:10_000]),
)


def parts_of(found: Reading) -> list[str]:
    fields = [value for values in found.fields.values() for value in values]
    return [found.text, *found.phrases, *found.excluded, *fields, *found.unread]


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read(text: str) -> None:
    found = read(text)
    assert set(found.fields) <= set(FIELDS)
    for group in (found.phrases, found.excluded, *found.fields.values()):
        assert len(group) <= MAX_PARTS
        assert all(any(character.isalnum() for character in part) for part in group)
    assert len(found.unread) <= MAX_PARTS
    for part in parts_of(found):
        assert len(part) <= MAX_READ
        assert not any(unicodedata.category(character)[0] == "C" for character in part)
        assert unicodedata.is_normalized("NFC", part)
        assert part == " ".join(part.split())
    assert not set(found.text) & set(QUOTES + COLONS)
    assert len(found.text) <= len(lexer.clean(text))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_free_words_read_again_are_the_same(text: str) -> None:
    free = read(text).text
    assert read(free) == Reading(free)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_no_word_is_made_up(text: str) -> None:
    def words(some: str) -> set[str]:
        return set(re.findall(r"[^\W_]+", some))

    assert words(" ".join(parts_of(read(text)))) <= words(lexer.clean(text))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_any_text_is_interpreted_and_planned(text: str) -> None:
    wanted = interpret(SearchQuery(keyword=text), []).wanted
    plan = make_plan(wanted)
    assert len(plan.syllables) <= 64
    assert all(word.isalnum() for word in plan.syllables)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_any_text_survives_the_reading_of_keystrokes(text: str) -> None:
    found = convert_keystrokes(text)
    assert len(found.text) <= len(text)


class CountingPattern:
    """A pattern that counts the characters it passes."""

    def __init__(self, pattern: re.Pattern[str], counts: list[int]) -> None:
        self.pattern = pattern
        self.counts = counts

    def search(self, text: str, start: int) -> re.Match[str] | None:
        found = self.pattern.search(text, start)
        self.counts.append((found.end() if found else len(text)) - start)
        return found

    def match(self, text: str, start: int) -> re.Match[str] | None:
        found = self.pattern.match(text, start)
        self.counts.append(found.end() - start if found else 1)
        return found


@pytest.mark.parametrize(
    "text",
    [
        '"' * MAX_READ,
        '" ' * (MAX_READ // 2),
        ' "' * (MAX_READ // 2),
        '"«' * (MAX_READ // 2),
        ' -"' * (MAX_READ // 3),
        "x" * MAX_READ,
        "-" * MAX_READ,
        ":" * MAX_READ,
        "năm:" * (MAX_READ // 4),
        "cơ quan ban hành " * (MAX_READ // 17),
        "“a«b„c" * (MAX_READ // 6),
    ],
)
def test_pieces_are_found_in_linear_time(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []
    closing = {family: CountingPattern(pattern, counts) for family, pattern in lexer._CLOSING.items()}
    monkeypatch.setattr(lexer, "_CLOSING", closing)
    monkeypatch.setattr(lexer, "_WORD", CountingPattern(lexer._WORD, counts))
    found = lexer.pieces(text)
    # Once for words, once for what is quoted, once for a sign of each family that is never closed.
    assert sum(counts) <= 4 * len(text)
    assert len(found) <= len(text)
