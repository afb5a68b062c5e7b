"""The outline of a text for its editor: never raises, agrees with the parser, and names every line that is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.legal_text.headings import ProvisionKind
from core.legal_text.marking import propose_marks
from core.legal_text.outline import read_outline
from core.legal_text.paths import label
from core.legal_text.structure import DuplicateProvision, parse, unknown_marks

LINES = st.sampled_from(
    [
        "§ Điều 1. Phạm vi",
        "§ Điều 2.",
        "Điều 2. Hiệu lực",
        "Điều 3. Thi hành",
        "§ Chương I",
        "Chương II",
        "§ Mục 1",
        "§ Phụ lục 1",
        "§ QUY CHẾ",
        "§ Xin chào",
        "§ § Điều 1.",
        "Một câu.",
        "",
    ]
)
TEXTS = st.lists(LINES, max_size=25).map("\n".join)


def test_entries_have_their_lines_and_what_encloses_them() -> None:
    found = read_outline("Căn cứ\n§ Chương I\nCHUNG\n§ Điều 1. A\nMột.\n§ Phụ lục 1\n§ Điều 1. B")
    shown = [(line, one.path, len(one.context)) for line, one in found.entries]
    assert shown == [
        (1, "mo-dau", 0),
        (2, "chuong-1", 0),
        (4, "dieu-1", 1),
        (6, "phu-luc-1", 0),
        (7, "phu-luc-1/dieu-1", 1),
    ]
    assert found.articles == 2


def test_every_duplicate_is_named() -> None:
    found = read_outline("§ Điều 1. A\n§ Điều 2. B\n§ Điều 1. C\n§ Điều 2. D\n§ Điều 1. E")
    assert [(one.path, one.lines) for one in found.duplicates] == [
        ("dieu-1", (1, 3)),
        ("dieu-2", (2, 4)),
        ("dieu-1", (1, 5)),
    ]
    assert [line for line, _one in found.entries] == [1, 2]


def test_lines_without_a_mark_are_proposed_but_for_what_is_marked_elsewhere() -> None:
    assert read_outline("§ Điều 1. A\nĐiều 2. B\n§ Điều 3. C").proposed == (2,)
    assert read_outline("Điều 1. A\n§ Điều 1. A").proposed == ()


@given(TEXTS)
def test_it_agrees_with_the_parser(text: str) -> None:
    found = read_outline(text)
    assert list(found.unknown) == unknown_marks(text)
    lines = text.split("\n")
    for line, provision in found.entries:
        assert "\n".join(lines[line - 1 :]).replace("§ ", "").startswith(provision.text.replace("§ ", ""))
    if found.duplicates:
        with pytest.raises(DuplicateProvision):
            parse(text)
    else:
        assert [one.heading for _line, one in found.entries] == [one.heading for one in parse(text)]
        assert [one.content for _line, one in found.entries] == [one.content for one in parse(text)]


@given(TEXTS)
def test_a_text_without_marks_gets_what_the_parser_proposes(text: str) -> None:
    plain = text.replace("§ ", "")
    marked = propose_marks(plain).split("\n")
    assert list(read_outline(plain).proposed) == [
        number for number, line in enumerate(marked, 1) if line.startswith("§ ")
    ]


HEADINGS = st.builds(
    "{}{} {}{}".format,
    st.sampled_from(["§ ", "", "§ § ", "§"]),
    st.sampled_from(
        ["Điều", "Chương", "Mục", "Tiểu mục", "Phần", "Phụ lục", "QUY ĐỊNH", "Phần thứ", "ĐỀ ÁN"]
    ),
    st.text(alphabet="0123IVXLCabđĐ.-", max_size=4),
    st.sampled_from([". Phạm vi", ": A", "", "\r", " (tiếp)", "\u2028x", " “Điều 1."]),
)


@given(st.lists(HEADINGS | st.text(max_size=8), max_size=20).map("\n".join))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    found = read_outline(text)
    for _line, provision in found.entries:
        assert label(provision.path)
    for duplicate in found.duplicates:
        assert label(duplicate.path)


def test_chapters_alone_are_one_body() -> None:
    found = read_outline("§ Chương I\n§ Chương I")
    assert [one.kind for _line, one in found.entries] == [ProvisionKind.BODY]
    assert not found.duplicates
