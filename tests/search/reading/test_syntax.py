import unicodedata

import pytest

from search.reading import Reading, read
from search.reading.lexer import MAX_READ
from search.reading.syntax import MAX_PARTS


@pytest.mark.parametrize(
    ("keyword", "expected"),
    [
        ("", Reading()),
        ("   \t\n ", Reading()),
        ("đất đai", Reading("đất đai")),
        ("  đất \u00a0 đai ", Reading("đất đai")),
        # Phrases.
        ('"thu hồi đất" nông nghiệp', Reading("nông nghiệp", ("thu hồi đất",))),
        ("“thu hồi đất”", Reading("", ("thu hồi đất",))),
        ("„thu hồi“ «đất đai»", Reading("", ("thu hồi", "đất đai"))),
        ("»thu hồi«", Reading("", ("thu hồi",))),
        ("＂thu hồi＂", Reading("", ("thu hồi",))),
        ('“thu hồi" đất', Reading("đất", ("thu hồi",))),
        ('("thu hồi")', Reading("( )", ("thu hồi",))),
        ('"a""b"', Reading("", ("a", "b"))),
        ('"a" "a"', Reading("", ("a",))),
        ('"thu   hồi\tđất"', Reading("", ("thu hồi đất",))),
        ('"thu hồi đất', Reading("thu hồi đất")),
        ('đất "', Reading("đất")),
        ('""', Reading()),
        ('" "', Reading()),
        ('"!?"', Reading()),
        ('ống 5" và 6"', Reading("ống 5 và 6")),
        ('a"b"c', Reading("a b c")),
        # Exclusions.
        ("đất -nông", Reading("đất", (), ("nông",))),
        ("-nông đất", Reading("đất", (), ("nông",))),
        ("đất –nông −nghiệp", Reading("đất", (), ("nông", "nghiệp"))),
        ('đất -"nông nghiệp"', Reading("đất", (), ("nông nghiệp",))),
        ("đất -“nông nghiệp” ở", Reading("đất ở", (), ("nông nghiệp",))),
        ("đất -nông, -nghiệp.", Reading("đất", (), ("nông", "nghiệp"))),
        ("dịch -covid-19", Reading("dịch", (), ("covid-19",))),
        ("đất - nông", Reading("đất nông")),
        ("đất -2020", Reading("đất 2020")),
        ("đất --nông", Reading("đất nông")),
        ('đất -"nông', Reading("đất nông")),
        ("kinh tế-xã hội", Reading("kinh tế-xã hội")),
        # Nothing but exclusions excludes nothing.
        ("-đất", Reading("đất")),
        ('-đất -"nông nghiệp"', Reading("đất nông nghiệp")),
        ('-"năm: 2020"', Reading("năm 2020")),
        # A document number's hyphens are no minus.
        ("QĐ-UBND", Reading("QĐ-UBND")),
        ("15/2023 - QĐ", Reading("15/2023 QĐ")),
        ("15/2023 -QĐ -UBND", Reading("15/2023 QĐ UBND")),
        ("15/2023/QĐ -UBND", Reading("15/2023/QĐ UBND")),
        ("15/2023 -ABCD", Reading("15/2023 ABCD")),
        ("12-NQ -TU", Reading("12-NQ TU")),
        ("15/2023 -đất", Reading("15/2023", (), ("đất",))),
        ("luật 2013 -Thuế", Reading("luật 2013", (), ("Thuế",))),
        ("nghị định -CP", Reading("nghị định", (), ("CP",))),
    ],
)
def test_words_phrases_and_exclusions(keyword: str, expected: Reading) -> None:
    assert read(keyword) == expected


@pytest.mark.parametrize(
    ("keyword", "fields", "text"),
    [
        ("cơ quan: UBND tỉnh năm: 2023", {"issuer": ("UBND tỉnh",), "year": ("2023",)}, ""),
        ("co quan : UBND tỉnh", {"issuer": ("UBND tỉnh",)}, ""),
        ("CƠ QUAN：UBND tỉnh", {"issuer": ("UBND tỉnh",)}, ""),
        ("Issuer: Bộ Y tế", {"issuer": ("Bộ Y tế",)}, ""),
        ("đất cơ quan ban hành: Bộ Y tế", {"issuer": ("Bộ Y tế",)}, "đất"),
        ('cơ quan: "Bộ Y tế" vắc xin', {"issuer": ("Bộ Y tế",)}, "vắc xin"),
        ("cơ quan:“Bộ Y tế”vắc xin", {"issuer": ("Bộ Y tế",)}, "vắc xin"),
        ("lĩnh vực: đất đai", {"field": ("đất đai",)}, ""),
        ("linh vuc:dat dai", {"field": ("dat dai",)}, ""),
        ("topic: đất đai field: xây dựng", {"field": ("đất đai", "xây dựng")}, ""),
        ("loại: nghị định", {"type": ("nghị định",)}, ""),
        ("loai:quyết định type: luật", {"type": ("quyết định", "luật")}, ""),
        ("người ký: Nguyễn Văn A", {"signer": ("Nguyễn Văn A",)}, ""),
        ("nguoi ki: Nguyễn Văn A", {"signer": ("Nguyễn Văn A",)}, ""),
        ("người kí: Nguyễn Văn A", {"signer": ("Nguyễn Văn A",)}, ""),
        ("signer: A B", {"signer": ("A B",)}, ""),
        ("năm: 2020", {"year": ("2020",)}, ""),
        ("nam:2020", {"year": ("2020",)}, ""),
        ("year: 2020 2021", {"year": ("2020", "2021")}, ""),
        ("năm: 2020, 2021; 2022 đất", {"year": ("2020", "2021", "2022")}, "đất"),
        ("năm:2020-2022", {"year": ("2020-2022",)}, ""),
        ("năm: 2020 – 2022 đất", {"year": ("2020-2022",)}, "đất"),
        ("năm: 2022 đến 2020", {"year": ("2020-2022",)}, ""),
        ('năm: "2020" đất', {"year": ("2020",)}, "đất"),
        ("số: 15/2023/QĐ-UBND", {"number": ("15/2023/QĐ-UBND",)}, ""),
        ("so:15/2023/qd-ubnd về đất", {"number": ("15/2023/qd-ubnd",)}, "về đất"),
        ("number: 15 qd ubnd", {"number": ("15 qd ubnd",)}, ""),
        ("no: 15", {"number": ("15",)}, ""),
        ("(số: 15)", {"number": ("15",)}, ""),
        ("số: 15/2023 - QĐ -UBND", {"number": ("15/2023 - QĐ -UBND",)}, ""),
        ("quyết định số: 15/2023", {"number": ("15/2023",)}, "quyết định"),
    ],
)
def test_fields(keyword: str, fields: dict[str, tuple[str, ...]], text: str) -> None:
    for form in (keyword, unicodedata.normalize("NFD", keyword)):
        found = read(form)
        assert (found.fields, found.text, found.unread) == (fields, text, ())


@pytest.mark.parametrize(
    ("keyword", "text", "unread"),
    [
        ("năm: abc", "năm abc", ("năm: abc",)),
        ("năm: 1800", "năm 1800", ("năm: 1800",)),
        ("năm: 20201", "năm 20201", ("năm: 20201",)),
        ("năm: 2020/5", "năm 2020/5", ("năm: 2020/5",)),
        ("số: một", "số một", ("số: một",)),
        ("năm:", "năm", ()),
        ("cơ quan: ???", "cơ quan ???", ("cơ quan: ???",)),
        ("cơ quan: năm: 2020", "cơ quan", ()),
        # No field words.
        ("Sở: Nội vụ", "Sở Nội vụ", ()),
        ("nợ: thuế", "nợ thuế", ()),
        ("nấm: 2020", "nấm 2020", ()),
        ("nắm: 2020", "nắm 2020", ()),
        ("lưu ý: đất", "lưu ý đất", ()),
        ("10:30 http://x.vn", "10 30 http //x.vn", ()),
        (": : :", "", ()),
    ],
)
def test_what_is_no_field_is_text(keyword: str, text: str, unread: tuple[str, ...]) -> None:
    found = read(keyword)
    assert (found.text, found.unread) == (text, unread)
    assert set(found.fields) <= {"year"}


def test_a_field_ends_at_the_next_sign() -> None:
    found = read('lĩnh vực: đất đai "thu hồi" nhà -thuế người ký: A năm: 2020')
    assert found == Reading(
        "nhà",
        ("thu hồi",),
        ("thuế",),
        {"field": ("đất đai",), "signer": ("A",), "year": ("2020",)},
    )


def test_fields_alone_let_exclusions_exclude() -> None:
    assert read("năm: 2020 -đất").excluded == ("đất",)


@pytest.mark.parametrize("part", ['"a{}" ', "x -a{} ", "năm: {} ", "loại: a{} "])
def test_what_is_too_much_is_text(part: str) -> None:
    found = read("".join(part.format(1950 + number) for number in range(90)))
    groups = [found.phrases, found.excluded, *found.fields.values()]
    assert max(len(group) for group in groups) == MAX_PARTS


def test_control_characters_separate_words() -> None:
    assert read('đất\x00đai\x1b[31m\u202e "a\x07b" \ud800').phrases == ("a b",)
    assert read("đất\x00đai\x1b\ufffe").text == "đất đai"


def test_long_text_is_cut() -> None:
    assert read("đ" * 20_000) == Reading("đ" * MAX_READ)
    assert read("e\u0302\u0301" * 10_000).text == "ế" * 3_333 + "e"


def test_decomposed_text_is_composed() -> None:
    text = 'thuế "thu nhập" -cá'
    assert read(unicodedata.normalize("NFD", text)) == read(text)
