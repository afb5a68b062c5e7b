"""Regulations issued together with a decision: what amends them never touches the decision's own articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.legal_text.amending import Kind, Reason, Why, apply
from core.legal_text.paths import ATTACHED
from tests.core.amending.samples import one, pieces, read

DECISION = "Quyết định số 15/QĐ-SNV ngày 20 tháng 3 năm 2025"
OF_REGULATION = f"Sửa đổi, bổ sung một số điều của Quy chế ban hành kèm theo {DECISION}"
OF_DECISION = f"Sửa đổi, bổ sung một số điều của {DECISION}"
BASE = """§ Điều 1. Ban hành Quy chế A
Lời A.
§ Điều 2. Hiệu lực của A
§ QUY CHẾ
Về A
§ Điều 1. Phạm vi A
1. Một.
2. Hai.
§ Điều 2. Đối tượng A
"""


def test_all_that_follows_lies_in_the_regulation_that_the_heading_names() -> None:
    body = """1. Sửa đổi khoản 1 Điều 7 như sau:
“1. Mới.”
2. Bổ sung Điều 8a vào sau Điều 8 như sau:
“Điều 8a. Mới”
3. Bãi bỏ Điều 2 Quyết định số 15/QĐ-SNV.
4. Bãi bỏ Điều 5 Quy định về phí ban hành kèm theo Quyết định số 9/QĐ-SNV.
5. Sửa đổi, bổ sung một số khoản của Điều 9 như sau:
a) Bãi bỏ khoản 2;
b) Bãi bỏ khoản 2 Quyết định số 15/QĐ-SNV.
6. Thay thế cụm từ “A” bằng cụm từ “B”."""
    assert [(each.scopes, each.after, each.why) for each in read(body, heading=OF_REGULATION)] == [
        (("quy-che/dieu-7/khoan-1",), "", None),
        (("quy-che/dieu-8a",), "quy-che/dieu-8", None),
        (("dieu-2",), "", None),
        (("quy-dinh/dieu-5",), "", None),
        (("quy-che/dieu-9/khoan-2",), "", None),
        ((), "", Why.PLACE),
        (("quy-che",), "", None),
    ]


def test_the_title_of_the_document_names_it() -> None:
    assert one("Bãi bỏ Điều 7.", heading="Bãi bỏ", title=OF_REGULATION).scopes == ("quy-che/dieu-7",)


@given(st.sampled_from(sorted(ATTACHED.items())), st.booleans())
def test_every_kind_of_regulation(named: tuple[str, str], capital: bool) -> None:
    kind, name = named
    name = name if capital else name.lower()
    heading = f"Sửa đổi Điều 7 của {name} về phí theo Luật Phí ban hành kèm theo Thông tư số 1/2020/TT-BTC"
    operation = one("1. Bãi bỏ khoản 3.", heading=heading)
    assert (operation.scopes, operation.target) == ((f"{kind}/dieu-7/khoan-3",), "1/2020/TT-BTC")
    alone = one(
        f"Bãi bỏ Điều 7 của {name} về phí ban hành kèm theo Thông tư số 1/2020/TT-BTC.", heading="Bãi bỏ"
    )
    assert alone.scopes == (f"{kind}/dieu-7",)


@pytest.mark.parametrize(
    ("heading", "title", "scopes"),
    [
        ("Sửa đổi, bổ sung một số điều của Quy chế", OF_REGULATION, "quy-che/dieu-2"),
        ("Sửa đổi, bổ sung một số điều của quy chế", OF_DECISION, "quy-che/dieu-2"),
        (
            "Sửa đổi một số điều của Quy chế làm việc",
            f"{OF_DECISION} ban hành Quy chế làm việc",
            "quy-che/dieu-2",
        ),
        ("Sửa đổi Điều 2 Quyết định số 15/QĐ-SNV", OF_REGULATION, "dieu-2"),
        ("Sửa đổi một số điều của Quyết định số 9/QĐ-SNV", OF_REGULATION, "dieu-2"),
        (OF_DECISION, "", "dieu-2"),
        ("Sửa đổi một số điều và phụ lục ban hành kèm theo Nghị định số 5/2020/NĐ-CP", "", "dieu-2"),
    ],
)
def test_which_is_meant(heading: str, title: str, scopes: str) -> None:
    assert one("1. Bãi bỏ Điều 2.", heading=heading, title=title).scopes == (scopes,)


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        (f"{OF_DECISION} ban hành Quy chế làm việc", ""),
        (f"{OF_DECISION} và Quy chế ban hành kèm theo Quyết định số 15/QĐ-SNV", ""),
        (OF_DECISION, OF_REGULATION),
        (f"Sửa đổi một số điều của Quy chế A và Quy định B ban hành kèm theo {DECISION}", ""),
        (f"{OF_REGULATION} và Quy chế B ban hành kèm theo Quyết định số 9/QĐ-SNV", ""),
        (f"Sửa đổi một số điều của Bộ Quy chế an toàn ban hành kèm theo {DECISION}", ""),
        (f"Sửa đổi Danh mục thuộc Chương trình A ban hành kèm theo {DECISION}", ""),
        ("Sửa đổi một số điều của Quy chế, Quy trình", OF_REGULATION),
    ],
)
@pytest.mark.parametrize("body", ["1. Bãi bỏ Điều 2.", "1. Thay cụm từ “A” bằng cụm từ “B”."])
def test_what_is_not_clear_is_listed(heading: str, title: str, body: str) -> None:
    operation = one(body, heading=heading, title=title)
    assert (operation.kind, operation.scopes, operation.why) == (Kind.UNREAD, (), Why.PLACE)


@pytest.mark.parametrize(
    "body", ["1. Bãi bỏ Điều 3 Phụ lục II.", "1. Sửa đổi Phụ lục II như sau:\na) Bãi bỏ Điều 3."]
)
def test_an_article_of_an_appendix_is_none_of_the_document(body: str) -> None:
    operation = one(body)
    assert (operation.kind, operation.why) == (Kind.UNREAD, Why.PLACE)


def test_only_the_regulation_changes() -> None:
    body = """1. Bãi bỏ khoản 2 Điều 1.
2. Sửa đổi Điều 2 như sau:
“Điều 2. Đối tượng mới A”
3. Thay thế cụm từ “A” bằng cụm từ “B”."""
    done = apply(BASE, read(body, heading=OF_REGULATION))
    own, attached = done.text.split("§ QUY CHẾ")
    assert done.refused == ()
    assert own == BASE.split("§ QUY CHẾ")[0]
    assert "Về B" in attached
    assert pieces(done.text)["quy-che/dieu-2"] == "§ Điều 2. Đối tượng mới B"
    assert pieces(done.text)["quy-che/dieu-1"] == "§ Điều 1. Phạm vi B"


@pytest.mark.parametrize("body", ["1. Bãi bỏ Điều 1.", "1. Thay thế cụm từ “A” bằng cụm từ “B”."])
def test_a_text_without_the_regulation_stays(body: str) -> None:
    alone = BASE.partition("§ QUY CHẾ")[0]
    done = apply(alone, read(body, heading=OF_REGULATION))
    assert done.text == alone
    assert [each.reason for each in done.refused] == [Reason.MISSING]
