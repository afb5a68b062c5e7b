from datetime import date
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.query import MAX_KEYWORD, SearchQuery, Sort


def test_every_parameter_is_read() -> None:
    params = QueryDict(
        "q=+đất++đai&field=a&field=b&field=a&issuer=c&type=d&signer=e&year=2020"
        "&from=2020-01-02&to=2021-03-04&sort=number&page=3"
    )
    assert SearchQuery.from_params(params) == SearchQuery(
        keyword="đất đai",
        filters={"field": ("a", "b"), "issuer": ("c",), "type": ("d",), "signer": ("e",), "year": ("2020",)},
        issued_from=date(2020, 1, 2),
        issued_to=date(2021, 3, 4),
        sort=Sort.NUMBER,
        page=3,
    )


@pytest.mark.parametrize(
    "address",
    [
        "",
        "page=0&sort=x&from=x&to=2020-13-01",
        "page=-1",
        "page=1e9",
        "page=²",
        "page=",
        "page=01x",
        "from=20200230",
        "field=&field=%00&q=%00",
        "unknown=1",
    ],
)
def test_what_cannot_be_read_counts_as_not_given(address: str) -> None:
    assert SearchQuery.from_params(QueryDict(address)) == SearchQuery()


def test_too_much_is_cut() -> None:
    query = SearchQuery.from_params(QueryDict(f"q={'a' * 10_000}&page=99999999999999999999999"))
    assert (len(query.keyword), query.page) == (MAX_KEYWORD, 1)
    assert SearchQuery.from_params(QueryDict("page=999999")).page == 100_000


@given(st.dictionaries(st.sampled_from(["q", "field", "year", "from", "to", "sort", "page"]), st.text()))
def test_reading_never_fails_and_writing_gives_the_same_query_back(values: dict[str, str]) -> None:
    params = QueryDict(mutable=True)
    params.update(values)
    query = SearchQuery.from_params(params)
    again = QueryDict(urlencode(query.to_params(), doseq=True, errors="surrogatepass"))
    if all(text.isprintable() for text in values.values()):
        assert SearchQuery.from_params(again) == query


def test_defaults_stay_out_of_the_address() -> None:
    assert SearchQuery(filters={"field": ()}).to_params() == {}
