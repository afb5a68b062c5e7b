import gzip
import json

from hypothesis import given
from hypothesis import strategies as st

from core.legal_text.clauses import read_parts
from tests.data import shared_data
from tests.growth import grows_linearly

ARTICLE = """Trong Nghị định này, các từ ngữ dưới đây được hiểu như sau:
1. Văn bản là thông tin thành văn.
a) Được thể hiện bằng ngôn ngữ;
b) Có thể thức:
- theo mẫu;
d) Điểm c đã bị bãi bỏ;
đ) Do cơ quan ban hành.
2. Theo quy định tại khoản
1. của Điều này.
2a. Khoản được bổ sung.
3. Sửa đổi khoản 4 như sau:
“4. Nội dung mới.
a) Điểm mới.”
4. Khoản cuối."""


def paths(content: str) -> list[str]:
    return [part.path for part in read_parts(content)]


def test_clauses_and_points_in_the_order_of_the_text() -> None:
    assert paths(ARTICLE) == [
        "",
        "khoan-1",
        "khoan-1/diem-a",
        "khoan-1/diem-b",
        "khoan-1/diem-d",
        "khoan-1/diem-dd",
        "khoan-2",
        "khoan-2a",
        "khoan-3",
        "khoan-4",
    ]


def test_points_of_an_article_without_clauses() -> None:
    assert paths("Cấm:\na) bán;\nb) mua.") == ["", "diem-a", "diem-b"]


def test_an_article_without_either_is_one_piece() -> None:
    assert paths("Nghị định này quy định về công tác văn thư.") == [""]
    assert paths("") == [""]


@given(st.text(alphabet="123ab) .\n“”xđ", max_size=200))
def test_nothing_is_lost(content: str) -> None:
    parts = read_parts(content)
    assert "".join(content[part.start : part.end] for part in parts) == content
    named = [part.path for part in parts if part.path]
    assert len(set(named)) == len(named)


def test_linear_time() -> None:
    text = "".join(f"{number}. Khoản.\na) Một;\nb) Hai.\n" for number in range(1, 200))
    assert grows_linearly(lambda count: read_parts(text * count), 20)


def test_the_articles_of_real_documents() -> None:
    """Every article comes apart without a loss; most that seem to have clauses do."""
    seem = found = 0
    with gzip.open(shared_data("legal-documents.jsonl.gz"), "rt") as lines:
        for line in lines:
            for article in json.loads(line)["articles"][:40]:
                parts = read_parts(article["text"])
                assert "".join(article["text"][part.start : part.end] for part in parts) == article["text"]
                if "\n2. " in article["text"]:
                    seem += 1
                    found += any(part.path == "khoan-2" for part in parts)
    assert found / seem > 0.97
