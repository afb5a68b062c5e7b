import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.legal_text.paths import read_citation
from regulations.downloads.citation import Cited, cite, cite_first, joined, printed_date

DECREE = Cited(
    type_name="Nghị định",
    number="15/2023/NĐ-CP",
    title="Quy định chi tiết một số điều của Luật Đất đai",
    issued_on=datetime.date(2023, 4, 5),
    issuers=["Chính phủ"],
)
LAW = Cited("Luật", "31/2024/QH15", "Đất đai", datetime.date(2024, 1, 18), ["Quốc hội"])


def test_later_citations_name_type_and_number() -> None:
    assert cite(DECREE) == "Nghị định số 15/2023/NĐ-CP"
    assert cite(DECREE, "dieu-8/khoan-2/diem-a") == "điểm a khoản 2 Điều 8 Nghị định số 15/2023/NĐ-CP"
    assert cite(DECREE, "toan-van") == cite(DECREE, "mo-dau") == cite(DECREE)


def test_the_first_citation_names_all() -> None:
    assert cite_first(DECREE, "dieu-12dd") == (
        "Điều 12đ Nghị định số 15/2023/NĐ-CP ngày 05 tháng 4 năm 2023 của Chính phủ "
        "quy định chi tiết một số điều của Luật Đất đai"
    )
    bare = replace(DECREE, title="", issued_on=None, issuers=[])
    assert cite_first(bare) == "Nghị định số 15/2023/NĐ-CP"


def test_laws_go_by_their_names() -> None:
    assert cite_first(LAW, "dieu-8") == cite(LAW, "dieu-8") == "Điều 8 Luật Đất đai"
    assert cite(replace(LAW, title="Luật Đất đai")) == "Luật Đất đai"
    assert cite(replace(LAW, title="")) == "Luật số 31/2024/QH15"


def test_what_is_no_path_is_refused() -> None:
    with pytest.raises(ValueError, match="not a segment"):
        cite(DECREE, "khong-co")


@given(st.dates())
def test_dates_have_their_zeros(day: datetime.date) -> None:
    _day, month = printed_date(day).split(" năm ")[0].split(" tháng ")
    assert len(_day) == 2
    assert month.startswith("0") == (day.month < 3)


@given(st.integers(1, 999), st.integers(1, 99))
def test_citations_read_back(article: int, clause: int) -> None:
    path = f"dieu-{article}/khoan-{clause}"
    assert read_citation(cite(DECREE, path).removesuffix(f" {cite(DECREE)}")) == path


def test_joint_issuers() -> None:
    assert joined([]) == ""
    assert joined(["Bộ Y tế"]) == "Bộ Y tế"
    assert joined(["Bộ Nội vụ", "Bộ Tài chính", "Bộ Y tế"]) == "Bộ Nội vụ, Bộ Tài chính và Bộ Y tế"
