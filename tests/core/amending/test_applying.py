import pytest

from core.legal_text.amending import Annotation, Applied, Kind, Operation, Reason, apply
from core.legal_text.amending.replacing import REPEALED
from core.legal_text.structure import parse
from tests.core.amending.samples import BASE, NOWHERE, amended, changed


def refusals(body: str, base: str = BASE) -> list[tuple[str, str]]:
    done = amended(body, base)
    assert done.text == base
    return [(one.path, one.reason.value) for one in done.refused]


def test_nothing_to_do() -> None:
    assert apply(BASE, []) == Applied(BASE, (), ())


def test_provisions_are_replaced_in_their_place() -> None:
    whole = "1. Sửa đổi Điều 2 như sau:\n“Điều 2. Mới\n1. Một.”"
    assert changed(whole) == BASE.replace("§ Điều 2. Hai\nMột đoạn.", "§ Điều 2. Mới\n1. Một.")
    parts = "1. Sửa đổi điểm b khoản 1 và khoản 3 Điều 1 như sau:\n“1. Khoản một:\nb) Mới.\n3. Ba\nmới.”"
    assert changed(parts) == BASE.replace("b) Điểm b.", "b) Mới.").replace("3. Khoản ba.", "3. Ba\nmới.")
    clause = "1. Sửa đổi tên điều và khoản 1 Điều 1 như sau:\n“Điều 1. Tên\n1. Gồm:\na) một.”"
    assert changed(clause) == BASE.replace("Phạm vi của Bộ A", "Tên").replace(
        "1. Khoản một:\na) Điểm a của Bộ A;\nb) Điểm b.", "1. Gồm:\na) một."
    )
    opening = "1. Sửa đổi đoạn mở đầu khoản 1 Điều 1 như sau:\n“1. Gồm:”"
    assert changed(opening) == BASE.replace("1. Khoản một:", "1. Gồm:")


def test_quoted_text_starts_no_provision() -> None:
    marked = Operation(Kind.REPLACE, NOWHERE, scopes=("dieu-2",), text="Điều 2. Mới\n§ Điều 9. Trích")
    assert "§ Điều 2. Mới\n § Điều 9. Trích\n§ Điều 3" in apply(BASE, [marked]).text


def test_provisions_are_inserted_in_their_place() -> None:
    articles = "1. Bổ sung Điều 1a, Điều 1b vào sau Điều 1 như sau:\n“Điều 1a. Mới\nĐiều 1b. Mới”"
    assert changed(articles) == BASE.replace("§ Chương", "§ Điều 1a. Mới\n§ Điều 1b. Mới\n§ Chương")
    clauses = "1. Bổ sung khoản 2a, khoản 2b Điều 1 như sau:\n“2a. Một.\n2b. Hai.”"
    assert changed(clauses) == BASE.replace("3. Khoản ba.", "2a. Một.\n2b. Hai.\n3. Khoản ba.")
    point = "1. Bổ sung điểm c vào sau điểm b khoản 1 Điều 1 như sau:\n“c) Mới;”"
    assert changed(point) == BASE.replace("b) Điểm b.", "b) Điểm b.\nc) Mới;")
    before = "1. Bổ sung Điều 2a vào trước Điều 3 như sau:\n“Điều 2a. Mới”"
    assert changed(before) == BASE.replace("§ Điều 3", "§ Điều 2a. Mới\n§ Điều 3")
    both = "1. Sửa đổi khoản 1; bổ sung khoản 1a vào sau khoản 1 Điều 1 như sau:\n“1. Một.\n1a. Hai.”"
    assert "\n1. Một.\n1a. Hai.\n2. Khoản hai" in changed(both)


def test_repealed_provisions_keep_their_paths() -> None:
    text = changed("1. Bãi bỏ điểm a khoản 1, khoản 2 Điều 1, Điều 2.")
    assert f"\na) {REPEALED}\nb) Điểm b.\n2. {REPEALED}\n3. " in text
    assert f"\n§ Điều 2. {REPEALED}\n§ Điều 3" in text
    assert [one.path for one in parse(text)] == [one.path for one in parse(BASE)]
    assert refusals("1. Bãi bỏ Điều 2.", text) == [("dieu-2", "done")]
    for said in ("Hai\nBị bãi bỏ.", "(Đã bãi bỏ)", "Hai\n(được bãi bỏ)"):
        base = BASE.replace("Hai\nMột đoạn.", said)
        assert refusals("1. Bãi bỏ Điều 2.", base) == [("dieu-2", "done")]


def test_words_change_whole_and_where_they_are_meant() -> None:
    everywhere = amended("1. Thay thế cụm từ “Bộ A” bằng cụm từ “Bộ D”.")
    assert everywhere.text == BASE.replace("Bộ A", "Bộ D")
    assert everywhere.annotations == (Annotation("dieu-1", 0),)
    assert changed("1. Thay thế từ “Bộ A” bằng “Bộ D” tại tên Điều 1, khoản 2 Điều 1.") == BASE.replace(
        "vi của Bộ A", "vi của Bộ D"
    ).replace("hai của Bộ A", "hai của Bộ D")
    assert changed("1. Bỏ cụm từ “Bộ B,” tại Điều 1.") == BASE.replace(" Bộ B,", "")
    assert changed("1. Bổ sung cụm từ “, X” vào sau cụm từ “Bộ B” tại Điều 1.") == BASE.replace(
        "Bộ B", "Bộ B, X"
    )


@pytest.mark.parametrize(
    ("body", "path", "reason"),
    [
        ("1. Sửa đổi Điều 9 như sau:\n“Điều 9. Mới”", "dieu-9", Reason.MISSING),
        ("1. Sửa đổi khoản 2 Điều 1 như sau:\n“2. Mới.\n3. Mới.”", "", Reason.LABELS),
        ("1. Sửa đổi khoản 2 Điều 1 như sau:\n“Không số.”", "", Reason.LABELS),
        ("1. Sửa đổi điểm b khoản 1 Điều 1 như sau:\n“1. Khác:\nb) M.”", "dieu-1/khoan-1", Reason.CONTEXT),
        ("1. Sửa đổi khoản 3 Điều 1 như sau:\n“3. Khoản ba.”", "", Reason.DONE),
        ("1. Sửa đổi khoản 3 Điều 1 như sau:\n“3. Khoản  ba”.", "", Reason.DONE),
        ("1. Sửa đổi Điều 3 như sau:\n“Điều 3. Mới”", "dieu-3", Reason.HEADING),
        ("1. Bổ sung Điều 1a vào trước Điều 3 như sau:\n“Điều 1a. M.”", "dieu-1a", Reason.NO_PLACE),
        ("1. Bổ sung Điều 1a vào trước Điều 9 như sau:\n“Điều 1a. M.”", "dieu-1a", Reason.NO_PLACE),
        ("1. Bổ sung điểm w khoản 1 Điều 1 như sau:\n“w) M.”", "dieu-1/khoan-1/diem-w", Reason.NO_PLACE),
        ("1. Bổ sung khoản 2 Điều 1 như sau:\n“2. Mới.”", "dieu-1/khoan-2", Reason.EXISTS),
        ("1. Bổ sung khoản 5 Điều 1 như sau:\n“5. Mới.”", "dieu-1/khoan-5", Reason.NO_PLACE),
        ("1. Bổ sung khoản 1a vào sau khoản 2 Điều 1 như sau:\n“1a. M.”", "dieu-1/khoan-1a", Reason.NO_PLACE),
        ("1. Bãi bỏ Chương II.", "chuong-2", Reason.LEVEL),
        ("1. Bỏ từ “ộ A” tại Điều 1.", "dieu-1", Reason.NOT_FOUND),
        ("1. Bổ sung từ “mới” vào sau từ “Bộ A” tại Điều 1.", "dieu-1", Reason.AMBIGUOUS),
        ("1. Thay thế cụm từ “Bộ Z” bằng “Bộ A” tại Điều 1.", "dieu-1", Reason.DONE),
        ("1. Thay thế cụm từ “2. Khoản” bằng “4. Khoản” tại Điều 1.", "dieu-1/khoan-2", Reason.AMBIGUOUS),
        ("1. Bãi bỏ tên Mục 1, Mục 2.", "", Reason.UNREAD),
    ],
)
def test_what_does_not_fit_is_refused(body: str, path: str, reason: Reason) -> None:
    assert refusals(body) == [(path, reason.value)]
