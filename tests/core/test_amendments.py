import gzip
import hashlib
import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.legal_text.amendments import Kind, Operation, Source, Why, read_operations
from core.legal_text.applying import REPEALED, Annotation, Applied, Reason, apply
from core.legal_text.clauses import read_parts
from core.legal_text.extraction.document import read_document
from core.legal_text.structure import parse
from core.text import nfc
from regulations.importing.merging import union
from regulations.importing.rows import Article
from tests.data import shared_data
from tests.growth import grows_linearly

TITLE = "Sửa đổi, bổ sung một số điều của Nghị định số 1/2020/NĐ-CP ngày 01 tháng 02 năm 2020 của Chính phủ"
LEAD = "Sửa đổi, bổ sung một số điều của Nghị định số 7/2021/NĐ-CP về phí, lệ phí"


def read(body: str, title: str = TITLE, heading: str = LEAD) -> list[Operation]:
    return read_operations(parse(f"§ Điều 1. {heading}\n{body}\n"), title)


def one(body: str, **where: str) -> Operation:
    (operation,) = read(body, **where)
    return operation


PLACES = {
    "khoản 1 và khoản 3 Điều 4": ["dieu-4/khoan-1", "dieu-4/khoan-3"],
    "các điều 18, 19": ["dieu-18", "dieu-19"],
    "các Điều 7, 8 và 10": ["dieu-7", "dieu-8", "dieu-10"],
    "Khoản 2, 3 Điều 27": ["dieu-27/khoan-2", "dieu-27/khoan-3"],
    "điểm a, điểm c, điểm đ khoản 2 Điều 7": [f"dieu-7/khoan-2/diem-{one}" for one in ("a", "c", "dd")],
    "điểm a, b khoản 1, khoản 2 và khoản 3 Điều 7a": [
        "dieu-7a/khoan-1/diem-a",
        "dieu-7a/khoan-1/diem-b",
        "dieu-7a/khoan-2",
        "dieu-7a/khoan-3",
    ],
    "khoản 2 và điểm a khoản 3 Điều 5": ["dieu-5/khoan-2", "dieu-5/khoan-3/diem-a"],
    "khoản 2 Điều 5, Điều 13": ["dieu-5/khoan-2", "dieu-13"],
    "điểm b, khoản 2, Điều 5": ["dieu-5/khoan-2/diem-b"],
    "điểm a khoản 2 Điều 7 và khoản 3": ["dieu-7/khoan-2/diem-a", "dieu-7/khoan-3"],
    "Điều 24 Chương V": ["dieu-24"],
    "Mục 1, Mục 2 Chương III": ["chuong-3/muc-1", "chuong-3/muc-2"],
}


@pytest.mark.parametrize("places", PLACES)
def test_places(places: str) -> None:
    assert list(one(f"1. Bãi bỏ {places}.").scopes) == PLACES[places]


@pytest.mark.parametrize(
    "places",
    [
        "khoản 2",  # of which article?
        "điểm a và khoản 3 Điều 5",
        "khoản 2 các điều 3, 4",
        "mục II, Phần A",  # one place or two?
        "từ Điều 5 đến Điều 9",
        "đoạn 2 khoản 1 Điều 5",
        "Mục VII Điều 1",
        "tên Mục 1, Mục 2",
        "một số nội dung tại Điều 5",
    ],
)
def test_places_that_are_not_guessed(places: str) -> None:
    operation = one(f"1. Bãi bỏ {places}.")
    assert (operation.kind, operation.scopes) == (Kind.UNREAD, ())
    assert operation.why in {Why.PLACE, Why.WORDING}


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


def test_linear_time() -> None:
    sentences = "1. Bãi bỏ khoản 1, khoản 2 Điều 5, Điều 6; “A” “B”;\n"
    assert grows_linearly(lambda count: read(sentences * count), 40)
    assert grows_linearly(lambda count: read("1. Bãi bỏ " + "khoản 1 Điều 5, " * 10 * count), 20)


BASE = """Căn cứ Luật Phí;
§ Điều 1. Phạm vi của Bộ A
Bộ A quy định:
1. Khoản một:
a) Điểm a của Bộ A;
b) Điểm b.
2. Khoản hai của Bộ A, Bộ B, Bộ C.
3. Khoản ba.
§ Chương II
§ Điều 2. Hai
Một đoạn.
§ Điều 3. Ba
1. Một.
2. Hai.
Chương III
CUỐI CÙNG
"""


NOWHERE = Source("dieu-1", 0, 0)


def amended(body: str, base: str = BASE) -> Applied:
    return apply(base, read(body))


def changed(body: str) -> str:
    done = amended(body)
    assert done.refused == ()
    return done.text


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
    both = "1. Sửa đổi khoản 1; bổ sung khoản 1a vào sau khoản 1 Điều 1 như sau:\n“1. Một.\n1a. Hai.”"
    assert "\n1. Một.\n1a. Hai.\n2. Khoản hai" in changed(both)


def test_repealed_provisions_keep_their_paths() -> None:
    text = changed("1. Bãi bỏ điểm a khoản 1, khoản 2 Điều 1, Điều 2.")
    assert f"\na) {REPEALED}\nb) Điểm b.\n2. {REPEALED}\n3. " in text
    assert f"\n§ Điều 2. {REPEALED}\n§ Điều 3" in text
    assert [one.path for one in parse(text)] == [one.path for one in parse(BASE)]
    assert refusals("1. Bãi bỏ Điều 2.", text) == [("dieu-2", "done")]


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
        ("1. Sửa đổi Điều 3 như sau:\n“Điều 3. Mới”", "dieu-3", Reason.HEADING),
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


def pieces(text: str) -> dict[str, str]:
    """Every article, clause and point by its path, with its own text."""
    found = {}
    for provision in parse(text):
        head, _, body = provision.text.partition("\n")
        found[provision.path] = head
        for part in read_parts(body):
            found[f"{provision.path}/{part.path}"] = body[part.start : part.end].rstrip()
    return found


WORDS = st.text("ab 12.)(;“”\n§Điều", max_size=25)


@st.composite
def documents(draw: st.DrawFn) -> str:
    lines = []
    for article in range(1, draw(st.integers(1, 4)) + 1):
        lines.append(f"§ Điều {article}. Tên")
        for clause in range(1, draw(st.integers(0, 3)) + 1):
            lines.append(f"{clause}. Khoản a b.")
            lines += [f"{letter}) điểm a b;" for letter in "abc"[: draw(st.integers(0, 3))]]
    return "\n".join(lines) + "\n"


@st.composite
def operations(draw: st.DrawFn) -> Operation:
    article, clause, point = draw(st.integers(1, 4)), draw(st.integers(0, 3)), draw(st.sampled_from(" abc"))
    path = f"dieu-{article}"
    label, text = f"Điều {article}. ", draw(WORDS)
    if clause:
        path, label = f"{path}/khoan-{clause}", f"{clause}. "
        if point.strip():
            path, label = f"{path}/diem-{point}", f"{point}) "
    kind = draw(st.sampled_from([Kind.REPLACE, Kind.INSERT, Kind.REPEAL, Kind.WORDS]))
    old, new = draw(st.sampled_from(["a", "b.", "1", "1. Khoản", "a b"])), draw(WORDS)
    return Operation(kind, NOWHERE, "", (path,), text=label + text, old=old, new=new)


@settings(max_examples=150, deadline=None)
@given(documents(), operations())
def test_an_operation_on_one_provision_changes_no_other(text: str, operation: Operation) -> None:
    done = apply(text, [operation])
    (path,) = operation.scopes
    before, after = pieces(text), pieces(done.text)
    for other in before.keys() | after.keys():
        if other != path and not other.startswith(f"{path}/"):
            assert before.get(other) == after.get(other)
    assert bool(done.annotations) == (not done.refused)
    assert done.annotations or done.text == text


GOLD = [
    json.loads(line)
    for line in (Path(__file__).parent / "gold" / "amendments.jsonl").read_text().splitlines()
]


@cache
def rows() -> dict[str, Any]:
    numbers = {fact[name] for fact in GOLD for name in ("acting", "target")}
    with gzip.open(shared_data("legal-documents.jsonl.gz"), "rt") as lines:
        found = (json.loads(line) for line in lines)
        return {row["number"]: row for row in found if row["number"] in numbers}


def canonical(number: str) -> str:
    articles = [
        Article(one["number"].lower(), nfc(one["title"]), nfc(one["text"]))
        for one in rows()[number]["articles"]
    ]
    return union("", articles, newer_wins=False)


def acting(number: str, file: str) -> list[Operation]:
    if not file:
        return read_operations(parse(canonical(number)), rows()[number]["title"] or "")
    from regulations.extraction.pdf import page_texts

    document = read_document(page_texts(shared_data("gazette-pdfs") / file))
    return read_operations(document.provisions, document.fields["title"].value)


def by_acting() -> list[Any]:
    groups = defaultdict(list)
    for fact in GOLD:
        groups[fact["acting"], fact.get("file", "")].append(fact)
    return [pytest.param(*key, facts, id=key[0]) for key, facts in groups.items()]


@pytest.mark.parametrize(("number", "file", "facts"), by_acting())
def test_real_documents(number: str, file: str, facts: list[dict[str, Any]]) -> None:
    """Every operation of documents read by eye, and what becomes of the texts that they amend."""
    if file:
        pytest.importorskip("pypdfium2")
    found = acting(number, file)
    names = ("kind", "target", "scopes", "titles", "openings", "after", "why")
    assert [_facts(one, names) for one in found] == [
        {name: fact[name] for name in ("source", *names) if fact.get(name)} for fact in facts
    ]
    for target in {fact["target"] for fact in facts} & rows().keys():
        mine = [(one, fact) for one, fact in zip(found, facts, strict=True) if fact["target"] == target]
        done = apply(canonical(target), [one for one, _fact in mine])
        for index, (_operation, fact) in enumerate(mine):
            refused = {one.path: one.reason.value for one in done.refused if one.operation == index}
            if fact["kind"] != "unread":
                assert [one.path for one in done.annotations if one.operation == index] == fact.get(
                    "applied", []
                )
                assert refused == fact.get("refused", {})
            for path, digest in fact.get("results", {}).items():
                assert hashlib.sha256(slice_of(done.text, path).encode()).hexdigest() == digest, path


def _facts(operation: Operation, names: tuple[str, ...]) -> dict[str, Any]:
    told = {name: getattr(operation, name) for name in names if getattr(operation, name)}
    plain = {name: list(value) if isinstance(value, tuple) else str(value) for name, value in told.items()}
    return {"source": operation.source.path, **plain}


def slice_of(text: str, path: str) -> str:
    """A provision with all that lies in it."""
    parts = path.split("/")
    provision = next(one for one in parse(text) if one.path == parts[0])
    if len(parts) == 1:
        return provision.text.strip()
    body, inside = provision.text.partition("\n")[2], "/".join(parts[1:])
    own = [part for part in read_parts(body) if f"{part.path}/".startswith(f"{inside}/")]
    return body[own[0].start : own[-1].end].strip()
