from typing import Any

import pytest
from lxml import etree

from home import sitemaps
from regulations.open_data.json_ld import json_ld, legal_force
from regulations.validity import Status
from tests.factories import (
    Department,
    draft_page,
    home_page,
    make_department,
    published_document,
    published_page,
)
from tests.regulations.open_data.samples import document

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def department() -> Department:
    return make_department()


def tree(client: Any, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, address
    return etree.fromstring(response.content)


@pytest.mark.django_db
class TestFeeds:
    def test_newest_first_and_harmless(self, client: Any, department: Department) -> None:
        published_document(department)
        page = published_document(department, official_title="Về <script>x</script>\x0b", issuers=[])
        feed = tree(client, "/tin/van-ban.atom")
        first = feed.find("a:entry", ATOM)
        assert first.findtext("a:title", namespaces=ATOM) == page.title
        assert first.findtext("a:summary", namespaces=ATOM) == "Về &lt;script&gt;x&lt;/script&gt;"
        assert first.find("a:link", ATOM).get("href") == f"http://testserver{page.url}"
        assert feed.find("a:author", ATOM) is not None

    def test_of_a_field_an_issuer_and_a_type(self, client: Any, department: Department) -> None:
        published_document(department, type="Nghị quyết", issuers=["HĐND tỉnh"], fields=["Y tế"])
        other = published_document(department)
        issuer, field = other.issuers()[0].code, other.fields.first().code
        for name in (f"co-quan-ban-hanh/{issuer}", f"linh-vuc/{field}", "loai-van-ban/quyet-dinh"):
            feed = tree(client, f"/en/tin/{name}.atom")
            assert [entry.find("a:link", ATOM).get("href") for entry in feed.findall("a:entry", ATOM)] == [
                f"http://testserver/en/documents/2023/{other.slug}/"
            ]

    def test_there_is_none_of_what_there_is_not(self, client: Any) -> None:
        for name in ("co-quan-ban-hanh/x", "linh-vuc/x", "loai-van-ban/x", "nguoi-ky/x"):
            assert client.get(f"/tin/{name}.atom").status_code == 404


@pytest.mark.django_db
class TestSitemaps:
    @pytest.fixture(autouse=True)
    def _one_file_for_all(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A database that counts on from test to test has ids of any size."""
        monkeypatch.setattr(sitemaps, "SPAN", 10**9)

    def test_every_public_page_in_its_languages(self, client: Any, department: Department) -> None:
        document_page = published_document(department)
        page = published_page(department)
        draft = draft_page(department.author)
        site_map = tree(client, "/sitemap-0.xml")
        entries = {url.findtext("s:loc", namespaces=MAP): url for url in site_map.findall("s:url", MAP)}
        english = f"http://testserver/en/documents/2023/{document_page.slug}/"
        own = f"http://testserver{document_page.url}"
        assert {own, english, f"http://testserver{page.url}", "http://testserver/"} <= entries.keys()
        assert not [address for address in entries if draft.slug in address or address.endswith("/2023/")]
        alternates = {link.get("hreflang"): link.get("href") for link in entries[own].findall("x:link", MAP)}
        assert alternates == {"vi": own, "en": english}
        assert entries[own].findtext("s:lastmod", namespaces=MAP)
        home = {
            link.get("hreflang"): link.get("href")
            for link in entries["http://testserver/"].findall("x:link", MAP)
        }
        assert home == {"vi": "http://testserver/", "en": "http://testserver/en/"}

    def test_files_hold_ranges(
        self, client: Any, monkeypatch: pytest.MonkeyPatch, department: Department
    ) -> None:
        whole = client.get("/sitemap-0.xml").content.count(b"<loc>")
        monkeypatch.setattr(sitemaps, "SPAN", max(1, sitemaps._newest() // 3))
        names = [loc.text for loc in tree(client, "/sitemap.xml").iterfind(".//{*}loc")]
        assert len(names) > 1
        assert sum(client.get(name).content.count(b"<loc>") for name in names) == whole
        assert client.get(f"/sitemap-{len(names) + 1}.xml").status_code == 404

    def test_robots_name_it(self, client: Any) -> None:
        lines = client.get("/robots.txt").content.decode().splitlines()
        assert "Sitemap: http://testserver/sitemap.xml" in lines
        assert "Disallow: /en/tim-kiem/" in lines
        assert home_page().url == "/"


class TestStructuredData:
    def test_nothing_ends_the_script(self) -> None:
        text = json_ld(document(title="</script><script>alert(1)</script>&"), {"text/xml": "https://a/?b&c"})
        assert text.count("<") == 2
        assert text.endswith("</script>")

    @pytest.mark.parametrize("status", Status)
    def test_every_status_has_a_legal_force(self, status: Status) -> None:
        assert str(legal_force(status.value)).endswith("InForce")

    def test_nothing_is_said_that_is_not_known(self) -> None:
        assert legal_force(None) is None
        assert "legislationLegalForce" not in json_ld(document(validity=None), {})
