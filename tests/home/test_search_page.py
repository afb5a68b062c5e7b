"""The search page itself: long facets, many pages, pages that don't exist."""

import re
from datetime import date

import pytest

from search import sources
from search.engines.database.engine import DatabaseEngine
from search.outbox import drain
from tests.factories import make_department, published_document
from tests.search.corpus import MemorySource, put, record

pytestmark = pytest.mark.django_db


def show(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def boxes(page, name):
    return re.findall(rf'<input type="checkbox"\s+name="{name}"\s+value="([^"]*)"( checked)?>', page)


@pytest.fixture
def documents():
    """What stands in for the documents of the site."""
    before = sources.get("regulations")
    memory = MemorySource()
    sources.register(memory)
    yield memory
    sources.register(before)


@pytest.fixture
def many_signers(documents):
    documents.put(
        *(
            record(
                str(number), "nước", facets={"signer": (f"nguoi-{number:03d}",), "kind": ("legal-document",)}
            )
            for number in range(130)
        )
    )
    put(DatabaseEngine(), *documents.held.values())


@pytest.mark.parametrize("address", ["/tim-kiem/?q=nước", "/van-ban/?q=nước", "/en/tim-kiem/?q=nước"])
def test_a_long_facet_is_shown_in_part_and_whole_on_demand_without_scripts(client, many_signers, address):
    page = show(client, address + "&signer=nguoi-077")
    shown = boxes(page, "signer")
    assert len(shown) == 11
    assert ("nguoi-077", " checked") in shown
    assert re.search(r'<button[^>]*name="more"\s+value="signer"', page)

    whole = show(client, address + "&signer=nguoi-077&more=signer")
    assert len(boxes(whole, "signer")) == 130
    assert 'type="hidden" name="more" value="signer"' in whole
    assert not re.search(r'<button[^>]*name="more"\s+value="signer"', whole)


def test_an_unknown_facet_to_show_whole_is_passed_over(client, many_signers):
    page = show(client, "/tim-kiem/?q=nước&more=%3Cscript%3E&more=password")
    assert "<script>" not in page.split("<main")[1]


@pytest.mark.parametrize("keyword", ["", "nước"])
@pytest.mark.parametrize("page", ["14", "99", "100000", "999999999999"])
def test_a_page_past_the_end_is_the_last_one_and_says_so(client, many_signers, keyword, page):
    response = client.get("/tim-kiem/", {"q": keyword, "page": page})
    shown = response.content.decode()
    assert len(response.context["hits"]) == 10
    if page == "999999999999":
        assert response.context["results"].page == 1
        return
    assert response.context["results"].page == 13
    assert 'start="121"' in shown
    assert shown.count('aria-current="page"><span class="visually-hidden">') == 1
    assert "no-results" not in shown
    assert page in shown.split('class="notice"')[1].split("</p>")[0]


def test_nothing_found_stays_nothing_whatever_page(client, many_signers):
    response = client.get("/tim-kiem/", {"q": "khongcogi", "page": "5"})
    assert "no-results" in response.content.decode()


def test_any_page_can_be_typed_and_keeps_the_words_and_filters(client, many_signers):
    page = show(client, "/tim-kiem/?q=nước&kind=legal-document&sort=number&page=7")
    form = page.split('id="page-form"')[1].split("</form>")[0]
    assert re.findall(r'name="(\w+)" value="([^"]*)"', form) == [
        ("q", "nước"),
        ("kind", "legal-document"),
        ("sort", "number"),
    ]
    field = re.search(r'<input id="go-to-page"[^>]*>', page)[0]
    assert 'max="13"' in field
    assert 'value="7"' in field
    assert 'form="page-form"' in field


def test_few_pages_need_no_field(client):
    put(DatabaseEngine(), *(record(str(number), "nước") for number in range(21)))
    assert "go-to-page" not in show(client, "/tim-kiem/?q=nước")


@pytest.fixture
def documents_of_two_years():
    department = make_department()
    for number, year in ((15, 2022), (16, 2023)):
        published_document(department, number=f"{number}/{year}/QĐ-UBND", issued_on=date(year, 3, 1))
    drain()


@pytest.mark.parametrize("page", ["/tim-kiem/", "/van-ban/", "/en/tim-kiem/", "/en/documents/"])
@pytest.mark.parametrize(
    "typed", ["quyết định năm: 2010-2022", "quyết định year: 2022", "quyeets ddinhj nawm: 2022"]
)
def test_a_typed_field_narrows_the_results_and_is_repeated(client, documents_of_two_years, page, typed):
    response = client.get(page, {"q": typed})
    shown = response.content.decode()
    assert [hit.hit.number for hit in response.context["hits"]] == ["15/2022/QĐ-UBND"]
    assert ": 20" in response.context["reading"].fields[0]
    assert response.context["reading"].fields[0] in shown
    # The words hold it, so no box is ticked and no year without documents is offered.
    assert boxes(shown, "year") == [("2023", ""), ("2022", "")]
    assert response.context["active_filters"] == []


def test_a_typed_field_beside_a_ticked_one_means_either(client, documents_of_two_years):
    response = client.get("/tim-kiem/", {"q": "quyết định năm: 2022", "year": "2023"})
    assert len(response.context["hits"]) == 2
    assert boxes(response.content.decode(), "year") == [("2023", " checked"), ("2022", "")]
    assert len(response.context["active_filters"]) == 1
