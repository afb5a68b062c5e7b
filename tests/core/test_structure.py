import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.legal_text.marking import propose_marks
from core.legal_text.structure import (
    MARK,
    DuplicateProvision,
    Provision,
    article_line,
    escape,
    missing_articles,
    parse,
    unknown_marks,
    unmarked,
)
from core.text import nfc
from tests.data import shared_data
from tests.growth import grows_linearly

LAW = """QUỐC HỘI
Căn cứ Hiến pháp;
§ Phần thứ nhất
NHỮNG QUY ĐỊNH CHUNG
§ Chương I
PHẠM VI
ĐIỀU CHỈNH

§ Điều 1. Phạm vi
1. Luật này quy định.
§ Chương II: ÁP DỤNG
§ Mục 1. Chung
§ Điều 2.
Điều 4. của Luật khác không phải là một điều ở đây.
§ Mục 2
Quy định riêng

§ Điều 2a. Đối tượng
§ Phần thứ hai
KHÁC
§ Chương I
THI HÀNH
§ Điều 12đ. Hiệu lực
Luật này có hiệu lực.
§ PHỤ LỤC I
DANH MỤC
(Kèm theo Luật này)
§ Điều 1. Trong phụ lục
§ Phụ lục II. Mẫu
§ QUY CHẾ
LÀM VIỆC
§ Chương I
§ Điều 1. Trong quy chế
"""


def by_path(text: str) -> dict[str, Provision]:
    return {provision.path: provision for provision in parse(text)}


def test_paths_of_a_law() -> None:
    assert [provision.path for provision in parse(LAW)] == [
        "mo-dau",
        "phan-1",
        "phan-1/chuong-1",
        "dieu-1",
        "phan-1/chuong-2",
        "phan-1/chuong-2/muc-1",
        "dieu-2",
        "phan-1/chuong-2/muc-2",
        "dieu-2a",
        "phan-2",
        "phan-2/chuong-1",
        "dieu-12dd",
        "phu-luc-1",
        "phu-luc-1/dieu-1",
        "phu-luc-2",
        "quy-che",
        "quy-che/chuong-1",
        "quy-che/dieu-1",
    ]


def test_titles_and_contents() -> None:
    found = by_path(LAW)
    assert found["mo-dau"].content == "QUỐC HỘI\nCăn cứ Hiến pháp;"
    assert found["phan-1/chuong-1"].title == "PHẠM VI ĐIỀU CHỈNH"
    assert found["phan-1/chuong-1"].heading == "Chương I. PHẠM VI ĐIỀU CHỈNH"
    assert found["phan-1/chuong-1"].content == ""
    assert found["phan-1/chuong-2"].title == "ÁP DỤNG"
    assert found["phan-1/chuong-2/muc-2"].heading == "Mục 2. Quy định riêng"
    article = found["dieu-1"]
    assert (article.kind, article.number, article.title) == ("article", "1", "Phạm vi")
    assert article.heading == "Điều 1. Phạm vi"
    assert article.text == "§ Điều 1. Phạm vi\n1. Luật này quy định.\n"
    assert article.content == "1. Luật này quy định."
    assert found["dieu-2"].title == ""
    assert found["dieu-2"].content.startswith("Điều 4. của Luật khác")
    assert found["phu-luc-1"].heading == "PHỤ LỤC I. DANH MỤC"
    assert found["phu-luc-1"].content == "(Kèm theo Luật này)"
    assert found["phu-luc-2"].title == "Mẫu"


def test_context_names_what_encloses() -> None:
    found = by_path(LAW)
    assert found["phan-1"].context == ()
    assert found["dieu-2a"].context == (
        "Phần thứ nhất. NHỮNG QUY ĐỊNH CHUNG",
        "Chương II: ÁP DỤNG",
        "Mục 2. Quy định riêng",
    )
    assert found["dieu-12dd"].context == ("Phần thứ hai. KHÁC", "Chương I. THI HÀNH")
    assert found["phu-luc-1/dieu-1"].context == ("PHỤ LỤC I. DANH MỤC",)
    assert found["quy-che/dieu-1"].context == ("QUY CHẾ. LÀM VIỆC", "Chương I")


def test_text_without_articles_is_one_body() -> None:
    assert parse("") == ()
    for text in ("Kính gửi: Ủy ban", "§ Chương I\nChung\n", "§ gì đó", "\n"):
        (body,) = parse(text)
        assert (body.kind, body.path, body.text) == ("body", "toan-van", text)


def test_duplicates_name_both_lines() -> None:
    with pytest.raises(DuplicateProvision) as caught:
        parse("a\n§ Điều 1. A\nb\n§ Điều 01. B\n")
    assert caught.value.path == "dieu-1"
    assert caught.value.lines == (2, 4)


def test_unknown_marks_start_nothing() -> None:
    text = "§ Điều 1. A\n§ Lời cuối\n§ Điều một\n"
    assert [provision.path for provision in parse(text)] == ["dieu-1"]
    assert unknown_marks(text) == [2, 3]
    assert unknown_marks(LAW) == []


LINES = st.one_of(
    st.sampled_from(LAW.splitlines()),
    st.sampled_from([line.removeprefix(MARK) for line in LAW.splitlines()]),
    st.builds(lambda mark, number: f"{mark}Điều {number}.", st.sampled_from(["", MARK]), st.integers(0, 30)),
    st.sampled_from(
        ["“", "”.", '"', "“Điều 5. Trích", "QUY ĐỊNH", "PHỤ LỤC", "§ ", "§ § Điều 3.", "", "Điều 3 của Luật"]
    ),
    st.text(max_size=20),
)
TEXTS = st.one_of(st.text(), st.lists(LINES, max_size=25).map("\n".join))


@given(TEXTS)
def test_slices_joined_are_the_text(text: str) -> None:
    try:
        provisions = parse(text)
    except DuplicateProvision:
        return
    assert "".join(provision.text for provision in provisions) == text
    assert len({provision.path for provision in provisions}) == len(provisions)


@given(TEXTS)
def test_proposed_marks_parse_and_change_nothing_else(text: str) -> None:
    marked = propose_marks(text)
    assert unmarked(marked) == unmarked(text)
    assert propose_marks(marked) == marked
    assert unknown_marks(marked) == []
    assert "".join(provision.text for provision in parse(marked)) == marked


@given(TEXTS)
def test_escaped_text_starts_nothing(text: str) -> None:
    escaped = escape(text)
    assert unmarked(escaped) == escaped
    assert all(provision.kind == "body" for provision in parse(escaped))
    assert [line.strip() for line in escaped.split("\n")] == [line.strip() for line in text.split("\n")]


def test_article_line() -> None:
    assert article_line("12a", "Phạm vi\n áp dụng ") == "§ Điều 12a. Phạm vi áp dụng"
    assert article_line("1", "") == "§ Điều 1."
    for number in ("", "một", "1. 2", "a"):
        with pytest.raises(ValueError, match="article"):
            article_line(number, "x")


def test_missing_articles() -> None:
    def gaps(*numbers: str) -> list[str]:
        return missing_articles(parse("\n".join(article_line(number, "") for number in numbers)))

    assert gaps("1", "3") == ["2"]
    assert gaps("3") == ["1", "2"]
    assert gaps("1", "1a", "2") == []
    assert missing_articles(parse("")) == []
    assert missing_articles(parse("§ Điều 1.\n§ Phụ lục\n§ Điều 5.")) == []


PLAIN = """CHÍNH PHỦ
NGHỊ ĐỊNH
Căn cứ Luật Tổ chức Chính phủ;
Chương I
QUY ĐỊNH CHUNG
Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 46/2016/NĐ-CP
1. Sửa đổi Điều 5 như sau:
“Điều 5. Xử phạt
1. Phạt tiền theo quy định tại
Điều 7. Mức phạt này.
Điều 8 của Nghị định này.”
2. Bổ sung Điều 2 như sau:
"Điều 2. Bổ sung
Điều 3. Nữa"
Điều 2. Trách nhiệm
Theo quy định tại
Điều 40 của Luật này và
Chương II của Nghị định này.
Phụ lục I ban hành kèm theo Nghị định này.
Điều 50. của Luật Đất đai, một dòng bị ngắt.
Chương II
ĐIỀU KHOẢN THI HÀNH
Điều 3. Hiệu lực
TM. CHÍNH PHỦ
QUY CHẾ
Làm việc
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Điều 2. Thi hành
PHỤ LỤC I
DANH MỤC
Phụ lục II. MẪU HỢP ĐỒNG
Điều 1. Các bên
"""


def test_proposes_the_starts_of_a_normal_document() -> None:
    assert [provision.path for provision in parse(propose_marks(PLAIN))] == [
        "mo-dau",
        "chuong-1",
        "dieu-1",
        "dieu-2",
        "chuong-2",
        "dieu-3",
        "quy-che",
        "quy-che/chuong-1",
        "quy-che/dieu-1",
        "quy-che/dieu-2",
        "phu-luc-1",
        "phu-luc-2",
        "phu-luc-2/dieu-1",
    ]


def test_proposes_the_starts_of_an_extract() -> None:
    marked = propose_marks("Điều 3. A\nĐiều 3a. B\nĐiều 3b. C\nĐiều 9. D\nĐiều 9. D\nĐiều 4. E")
    assert [provision.path for provision in parse(marked)] == ["dieu-3", "dieu-3a", "dieu-3b", "dieu-4"]


def test_an_unclosed_quotation_mark_hides_nothing() -> None:
    marked = propose_marks("Điều 1. A\n“ chưa đóng\nĐiều 2. B\nĐiều 3. C")
    assert [provision.path for provision in parse(marked)] == ["dieu-1", "dieu-2", "dieu-3"]


def law_of(articles: int) -> str:
    body = "1. Cá nhân có quyền theo quy định của Bộ luật này.\n" * 15
    return "\n".join(f"{article_line(str(number), 'Quyền')}\n{body}" for number in range(1, articles + 1))


def test_a_large_law_parses_whole_and_in_linear_time() -> None:
    text = law_of(689)
    assert len(text) > 500_000
    assert len(parse(text)) == 689
    assert grows_linearly(lambda articles: parse(law_of(articles)), 200)


@pytest.mark.parametrize(
    "line", ["\n", "“\n", '"a\n', "§ Chương I\n\n", "QUY ĐỊNH\n", "PHỤ LỤC\n", "§ Điều 1.\n\n"]
)
def test_hostile_text_takes_linear_time(line: str) -> None:
    def read(count: int) -> None:
        propose_marks(line * count)
        try:
            parse(line * count)
        except DuplicateProvision:
            assert line.startswith(MARK)

    assert grows_linearly(read, 4_000)


@pytest.mark.slow
def test_every_document_of_the_data_comes_back() -> None:
    extracts = articles = lost = 0
    with gzip.open(shared_data("legal-documents.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            rows = json.loads(line)["articles"]
            expected = [
                (row["number"], " ".join(nfc(row["title"]).split()), nfc(row["text"]).strip()) for row in rows
            ]
            text = "\n".join(
                f"{article_line(row['number'], nfc(row['title']))}\n{escape(nfc(row['text']))}"
                for row in rows
            )
            provisions = parse(text)
            assert [(found.number, found.title, found.content) for found in provisions] == expected
            extracts += bool(missing_articles(provisions))
            paths = {found.path for found in provisions}
            rows.sort(key=lambda row: int("".join(filter(str.isdecimal, row["number"]))))
            plain = "\n".join(
                f"{article_line(row['number'], nfc(row['title']))}\n{nfc(row['text'])}".removeprefix(MARK)
                for row in rows
            )
            lost += len(paths - {found.path for found in parse(propose_marks(plain))})
            articles += len(paths)
    assert articles == 62_167
    assert 950 < extracts < 1_050
    assert lost / articles < 0.01
