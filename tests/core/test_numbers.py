import gzip
import json
import unicodedata
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.legal_text.numbers import TYPE_CODES, clean_number, parse_number
from core.text import fold
from tests.data import shared_data


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("15/2023/QĐ-UBND", "15-2023-qd-ubnd"),
        ("36/2013/QH13", "36-2013-qh13"),
        ("01/2016/NQ.HĐTP", "1-2016-nq-hdtp"),
        ("522b/NQ-UBTVQH13", "522b-nq-ubtvqh13"),
        ("15/QĐ-SNV", "15-qd-snv"),
        ("3954/UBND-VX", "3954-ubnd-vx"),
        ("326/TTg", "326-ttg"),
        ("74-CP", "74-cp"),
        ("21-TC/TCT", "21-tc-tct"),
        ("102-SL/L-004", "102-sl-l-004"),
        ("21-LCT/HDNN8", "21-lct-hdnn8"),
        ("12-NQ/TU", "12-nq-tu"),
        ("05/1998/TTLT/TCCP-CCB", "5-1998-ttlt-tccp-ccb"),
        ("04/1999/TT-BCA(C13)", "4-1999-tt-bca-c13"),
        ("22/2005/TTLT/BLĐTBXH-BTC-BGD&ĐT", "22-2005-ttlt-bldtbxh-btc-bgddt"),
        ("Số: 05 / 2020 / QĐ – UBND .", "5-2020-qd-ubnd"),
        ("2016/QĐ-TTg", "2016-qd-ttg"),
        ("15/98/QĐ-BTC", "15-98-qd-btc"),
    ],
)
def test_key(raw: str, key: str) -> None:
    number = parse_number(raw)
    assert number is not None
    assert number.key == key
    decomposed = parse_number(unicodedata.normalize("NFD", raw))
    assert decomposed == number


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " ",
        "Thông",
        "TT",
        "liên",
        "Không",
        "15",
        "15/2023",
        "24/7",
        "/QĐ-UBND",
        "không số",
        "15/2023/QĐ-UBND ngày 5",
    ],
)
def test_garbage_is_no_number(raw: str) -> None:
    assert parse_number(raw) is None


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("16/2011/tt-bgdđt", "16/2011/TT-BGDĐT"),
        ("23/2017/qđ-ttg", "23/2017/QĐ-TTg"),
        ("77/2016/NĐ-CP.", "77/2016/NĐ-CP"),
        ('03/2020/TT-BCT"', "03/2020/TT-BCT"),
        ("'56/2020/TT-BCT", "56/2020/TT-BCT"),
        ("522b/nq-ubtvqh13", "522b/NQ-UBTVQH13"),
        ("Số 12-NQ/TU", "12-NQ/TU"),
        ("04/1999/TT-BCA(C13)", "04/1999/TT-BCA(C13)"),
        ("15/2023/QÐ-UBND", "15/2023/QĐ-UBND"),
        ("15/2023/QĐ UBND", "15/2023/QĐ-UBND"),
        ("TT", "TT"),
    ],
)
def test_clean_number(raw: str, clean: str) -> None:
    assert clean_number(raw) == clean


@given(st.one_of(st.text(), st.from_regex(r"\A[0-9]{1,4}[/-][0-9]{4}[/.-][a-zA-ZđĐ&.-]{1,12}\Z")))
def test_cleaning_again_changes_no_key(raw: str) -> None:
    number = parse_number(raw)
    again = parse_number(clean_number(raw))
    assert (number is None) == (again is None)
    if number is not None and again is not None:
        assert again.key == number.key


def test_every_number_of_the_data() -> None:
    by_key: dict[str, set[str]] = defaultdict(set)
    garbage = []
    with gzip.open(shared_data("legal-documents.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)["number"]
            number = parse_number(raw)
            if number is None:
                garbage.append(raw)
            else:
                by_key[number.key].add(raw)
    assert sorted(garbage) == sorted(["Thông", "TT", "liên", "Không"])
    shared = {key: raws for key, raws in by_key.items() if len(raws) > 1}
    assert shared == {
        "1-2016-nq-hdtp": {"01/2016/NQ.HĐTP", "01/2016/NQ-HĐTP"},
        "16-2011-tt-bgddt": {"16/2011/tt-bgdđt", "16/2011/TT-BGDĐT"},
        "21-2019-tt-bgddt": {"21/2019/tt-bgdđt", "21/2019/TT-BGDĐT"},
    }


def test_type_codes_are_folded() -> None:
    assert TYPE_CODES["quyet dinh"] == "qd"
    assert all(fold(text) == text for pair in TYPE_CODES.items() for text in pair)
