import gzip
import json
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.legal_text.issuers import clean_issuer, issuer_key, preferred_spelling, split_issuers
from tests.data import shared_data


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Bộ Công Thương.", "Bộ Công Thương"),
        ("Chính phủ về chứng minh nhân dân. ngày 29/04/1999 của Bộ Công an", "Bộ Công an"),
        ("A ngày 4/7/2011 của B ngày 25/10/2018 của Bộ Giáo dục và Ðào tạo", "Bộ Giáo dục và Đào tạo"),
        ("  Uỷ ban\u00a0 Dân tộc ", "Ủy ban Dân tộc"),
        ("", ""),
    ],
)
def test_clean(raw: str, clean: str) -> None:
    assert clean_issuer(raw) == clean


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("Bộ Nông nghiệp và Phát triển nông thôn", ["Bộ Nông nghiệp và Phát triển nông thôn"]),
        (
            "Bộ Nông nghiệp và Phát triển nông thôn và Bộ Tài chính",
            ["Bộ Nông nghiệp và Phát triển nông thôn", "Bộ Tài chính"],
        ),
        (
            "Bộ Công an, Bộ Lao động - Thương binh và Xã hội và Bộ Văn hoá, Thể thao và Du lịch",
            ["Bộ Công an", "Bộ Lao động - Thương binh và Xã hội", "Bộ Văn hóa, Thể thao và Du lịch"],
        ),
        (
            "Ủy ban thường vụ Quốc hội, Chính phủ và Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
            [
                "Ủy ban thường vụ Quốc hội",
                "Chính phủ",
                "Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
            ],
        ),
        ("Sở Nội vụ; Sở Tài chính.", ["Sở Nội vụ", "Sở Tài chính"]),
        ("Bộ Y tế và Bộ Y tế", ["Bộ Y tế"]),
        (
            "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh",
            ["Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh"],
        ),
        ("Ban Đối ngoại và Hội nhập", ["Ban Đối ngoại và Hội nhập"]),
        ("", []),
        (" , và ", ["và"]),
    ],
)
def test_split(raw: str, names: list[str]) -> None:
    assert split_issuers(raw) == names


@given(st.text())
def test_cleaning_and_splitting_are_stable(raw: str) -> None:
    assert clean_issuer(clean_issuer(raw)) == clean_issuer(raw)
    assert all(split_issuers(name) for name in split_issuers(raw))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Bộ Văn hoá, Thể thao và Du lịch", "Bộ Văn hóa - Thể thao và Du lịch"),
        ("Bộ công thương.", "Bộ Công Thương"),
        ("Toà án nhân dân tối cao", "Tòa án nhân dân tối cao"),
        ("Bộ Giáo Dục và Ðào Tạo", "Bộ Giáo dục và Đào tạo"),
    ],
)
def test_spellings_have_one_key(left: str, right: str) -> None:
    assert issuer_key(left) == issuer_key(right)


def test_names_of_different_issuers_have_different_keys() -> None:
    names = ["Sở Nội vụ", "Sở Ngoại vụ", "Bộ Y tế", "Bộ Văn hóa", "Bộ Văn hóa - Thông tin"]
    assert len({issuer_key(name) for name in names}) == len(names)


def test_preferred_spelling() -> None:
    assert (
        preferred_spelling({"Bộ công thương": 94, "Bộ Công Thương": 40, "Bộ Công thương": 19})
        == "Bộ Công Thương"
    )
    assert (
        preferred_spelling(["Bộ Giáo Dục và Ðào Tạo", *["Bộ Giáo dục và Đào tạo"] * 9])
        == "Bộ Giáo dục và Đào tạo"
    )
    assert preferred_spelling({"Viện kiểm sát": 40, "Viện Kiểm sát": 4}) == "Viện kiểm sát"
    assert preferred_spelling(["Toà án", "Tòa án"]) == "Tòa án"
    assert preferred_spelling(["Chính phủ"]) == "Chính phủ"
    with pytest.raises(ValueError, match="spelling"):
        preferred_spelling(["", " . "])


def test_issuers_of_the_data() -> None:
    with gzip.open(shared_data("legal-documents.jsonl.gz"), "rt", encoding="utf-8") as lines:
        raws = [json.loads(line)["issuer"] for line in lines]
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for raw in filter(None, raws):
        for name in split_issuers(raw):
            spellings[issuer_key(name)][name] += 1
    names = {preferred_spelling(counts) for counts in spellings.values()}
    assert len(names) == len(spellings) == 56
    assert not [
        name for name in names if len(name) > 60 or "ngày" in name or ", Bộ" in name or " và Bộ" in name
    ]
    assert {"Bộ Công Thương", "Bộ Văn hóa, Thể thao và Du lịch", "Ủy ban Thường vụ Quốc hội"} <= names
    assert "Viện kiểm sát nhân dân tối cao" in names
