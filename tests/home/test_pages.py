"""Public pages: what they show, in how many queries, to whom."""

import pytest

from search.outbox import drain
from tests.factories import (
    draft_document,
    draft_page,
    home_page,
    make_department,
    published_document,
    published_page,
    published_section,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return make_department()


def text_of(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def test_drafts_are_not_shown(client, department):
    page = draft_page(department.author)
    document = draft_document(department.author)
    assert client.get(f"/{page.slug}/").status_code == 404
    assert client.get(f"/van-ban/2023/{document.slug}/").status_code == 404
    assert client.get(f"/en/documents/2023/{document.slug}/").status_code == 404
    drain()
    assert document.number not in text_of(client, "/van-ban/")


def test_vietnamese_and_english_addresses_of_a_document(client, department):
    document = published_document(
        department,
        official_title="Quản lý đất đai",
        english_title="Land management",
        text="§ Điều 1. Phạm vi\nMột.\n§ Phụ lục 1\n§ Điều 1. Mẫu\nHai.\n",
    )
    vietnamese = text_of(client, document.url)
    english = text_of(client, f"/en/documents/2023/{document.slug}/")
    assert "Quản lý đất đai" in vietnamese
    assert "Land management" in english
    for page in (vietnamese, english):
        assert 'hreflang="en"' in page
        assert 'hreflang="vi"' in page
        assert 'id="dieu-1"' in page
        assert 'id="phu-luc-1/dieu-1"' in page
    assert '<html lang="vi"' in vietnamese
    assert '<html lang="en"' in english
    assert client.get(f"/vi{document.url}").status_code == 404


def test_the_text_downloads(client, department):
    document = published_document(department)
    response = client.get(document.url, {"format": "txt"})
    assert response["Content-Disposition"].startswith("attachment")
    assert "Điều 1. Phạm vi" in response.content.decode()
    assert "§" not in response.content.decode()


def test_a_document_s_markup_is_escaped(client, department):
    document = published_document(
        department, official_title="<script>alert(1)</script>", text="§ Điều 1. <b>\n<img src=x onerror=y>\n"
    )
    for url in (document.url, f"/en/documents/2023/{document.slug}/"):
        page = text_of(client, url)
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_year_addresses_lead_to_the_filtered_list(client, department):
    published_document(department)
    assert client.get("/van-ban/2023/").headers["Location"].endswith("/van-ban/?year=2023")
    assert client.get("/en/documents/2023/").headers["Location"].endswith("/en/documents/?year=2023")


def test_browser_language_does_not_change_the_address(client):
    for language in ("en", "vi", "fr"):
        assert '<html lang="vi"' in client.get("/", headers={"Accept-Language": language}).content.decode()
        assert '<html lang="en"' in client.get("/en/", headers={"Accept-Language": language}).content.decode()


def test_a_password_on_the_index_covers_its_documents(client, department):
    from wagtail.models import PageViewRestriction

    document = published_document(department)
    PageViewRestriction.objects.create(
        page=document.get_parent().get_parent(), restriction_type="password", password="x"
    )
    for url in (document.url, f"/en/documents/2023/{document.slug}/"):
        assert "Quy định này áp dụng" not in client.get(url).content.decode()


def test_security_headers(client):
    response = client.get("/")
    policy = response["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "default-src 'self'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_the_admin_s_wider_policy_ends_at_the_admin(client, department):
    client.force_login(department.author)
    assert "unsafe-inline" in client.get("/admin/")["Content-Security-Policy"]
    assert "unsafe-inline" not in client.get("/")["Content-Security-Policy"]


def test_nothing_is_loaded_from_another_host(client, department):
    document = published_document(department)
    for url in ("/", "/van-ban/", "/tim-kiem/", document.url):
        page = text_of(client, url)
        for line in page.split("<"):
            if line.startswith(("script", "img", "iframe", "source", 'link rel="style')):
                assert "//" not in line.split(">")[0].replace("http://testserver", ""), line


@pytest.mark.parametrize("count", [1, 30])
def test_query_budgets(client, department, count, django_assert_max_num_queries):
    section = published_section(department)
    published_page(department, section)
    for number in range(count):
        document = published_document(
            department,
            fields=[f"Lĩnh vực {number}", "Chung"],
            issuers=[f"Bộ Số {number}", "Bộ Hai"],
            signer=f"Người {number}",
        )
    drain()
    budgets = {
        document.url: 18,
        f"/en/documents/2023/{document.slug}/": 19,
        "/van-ban/": 20,
        "/en/documents/": 20,
        "/van-ban/?field=chung&year=2023&sort=number": 20,
        "/tim-kiem/?q=dat+dai": 20,
        "/en/tim-kiem/?q=đất đai": 20,
        "/": 20,
        "/en/": 20,
        section.url: 20,
    }
    for url, most in budgets.items():
        client.get(url)
        with django_assert_max_num_queries(most, info=url):
            assert client.get(url).status_code == 200


def test_healthz(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_the_english_home_page_has_its_own_tree(department):
    assert home_page("en").translation_key == home_page("vi").translation_key
