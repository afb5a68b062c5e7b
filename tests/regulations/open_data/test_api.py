import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from lxml import etree
from wagtail.models import PageViewRestriction

from core.guard import carrying_out
from regulations.filing import document_index
from regulations.models import IssuerName, LegalDocumentPage
from regulations.open_data.akoma_ntoso import from_akoma_ntoso
from tests.factories import Department, draft_document, make_department, published_document

pytestmark = pytest.mark.django_db
API = "/api/v1"
TEXT = (
    "§ Điều 1. Phạm vi\n1. Về đất.\n2. Về nhà, gồm:\na) Nhà ở;\nb) Nhà khác.\n§ Phụ lục I\nDANH MỤC\nMột.\n"
)


@pytest.fixture
def department() -> Department:
    return make_department()


@pytest.fixture
def page(department: Department) -> LegalDocumentPage:
    return published_document(department, text=TEXT, number="15/2023/QĐ-UBND", signer="Trần Văn An")


def get(client: Any, address: str, status: int = 200) -> Any:
    response = client.get(address)
    assert response.status_code == status, response.content
    return json.loads(response.content)


def numbers(client: Any, query: str = "") -> list[str]:
    return [one["number"] for one in get(client, f"{API}/documents?{query}")["documents"]]


def test_a_document(client: Any, page: LegalDocumentPage) -> None:
    found = get(client, f"{API}/documents/{page.pk}")
    assert found["url"] == f"http://testserver{page.url}"
    assert found["number"] == "15/2023/QĐ-UBND"
    assert found["signer"]["name"] == "Trần Văn An"
    assert [issuer["name"] for issuer in found["issuers"]] == ["Ủy ban nhân dân tỉnh Sông Lam"]
    assert get(client, f"{API}/documents")["documents"] == [found]


def test_in_the_language_of_the_address(client: Any, page: LegalDocumentPage) -> None:
    IssuerName.objects.create(owner=page.issuers()[0], language="en", name="Song Lam People’s Committee")
    found = get(client, f"/en{API}/documents/{page.pk}")
    assert found["issuers"][0]["name"] == "Song Lam People’s Committee"
    assert found["url"] == "http://testserver/en/documents/2023/15-2023-qd-ubnd/"
    register = get(client, f"/en{API}/registers/issuers?limit=100")
    assert {"code": found["issuers"][0]["code"], "name": "Song Lam People’s Committee"} in register
    citation = get(client, f"/en{API}/documents/{page.pk}/provisions/dieu-1")["citation"]
    assert citation == "Điều 1 Quyết định số 15/2023/QĐ-UBND"


def test_pages_follow_each_other(client: Any, department: Department) -> None:
    pages = [published_document(department) for _count in range(5)]
    seen, address = [], f"{API}/documents?limit=2&type=quyet-dinh"
    while address:
        found = get(client, address)
        assert len(found["documents"]) <= 2
        seen += [one["id"] for one in found["documents"]]
        address = found["next"]
    assert seen == [page.pk for page in pages]


def test_filters(client: Any, department: Department, page: LegalDocumentPage) -> None:
    other = published_document(
        department,
        number="7/2024/NQ-HĐND",
        type="Nghị quyết",
        issuers=["HĐND tỉnh"],
        fields=["Y tế", "Đất đai"],
    )
    one, two = page.number, other.number
    assert numbers(client) == [one, two]
    assert numbers(client, "type=nghi-quyet") == [two]
    assert numbers(client, "type=nghi-quyet&type=quyet-dinh") == [one, two]
    assert numbers(client, "field=y-te&field=dat-dai") == [two]
    assert numbers(client, f"issuer={page.issuers()[0].code}&field=y-te") == []
    assert numbers(client, f"signer={page.signer.code}") == [one]
    assert numbers(client, "year=2023") == [one, two]  # both were issued in 2023
    assert numbers(client, "year=1999") == []
    assert numbers(client, "from=2023-05-05") == []
    assert numbers(client, "to=2023-05-04") == [one, two]
    assert numbers(client, "validity=expired") == []
    later = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert numbers(client, f"modified_since={later}") == []


def test_provisions(client: Any, page: LegalDocumentPage) -> None:
    address = f"{API}/documents/{page.pk}/provisions"
    first = get(client, f"{address}?limit=1")
    assert [one["path"] for one in first["provisions"]] == ["dieu-1"]
    second = get(client, first["next"])
    assert [one["eid"] for one in second["provisions"]] == ["att_1"]
    assert second["next"] is None
    point = get(client, f"{address}/dieu-1/khoan-2/diem-a")
    assert (point["kind"], point["number"], point["text"]) == ("point", "a", "a) Nhà ở;")
    assert point["citation"] == "điểm a khoản 2 Điều 1 Quyết định số 15/2023/QĐ-UBND"
    clause = get(client, f"{address}/dieu-1/khoan-2")
    assert clause["text"] == "2. Về nhà, gồm:\na) Nhà ở;\nb) Nhà khác."
    assert clause["eid"] == "art_1__para_2"
    for wrong in ("dieu-2", "dieu-1/khoan-3", "phu-luc-1/khoan-1", "x%00", "dieu-1/"):
        assert get(client, f"{address}/{wrong}", 404)["status"] == 404


def test_akoma_ntoso(client: Any, page: LegalDocumentPage) -> None:
    response = client.get(f"/en{API}/documents/{page.pk}/akoma-ntoso.xml")
    assert response["Content-Type"].startswith("application/akn+xml")
    assert "".join(text for _path, text in from_akoma_ntoso(response.content)) == page.text
    assert etree.fromstring(response.content).find(".//{*}docType").text == "Quyết định"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("after=-1", "after"),
        ("after=99999999999999999999", "after"),
        ("from=04/05/2023", "from"),
        ("year=MMXX", "year"),
        ("issuer=%00", "issuer"),
        ("issuer=a'%20OR%201=1", "issuer"),
        ("validity=good", "validity"),
        ("modified_since=2023-05-04T08:00:00", "modified_since"),
        ("isuer=ubnd", "isuer"),
        ("&".join(["year=2023"] * 51), "year"),
    ],
)
@pytest.mark.parametrize("name", ["documents", "documents.csv", "documents.json"])
def test_wrong_parameters_are_named(client: Any, name: str, query: str, parameter: str) -> None:
    problem = client.get(f"{API}/{name}?{query}")
    assert problem.status_code == 422
    assert problem["Content-Type"] == "application/problem+json"
    [error] = [
        one for one in problem.json()["errors"] if name == "documents" or one["parameter"] == parameter
    ]
    assert error["parameter"] == parameter
    assert error["message"]


@pytest.mark.parametrize("limit", ["0", "101", "many", "1.5", ""])
def test_pages_are_bounded(client: Any, limit: str) -> None:
    for address in ("documents", "registers/fields", "documents/1/provisions"):
        [error] = get(client, f"{API}/{address}?limit={limit}", 422)["errors"]
        assert error["parameter"] == "limit"


@pytest.mark.parametrize("address", ["documents/0", "documents/1?x=1", "documents/99999999999"])
def test_wrong_ids(client: Any, address: str) -> None:
    assert client.get(f"{API}/{address}").status_code in {404, 422}


@pytest.mark.parametrize("address", ["nothing", "documents/7/other", "registers/people", "documents/abc"])
def test_unknown_addresses_answer_in_the_same_form(client: Any, address: str) -> None:
    assert get(client, f"{API}/{address}", 404)["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client: Any, page: LegalDocumentPage, method: str) -> None:
    assert getattr(client, method)(f"{API}/documents/{page.pk}").status_code == 405


@pytest.mark.parametrize("hide", ["draft", "itself", "index", "withdrawn"])
def test_nothing_private_leaks(client: Any, department: Department, hide: str) -> None:
    make = draft_document if hide == "draft" else published_document
    page = make(department.author if hide == "draft" else department, number="666/2023/QĐ-UBND")
    if hide == "withdrawn":
        with carrying_out(page.pk):
            page.unpublish()
    elif hide != "draft":
        restricted = page.page_ptr if hide == "itself" else document_index().page_ptr
        PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    own = f"{API}/documents/{page.pk}"
    for address in (own, f"{own}/provisions", f"{own}/provisions/dieu-1", f"{own}/akoma-ntoso.xml"):
        assert "666" not in client.get(address).content.decode()
        assert client.get(address).status_code == 404
    for address in (f"{API}/documents", f"{API}/documents.csv", f"{API}/documents.json", "/tin/van-ban.atom"):
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"666" not in body
    assert b"666" not in client.get("/sitemap-0.xml").content


def test_unchanged_answers_are_not_sent_again(client: Any, page: LegalDocumentPage) -> None:
    for address in (f"{API}/documents", f"{API}/documents/{page.pk}", "/tin/van-ban.atom"):
        first = client.get(address)
        assert "public" in first["Cache-Control"]
        assert client.get(address, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
