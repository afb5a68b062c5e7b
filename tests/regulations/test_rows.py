"""Rows of an import: what is taken and what is rejected, with which words."""

import datetime
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.importing.rows import RowError, read_row


def row(**values):
    return {
        "number": "15/2023/QĐ-UBND",
        "type": "Quyết định",
        "title": "Ban hành Quy định",
        "issued_on": "2023-05-04",
        "effective_on": None,
        "issuer": "Ủy ban nhân dân tỉnh Sông Lam",
        "topic": "Đất đai",
        "articles": [{"number": "1", "title": "Phạm vi", "text": "Quy định này."}],
        **values,
    }


def test_a_good_row():
    found = read_row(row())
    assert found.number == "15/2023/QĐ-UBND"
    assert found.issued_on == datetime.date(2023, 5, 4)
    assert found.issuers == ("Ủy ban nhân dân tỉnh Sông Lam",)
    assert found.articles[0].number == "1"


@pytest.mark.parametrize(
    "values",
    [
        {"number": ""},
        {"number": None},
        {"type": ""},
        {"issued_on": "2023-02-30"},
        {"effective_on": "hôm nay"},
        {"issued_on": "0023-01-01"},
        {"issued_on": "3023-01-01"},
        {"articles": "Điều 1"},
        {"articles": ["Điều 1"]},
        {"articles": [{"number": "một", "title": "", "text": ""}]},
        {"articles": [{"number": "1"}, {"number": "1"}]},
        {"title": {"vi": "x"}},
        {"title": "bad \ufffd text"},
        {"title": "null \x00 byte"},
        {"number": "1" * 500},
        {"type": "x" * 300},
    ],
)
def test_bad_rows_are_rejected_with_a_reason(values):
    with pytest.raises(RowError) as error:
        read_row(row(**values))
    assert str(error.value)


@pytest.mark.parametrize("data", [None, 5, "x", [], [1]])
def test_what_is_no_row_at_all(data):
    with pytest.raises(RowError):
        read_row(data)


def test_effect_before_issue_is_a_warning():
    assert read_row(row(effective_on="2023-01-01")).warnings()
    assert not read_row(row(effective_on="2023-06-01")).warnings()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(row(), json_values)))
def test_any_json_is_taken_or_rejected_but_never_breaks(data):
    with suppress(RowError):
        assert read_row({**row(), **data}).number


@given(st.permutations(list(row())))
def test_the_digest_does_not_depend_on_the_order_of_keys(keys):
    assert read_row({key: row()[key] for key in keys}).digest == read_row(row()).digest


def test_old_encodings_do_not_get_in():
    tcvn3 = "Quy ®Þnh vÒ qu¶n lý ®Êt ®ai trªn ®Þa bµn tØnh"
    with pytest.raises(RowError, match="TCVN3"):
        read_row(row(title=tcvn3))
