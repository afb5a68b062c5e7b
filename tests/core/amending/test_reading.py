import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.legal_text.amending import Kind, Why, read_operations
from core.legal_text.structure import parse
from tests.core.amending.samples import LEAD, TITLE, one, read
from tests.growth import grows_linearly

FORMS = {
    "1. Sửa đổi, bổ sung khoản 1 Điều 3 như sau:\n“1. Mới.”": {
        "kind": Kind.REPLACE,
        "scopes": ("dieu-3/khoan-1",),
        "text": "1. Mới.",
    },
    "1. Khoản 1 Điều 3 được sửa đổi, bổ sung như sau:\n“1. Mới.”": {
        "kind": Kind.REPLACE,
        "scopes": ("dieu-3/khoan-1",),
        "text": "1. Mới.",
    },
    "1. Sửa đổi, bổ sung tên điều và khoản 7 Điều 39 như sau:\n“Điều 39. Tên\n7. Mới.”": {
        "kind": Kind.REPLACE,
        "scopes": ("dieu-39/khoan-7",),
        "titles": ("dieu-39",),
    },
    "1. Sửa đổi đoạn mở đầu khoản 1 Điều 3 như sau:\n“1. Gồm:”": {"openings": ("dieu-3/khoan-1",)},
    "1. Bổ sung Điều 8a vào sau Điều 8 như sau:\n“Điều 8a. Tên\nLời “nói”.”.": {
        "kind": Kind.INSERT,
        "scopes": ("dieu-8a",),
        "after": "dieu-8",
        "text": "Điều 8a. Tên\nLời “nói”.",
    },
    "1. Bổ sung các khoản 1a, 1b vào sau khoản 1 Điều 3 như sau:\n“1a. Một.\n1b. Hai.”": {
        "scopes": ("dieu-3/khoan-1a", "dieu-3/khoan-1b"),
        "after": "dieu-3/khoan-1",
    },
    "1. Bổ sung khoản 4 vào Điều 5 như sau:\n“4. Mới.”": {"scopes": ("dieu-5/khoan-4",), "after": ""},
    "1. Bổ sung điểm o vào khoản 1 Điều 16 như sau:\n“o) Mới.”": {"scopes": ("dieu-16/khoan-1/diem-o",)},
    "1. Bãi bỏ Điều 5 của Nghị định số 9/2015/NĐ-CP ngày 01 tháng 01 năm 2015 của Chính phủ về phí.": {
        "kind": Kind.REPEAL,
        "target": "9/2015/NĐ-CP",
        "scopes": ("dieu-5",),
    },
    "1. Bãi bỏ Điều 7 Điều lệ trường học ban hành kèm theo Thông tư số 1/2015/TT-BGDĐT.": {
        "scopes": ("dieu-le/dieu-7",),
        "target": "1/2015/TT-BGDĐT",
    },
    "1. Thay thế cụm từ “A” bằng cụm từ “B” tại tên Điều 6, khoản 1 Điều 6.": {
        "kind": Kind.WORDS,
        "old": "A",
        "new": "B",
        "scopes": ("dieu-6/khoan-1",),
        "titles": ("dieu-6",),
    },
    "1. Thay cụm từ “A” tại Điều 6 bằng cụm từ “B”.": {"old": "A", "new": "B", "scopes": ("dieu-6",)},
    "1. Thay thế cụm từ “A” bằng cụm từ “B”.": {"kind": Kind.WORDS, "scopes": (), "titles": ()},
    "1. Thay thế cụm từ “A” bằng “B” tại tên Thông tư, tên Chương II và Điều 1.": {
        "scopes": ("dieu-1",),
        "titles": ("toan-van", "chuong-2"),
    },
    "1. Bỏ cụm từ “A” tại Điều 6.": {"kind": Kind.WORDS, "old": "A", "new": ""},
    "1. Bổ sung cụm từ “, B” vào sau cụm từ “A” tại Điều 6.": {"old": "A", "new": "A, B"},
    "1. Bổ sung từ “B” vào trước từ “A” tại Điều 6.": {"old": "A", "new": "B A"},
    "1. Bỏ dấu “,” sau cụm từ “A” tại Điều 6.": {"old": "A,", "new": "A"},
    "1. Thay thế dấu “,” bằng từ “hoặc” sau từ “A” tại Điều 6.": {"old": "A,", "new": "A hoặc"},
}


@pytest.mark.parametrize("sentence", FORMS)
def test_forms(sentence: str) -> None:
    operation = one(sentence)
    expected = {"target": "7/2021/NĐ-CP", **FORMS[sentence]}
    assert {name: getattr(operation, name) for name in expected} == expected
    assert operation.source.path == "dieu-1/khoan-1"


def test_lists_with_their_leads() -> None:
    body = """1. Sửa đổi, bổ sung một số khoản của Điều 317 như sau:
a) Sửa đổi khoản 1 như sau:
“1. Mới.”;
b) Bãi bỏ điểm a khoản 2.
2. Thay thế một số cụm từ của Luật Phí số 9/2015/QH13 đã được sửa đổi, bổ sung theo Luật số 1/2018/QH14:
“a) Thay thế cụm từ “A” bằng cụm từ “B” tại khoản 1 và cụm từ “C” bằng “D” tại khoản 2 Điều 4;
b) Bỏ cụm từ “E” tại Điều 5 và Điều 6.”
3. Bãi bỏ các quy định sau đây:
a) Điều 3 Nghị định số 8/2018/NĐ-CP;
b) Nghị định số 9/2018/NĐ-CP."""
    found = [(one.source.path[7:], one.kind.value, one.target, one.scopes) for one in read(body)]
    assert found == [
        ("khoan-1/diem-a", "replace", "7/2021/NĐ-CP", ("dieu-317/khoan-1",)),
        ("khoan-1/diem-b", "repeal", "7/2021/NĐ-CP", ("dieu-317/khoan-2/diem-a",)),
        ("khoan-2/diem-a", "words", "9/2015/QH13", ("dieu-4/khoan-1",)),
        ("khoan-2/diem-a", "words", "9/2015/QH13", ("dieu-4/khoan-2",)),
        ("khoan-2/diem-b", "words", "9/2015/QH13", ("dieu-5", "dieu-6")),
        ("khoan-3/diem-a", "repeal", "8/2018/NĐ-CP", ("dieu-3",)),
    ]


def test_clauses_quoted_in_a_clause_have_its_path() -> None:
    body = "1. Thay thế một số cụm từ của Luật Phí số 9/2015/QH13:\n“1. Bỏ cụm từ “A” tại Điều 4;\n2. Bãi bỏ Điều 5.”"
    assert [(one.source.path, one.kind) for one in read(body)] == [
        ("dieu-1/khoan-1", Kind.WORDS),
        ("dieu-1/khoan-1", Kind.REPEAL),
    ]


def test_several_operations_and_documents_in_a_sentence() -> None:
    both = read("1. Sửa đổi khoản 1; bổ sung khoản 1a vào sau khoản 1 Điều 3 như sau:\n“1. Một.\n1a. Hai.”")
    assert [(one.kind, one.scopes) for one in both] == [
        (Kind.REPLACE, ("dieu-3/khoan-1",)),
        (Kind.INSERT, ("dieu-3/khoan-1a",)),
    ]
    assert both[0].text == both[1].text
    words = read("1. Bỏ cụm từ “A” tại Điều 1 của Luật Phí số 9/2015/QH13, Điều 2 Luật Giá số 8/2012/QH13.")
    assert [(one.target, one.scopes, one.old) for one in words] == [
        ("9/2015/QH13", ("dieu-1",), "A"),
        ("8/2012/QH13", ("dieu-2",), "A"),
    ]


def test_the_document_is_named_by_sentence_article_or_title() -> None:
    assert one("Bãi bỏ Điều 5.", heading="Bãi bỏ").target == "1/2020/NĐ-CP"
    assert one("“Điều 8a. Mới”", heading="Bổ sung Điều 8a vào sau Điều 8").target == "1/2020/NĐ-CP"
    several = "Sửa đổi một số điều của Nghị định số 1/2020/NĐ-CP và Nghị định số 2/2020/NĐ-CP"
    assert one("1. Bãi bỏ Điều 5.", heading="Bãi bỏ", title=several).target == ""


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("1. Bãi bỏ các quy định về tỷ giá tại Điều 5.", Why.WORDING),
        ("1. Bãi bỏ Điều 5 Nghị định số 8/2018/NĐ-CP đối với hộ kinh doanh.", Why.WORDING),
        ("1. Sửa đổi, bổ sung Điều 5 như sau:\n“Điều 5. Chưa đóng", Why.QUOTES),
        ("1. Thay thế Mẫu số 01 bằng Mẫu số 02.", Why.WORDING),
        ("1. Bổ sung từ “Để” vào đầu điểm c khoản 2 Điều 3.", Why.WORDING),
        ("1. Bãi bỏ Điều 5 Nghị định số 8/2018/NĐ-CP về phí, trừ phí cầu đường.", Why.PLACE),
        ("1. Bãi bỏ Điều 5 Nghị định số 8/2018/NĐ-CP về phí đến hết ngày 1 tháng 5.", Why.PLACE),
        # The title of the second document holds words, it changes none.
        (
            "1. Thay thế Nghị định số 8/2018/NĐ-CP và Nghị định số 9/2018/NĐ-CP về việc sửa đổi cụm từ “A” thành"
            " “B”; cụm từ “C” thành “D” tại Nghị định số 8/2018/NĐ-CP.",
            Why.WORDING,
        ),
        ("1. Bãi bỏ nội dung về tỷ giá tại:\na) Điều 8 của Luật Phí số 9/2015/QH13.", Why.WORDING),
    ],
)
def test_what_is_not_understood_is_listed(body: str, why: Why) -> None:
    operation = one(body)
    assert (operation.kind, operation.why) == (Kind.UNREAD, why)


def test_ordinary_documents_say_no_operation() -> None:
    body = "1. Bổ sung hồ sơ khi được yêu cầu.\n2. Bãi bỏ văn bản trái pháp luật.\n3. Thay đổi theo Điều 5."
    assert read(body, title="Quy định về hồ sơ", heading="Trách nhiệm") == []


def test_source_is_exact() -> None:
    text = "§ Điều 1. Sửa đổi\n1. Bãi bỏ Điều 5.\n2. Sửa đổi Điều 6 như sau:\n“Điều 6. Mới”.\n"
    article = parse(text)[0]
    places = [one.source for one in read_operations(parse(text), TITLE)]
    assert [article.text[place.start : place.end] for place in places] == [
        "1. Bãi bỏ Điều 5.",
        "2. Sửa đổi Điều 6 như sau:\n“Điều 6. Mới”.",
    ]


def test_a_piece_with_too_many_quotations_is_listed() -> None:
    assert one("1. Bãi bỏ cụm từ " + "“A”, " * 3000 + "tại Điều 5.").why == Why.QUOTES


def test_linear_time() -> None:
    sentences = "1. Bãi bỏ khoản 1, khoản 2 Điều 5, Điều 6; “A” “B”;\n"
    assert grows_linearly(lambda count: read(sentences * count), 40)
    assert grows_linearly(lambda count: read("1. Bãi bỏ “A”;\n" + "“A”\n" * 20 * count), 30)
    assert grows_linearly(lambda count: read("1. Bãi bỏ " + "khoản 1 Điều 5, " * 10 * count), 20)


PIECES = [
    *(
        "Sửa đổi",
        "bổ sung",
        "bãi bỏ",
        "thay thế",
        "như sau:",
        "cụm từ",
        "“A”",
        "“",
        "”",
        '"',
        "bằng",
        "tại",
        "vào sau",
    ),
    *(
        "tên",
        "đoạn mở đầu",
        "điểm a",
        "điểm w",
        "khoản 1",
        "khoản 2a",
        "Điều 3",
        "Chương II",
        "Phụ lục I",
        "Mục 1",
    ),
    *(
        "Quy chế ban hành kèm theo",
        "Nghị định số 9/2015/NĐ-CP",
        "về phí",
        ",",
        ";",
        "và",
        "1.",
        "a)",
        "\n",
        "\U000f0000",
    ),
    *("Nghị định này", "được sửa đổi", "hết hiệu lực", ". Bãi bỏ"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
def test_nothing_breaks_the_reader(body: str) -> None:
    article = parse(f"§ Điều 1. {LEAD}\n1. {body}\n")[0]
    for operation in read(f"1. {body}"):
        assert (operation.kind == Kind.UNREAD) == (operation.why is not None)
        assert bool(operation.text) == (operation.kind in {Kind.REPLACE, Kind.INSERT}) or not operation.text
        assert 0 <= operation.source.start < operation.source.end <= len(article.text)
