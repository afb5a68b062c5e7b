from hypothesis import given, settings
from hypothesis import strategies as st

from core.legal_text.amending import apply
from core.legal_text.amending.comparing import Difference, Row, Words, compare
from core.legal_text.structure import unmarked
from tests.core.amending.samples import BASE, changed, documents, operations
from tests.growth import grows_linearly

SAME, CHANGED, ADDED, REMOVED = Difference


def differing(one: str, other: str) -> list[Row]:
    return [row for row in compare(one, other) if row.kind != SAME]


def test_a_text_with_itself() -> None:
    rows = compare(BASE, BASE)
    assert [row.path for row in rows][:4] == ["mo-dau", "dieu-1", "dieu-1/khoan-1", "dieu-1/khoan-1/diem-a"]
    assert {row.kind for row in rows} == {SAME}
    assert rows[1].heading == "Điều 1. Phạm vi của Bộ A"
    assert rows[1].words == (Words(SAME, "Điều 1. Phạm vi của Bộ A\nBộ A quy định:"),)


def test_words_that_differ() -> None:
    (row,) = differing(BASE, BASE.replace("hai của Bộ A, Bộ B", "hai của Bộ Y,\nBộ B"))
    assert (row.path, row.heading, row.kind) == ("dieu-1/khoan-2", "", CHANGED)
    assert row.words == (
        Words(SAME, "2. Khoản hai của Bộ"),
        Words(REMOVED, " A"),
        Words(ADDED, " Y"),
        Words(SAME, ",\nBộ B, Bộ C."),
    )
    assert differing(BASE, BASE.replace("của Bộ A, Bộ", "của\nBộ  A,\nBộ")) == []


def test_provisions_that_came_and_went() -> None:
    inserted = changed("1. Bổ sung khoản 2a Điều 1 như sau:\n“2a. Mới.”\n2. Bãi bỏ Điều 2.")
    paths = [row.path for row in compare(BASE, inserted)]
    assert paths.index("dieu-1/khoan-2a") == paths.index("dieu-1/khoan-2") + 1
    came, gone = differing(BASE, inserted), differing(inserted, BASE)
    assert [(row.path, row.kind) for row in came] == [("dieu-1/khoan-2a", ADDED), ("dieu-2", CHANGED)]
    assert [(row.path, row.kind) for row in gone] == [("dieu-1/khoan-2a", REMOVED), ("dieu-2", CHANGED)]
    assert came[0].words == (Words(ADDED, "2a. Mới."),)
    first = differing(BASE, BASE.replace("§ Điều 1. Phạm vi của Bộ A\nBộ A quy định:\n", ""))
    assert "dieu-1" in {row.path for row in first if row.kind == REMOVED}


@settings(deadline=None)
@given(documents(), documents(), st.lists(operations(), max_size=3))
def test_both_texts_are_in_the_comparison(one: str, other: str, done: list) -> None:
    other = apply(other, done).text
    rows = compare(one, other)
    for text, own in ((one, REMOVED), (other, ADDED)):
        words = " ".join(each.text for row in rows for each in row.words if each.kind in {SAME, own})
        assert "".join(words.split()) == "".join(unmarked(text).split())
    assert len({row.path for row in rows}) == len(rows)
    for row in rows:
        assert (row.kind == SAME) == all(each.kind == SAME for each in row.words)


def code(articles: int, word: str) -> str:
    clause = " ".join(["Người nào có quyền và nghĩa vụ", word, "phải bồi thường theo quy định"] * 12)
    return "".join(f"§ Điều {n}. Tên\n1. {clause}.\n2. {clause};\n" for n in range(1, articles + 1))


def test_linear_time() -> None:
    assert len(differing(code(30, "dân sự"), code(30, "hình sự"))) == 60
    assert grows_linearly(lambda count: compare(code(count, "a"), code(count, "b")), 60)
    text = "§ Điều 1. Tên\n" + "- " * 20_000
    assert grows_linearly(lambda count: compare(text[: 60 * count], text[: 60 * count] + "."), 80)
