"""One document, one key."""

import datetime

import pytest

from regulations.identity import document_slug, document_year, identify

ISSUED = datetime.date(2023, 5, 4)


def make(number="15/2023/QĐ-UBND", issuers=("ubnd",), issued_on=ISSUED, type_code="quyet-dinh", **values):
    return identify(
        number=number,
        type_code=type_code,
        issued_on=issued_on,
        effective_on=values.get("effective_on"),
        issuers=issuers,
        content=values.get("content", ""),
    )


@pytest.mark.parametrize(
    "number", ["15/2023/qđ-ubnd", "15/2023/QĐ.UBND", "015/2023/QĐ-UBND", "15/2023/QĐ-UBND."]
)
def test_spellings_of_a_number_are_one(number):
    assert make(number).key == make().key


def test_an_unknown_issuer_matches_any():
    assert make(issuers=()).matches(make())
    assert make().matches(make(issuers=()))
    assert not make(issuers=("hdnd",)).matches(make())


def test_joint_issuers_have_no_order():
    assert make(issuers=("a", "b")).key == make(issuers=("b", "a")).key


def test_a_missing_date_of_issue_does_not_split_a_document():
    assert make(issued_on=None).matches(make())


def test_another_type_or_year_is_another_document():
    assert not make(type_code="chi-thi").matches(make())
    assert not make("15/2022/QĐ-UBND").matches(make())


def test_garbage_numbers_are_told_apart_by_their_content():
    one, other = make("Không", content="a"), make("Không", content="b")
    assert not one.matches(other)
    assert one.matches(make("Không", content="a"))
    assert document_slug("Không", one).startswith("khong-")


@pytest.mark.parametrize(
    ("number", "issued", "effective", "year"),
    [
        ("15/2023/QĐ-UBND", datetime.date(2024, 1, 2), None, 2024),
        ("15/2023/QĐ-UBND", None, datetime.date(2025, 1, 1), 2023),
        ("326/TTg", None, datetime.date(1996, 5, 18), 1996),
        ("326/TTg", None, None, None),
    ],
)
def test_the_year_under_which_a_document_is_filed(number, issued, effective, year):
    assert document_year(number, issued, effective) == year
