"""Suggestions out of the database, on whichever it is: kept in step with the index, and over HTTP."""

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import get_language, override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.guard import carrying_out
from regulations.models import DocumentField, LegalDocumentPage
from regulations.models.registers import DocumentFieldName
from search import sources
from search.engines.database.engine import DatabaseEngine
from search.models import Suggestion, SuggestionStart
from search.outbox import drain
from search.records import Record
from search.suggestions.answer import Suggested, suggest
from search.upkeep import rebuild
from tests.factories import home_page, make_department, published_document, published_page

from .corpus import MemorySource, put, record

pytestmark = pytest.mark.django_db

LAND = record(
    "1",
    title="Đất đai",
    label="Luật 31/2024/QH15",
    number="31/2024/QH15",
    issued_on=date(2024, 1, 18),
    facets={"field": ("dat-dai",), "issuer": ("quoc-hoi",), "type": ("luat",)},
)
INSURANCE = record(
    "2",
    title="Quy định mức đóng bảo hiểm xã hội bắt buộc",
    label="Nghị định 15/2023/NĐ-CP",
    number="15/2023/NĐ-CP",
    issued_on=date(2023, 5, 4),
    facets={"field": ("bao-hiem",), "issuer": ("chinh-phu",), "type": ("nghi-dinh",)},
    translations={"en": ("Rates of social insurance", "/en/documents/2/")},
)
REPORT = record(
    "3",
    title="Chế độ báo cáo",
    label="Quyết định 15/2023/QĐ-UBND",
    number="15/2023/QĐ-UBND",
    issued_on=date(2023, 6, 1),
    facets={"issuer": ("ubnd",), "type": ("quyet-dinh",)},
    translations={"en": ("", "/en/documents/3/")},
)
OLD = record("4", title="Thuế", label="Nghị định 150/1999/NĐ-CP", number="150/1999/NĐ-CP")
NAMES = {
    "field": {"dat-dai": ("Đất đai", "Land"), "bao-hiem": ("Bảo hiểm", "Insurance")},
    "issuer": {
        "quoc-hoi": ("Quốc hội", ""),
        "chinh-phu": ("Chính phủ", "Government"),
        "ubnd": ("Ủy ban nhân dân tỉnh", ""),
    },
    "type": {"luat": ("Luật", "Law"), "nghi-dinh": ("Nghị định", "Decree")},
}


class NamedSource(MemorySource):
    """A source whose facets have names in two languages."""

    names = NAMES

    def facet_labels(self, facet: str, codes: Collection[str]) -> Mapping[str, str]:
        """Names of the codes that have one."""
        known = self.names.get(facet, {})
        english = get_language() == "en"
        return {code: (english and known[code][1]) or known[code][0] for code in codes if code in known}


@pytest.fixture
def named(source: MemorySource) -> NamedSource:
    """The only source, offering four documents, which are indexed."""
    named = NamedSource(LAND, INSURANCE, REPORT, OLD)
    sources.register(named)
    put(DatabaseEngine(), *named.held.values())
    return named


def offer(source: MemorySource, *records: Record) -> None:
    """Offer these records as well, and index them."""
    source.put(*records)
    put(DatabaseEngine(), *records)


def suggested(text: str, language: str = "vi") -> list[Suggested]:
    """Suggestions in a language."""
    with override(language):
        return suggest(text, language)


def brief(text: str, language: str = "vi") -> list[tuple[str, str]]:
    """Kinds and texts of suggestions."""
    return [(one.kind, one.text) for one in suggested(text, language)]


class TestWhatIsSuggested:
    @pytest.mark.parametrize(
        ("typed", "label"),
        [
            ("15/2023/nđ", "Nghị định 15/2023/NĐ-CP"),
            ("15 2023 q", "Quyết định 15/2023/QĐ-UBND"),
            ("qd 15", "Quyết định 15/2023/QĐ-UBND"),
            ("qđ15/2023", "Quyết định 15/2023/QĐ-UBND"),
            ("qdubnd 15/2023", "Quyết định 15/2023/QĐ-UBND"),
            ("quyết định số 015/2023/qđ-ubnd", "Quyết định 15/2023/QĐ-UBND"),
            ("15 qd ubnd", "Quyết định 15/2023/QĐ-UBND"),
            ("nghi dinh 15", "Nghị định 15/2023/NĐ-CP"),
            ("luat 31", "Luật 31/2024/QH15"),
            ("nd 150/1999 về thuế", "Nghị định 150/1999/NĐ-CP"),
        ],
    )
    def test_numbers_from_careless_beginnings(self, named: NamedSource, typed: str, label: str) -> None:
        assert brief(typed)[0] == ("number", label)

    def test_a_whole_number_before_one_that_only_begins_so(self, named: NamedSource) -> None:
        assert brief("nd 15") == [
            ("number", "Nghị định 15/2023/NĐ-CP"),
            ("number", "Nghị định 150/1999/NĐ-CP"),
        ]
        assert [text for kind, text in brief("1")] == [
            "Quyết định 15/2023/QĐ-UBND",
            "Nghị định 15/2023/NĐ-CP",
            "Nghị định 150/1999/NĐ-CP",
        ]

    @pytest.mark.parametrize(
        "typed", ["bao hiem xa", "bảo hiểm xã", "BẢO HIỂM XÃ", "hiem xa h", "bảo hiểm x"]
    )
    def test_titles_from_any_word_with_or_without_accents(self, named: NamedSource, typed: str) -> None:
        assert brief(typed) == [("title", INSURANCE.title)]

    @pytest.mark.parametrize("typed", ["baor hieemr", "bao3 hie6m3 xa4"])
    def test_keystrokes_that_no_keyboard_program_took(self, named: NamedSource, typed: str) -> None:
        assert ("title", INSURANCE.title) in brief(typed)

    def test_accents_that_were_typed_come_first(self, named: NamedSource) -> None:
        assert brief("báo")[0] == ("title", "Chế độ báo cáo")
        assert {text for _kind, text in brief("báo")} == {text for _kind, text in brief("bao")}
        assert brief("bảo")[0] == ("field", "Bảo hiểm")
        assert brief("bảo")[-1] == ("title", "Chế độ báo cáo")

    def test_a_type_before_a_title_and_what_leads_where(self, named: NamedSource) -> None:
        found = suggested("luật đất")
        assert [(one.kind, one.text, one.detail, one.url) for one in found] == [
            ("title", "Đất đai", "Luật 31/2024/QH15", "/van-ban/1/")
        ]
        assert (found[0].marks, found[0].detail_marks) == (((0, 3),), ((0, 4),))

    def test_fields_issuers_and_types_lead_to_a_filtered_search(self, named: NamedSource) -> None:
        found = {one.kind: one for one in suggested("đất") + suggested("uy ban") + suggested("nghi d")}
        assert found["field"].url == "/tim-kiem/?field=dat-dai"
        assert found["issuer"].url == "/tim-kiem/?issuer=ubnd"
        assert found["type"].url == "/tim-kiem/?type=nghi-dinh"
        assert found["field"].label != found["issuer"].label

    def test_in_english(self, named: NamedSource) -> None:
        found = suggested("rates of", "en")
        assert [(one.kind, one.text, one.lang, one.detail, one.url) for one in found] == [
            ("title", "Rates of social insurance", "en", "Nghị định 15/2023/NĐ-CP", "/en/documents/2/")
        ]
        assert brief("rates of") == []
        by_number = suggested("15/2023", "en")
        assert [(one.text, one.lang, one.detail, one.detail_lang, one.url) for one in by_number] == [
            ("Quyết định 15/2023/QĐ-UBND", "vi", "Chế độ báo cáo", "vi", "/en/documents/3/"),
            ("Nghị định 15/2023/NĐ-CP", "vi", "Rates of social insurance", "en", "/en/documents/2/"),
        ]
        both = suggested("bao hiem", "en")
        assert [(one.kind, one.text, one.lang, one.detail) for one in both] == [
            ("field", "Insurance", "en", "Bảo hiểm"),
            ("title", "Rates of social insurance", "en", "Nghị định 15/2023/NĐ-CP"),
        ]
        assert both[0].url == "/en/tim-kiem/?field=bao-hiem"
        assert brief("gover", "en") == [("issuer", "Government")]
        assert suggested("quoc h", "en")[0].lang == "vi"

    def test_what_is_found_in_one_language_only(self, named: NamedSource) -> None:
        offer(named, record("9", title="Đất lành", label="", number="", languages=("vi",)))
        assert ("title", "Đất lành") in brief("dat lanh")
        assert brief("dat lanh", "en") == []

    def test_at_most_ten_of_several_kinds_the_same_every_time(self, named: NamedSource) -> None:
        offer(
            named,
            *(
                record(f"d{place}", title=f"Đất rừng số {place}", number=f"{place}/2020/QĐ-UBND")
                for place in range(400)
            ),
        )
        found = brief("đ")
        assert len(found) == 10
        assert found[0] == ("field", "Đất đai")
        assert found[1] == ("title", "Đất đai")
        assert all(brief("đ") == found for _time in range(3))
        assert brief("đất rừng số 39")[0] == ("title", "Đất rừng số 39")
        titles = [one.detail for one in suggested("dat rung so 3")]
        offer(named, record("d399", title="Đất rừng số 399", number="399/2020/QĐ-UBND"))
        assert [one.detail for one in suggested("dat rung so 3")] == titles

    @pytest.mark.parametrize(
        "typed", ["", " ", "%", "_", "zzz", "'; DROP TABLE x; --", "\x00", "🙂", "😀đất"]
    )
    def test_what_is_no_beginning_of_anything(self, named: NamedSource, typed: str) -> None:
        assert all(one.text for one in suggested(typed))

    def test_text_that_a_database_cannot_hold(self, named: NamedSource) -> None:
        offer(
            named,
            record("9", title="Nước\x00 sạch", number="9\x00/2020/QĐ-UBND", label="QĐ 9\x00"),
        )
        assert brief("nước sạ")[0][0] == "title"


class TestInStep:
    def test_taken_out_with_the_last_document_that_has_it(self, named: NamedSource) -> None:
        offer(named, record("5", title="Nhà ở", facets={"field": ("dat-dai",)}))
        DatabaseEngine().delete("regulations", ["1"])
        assert brief("dat") == [("field", "Đất đai")]
        assert brief("31/2024") == brief("luat") == []
        DatabaseEngine().delete("regulations", ["5"])
        assert brief("dat") == brief("nha o") == []

    def test_another_source_keeps_its_own(self, named: NamedSource) -> None:
        news = MemorySource()
        news.name = "news"
        sources.register(news)
        offer(news, record("1", title="Đất đai", source="news", label="", number=""))
        DatabaseEngine().delete("regulations", ["1"])
        assert brief("dat") == [("title", "Đất đai")]

    def test_a_facet_keeps_a_code_that_another_has_as_well(self, named: NamedSource) -> None:
        named.names = {
            "field": {"khac": ("Lĩnh vực khác", "Other")},
            "type": {"khac": ("Loại khác", "Other")},
        }
        offer(named, record("7", title="Bảy", facets={"field": ("khac",), "type": ("khac",)}))
        offer(named, record("8", title="Tám", facets={"field": ("khac",)}))
        assert ("type", "Loại khác") in brief("loai khac")

    def test_written_anew(self, named: NamedSource) -> None:
        offer(named, record("1", title="Nhà ở", number="32/2024/QH15", label="Luật 32/2024/QH15"))
        assert brief("dat") == brief("31/2024") == []
        assert brief("nha o") == [("title", "Nhà ở")]
        assert brief("luật 32") == [("number", "Luật 32/2024/QH15")]

    def test_a_facet_value_gets_another_name(
        self, named: NamedSource, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(NAMES["field"], "dat-dai", ("Ruộng đất", "Farmland"))
        offer(named, LAND)
        assert brief("ruong") == [("field", "Ruộng đất")]
        assert brief("farm", "en") == [("field", "Farmland")]
        assert brief("land", "en") == []

    def test_a_rebuild_ends_with_the_same_rows(self, named: NamedSource) -> None:
        def rows() -> set[tuple[Any, ...]]:
            return set(
                SuggestionStart.objects.values_list(
                    "suggestion__kind", "suggestion__key", "shelf", "start", "rank"
                )
            )

        before = rows()
        put(DatabaseEngine(), record("gone", title="Bị bỏ", facets={"field": ("x",)}))
        rebuild(DatabaseEngine())
        assert rows() == before
        named.held.clear()
        rebuild(DatabaseEngine())
        assert not Suggestion.objects.exists()
        assert not SuggestionStart.objects.exists()

    def test_nothing_of_a_write_that_failed(self, named: NamedSource) -> None:
        before = Suggestion.objects.count()
        with transaction.atomic():
            offer(named, record("5", title="Nhà ở"))
            transaction.set_rollback(True)
        assert Suggestion.objects.count() == before
        assert brief("nha o") == []

    def test_each_thing_once(self, named: NamedSource) -> None:
        for _time in range(3):
            offer(named, LAND, INSURANCE)
        assert brief("đất") == [("field", "Đất đai"), ("title", "Đất đai")]

    def test_they_go_on_while_elasticsearch_is_away(self, named: NamedSource, settings: Any) -> None:
        settings.ELASTICSEARCH_URLS = ["http://127.0.0.1:9"]
        assert brief("đất")


class TestOfTheSite:
    """What visitors see, from publication to withdrawal."""

    def test_published_withdrawn_and_renamed(self, client: Client) -> None:
        document = published_document(
            make_department(),
            number="77/2023/QĐ-UBND",
            official_title="Quy chế văn thư",
            english_title="Rules of records",
            fields=["Văn thư"],
        )
        drain()
        assert texts(client, "/tim-kiem/goi-y/", "van thu") == ["Văn thư", "Quy chế văn thư"]
        english = ask(client, "/en/tim-kiem/goi-y/", "rules of r")
        assert [(one["text"], one["lang"]) for one in english] == [("Rules of records", "en")]
        assert client.get(english[0]["url"]).status_code == 200
        assert client.get(ask(client, "/tim-kiem/goi-y/", "77/2023")[0]["url"]).status_code == 200

        field = DocumentField.objects.get(name="Văn thư")
        field.name = "Lưu trữ"
        field.translated_names.add(DocumentFieldName(language="en", name="Archives"))
        field.save()
        drain()
        assert texts(client, "/tim-kiem/goi-y/", "luu t") == ["Lưu trữ"]
        assert texts(client, "/en/tim-kiem/goi-y/", "archi") == ["Archives"]

        with carrying_out(document.pk):
            LegalDocumentPage.objects.get(pk=document.pk).unpublish()
        drain()
        for address, typed in [
            ("/tim-kiem/goi-y/", "van thu"),
            ("/tim-kiem/goi-y/", "77"),
            ("/en/tim-kiem/goi-y/", "archi"),
        ]:
            assert texts(client, address, typed) == []

    def test_a_draft_is_not_suggested(self, client: Client) -> None:
        document = published_document(make_department(), official_title="Quy chế văn thư")
        document.official_title = "Quy chế bí mật"
        document.save_revision()
        drain()
        assert texts(client, "/tim-kiem/goi-y/", "bi mat") == []

    def test_pages_in_their_language(self, client: Client) -> None:
        department = make_department()
        published_page(department, title="Cơ cấu tổ chức")
        published_page(department, home_page("en"), title="Structure")
        drain()
        assert texts(client, "/tim-kiem/goi-y/", "cơ c") == ["Cơ cấu tổ chức"]
        assert texts(client, "/en/tim-kiem/goi-y/", "co c") == texts(client, "/tim-kiem/goi-y/", "stru") == []
        assert texts(client, "/en/tim-kiem/goi-y/", "stru") == ["Structure"]


def ask(client: Client, address: str, typed: str) -> list[dict[str, Any]]:
    """Suggestions over HTTP."""
    return list(client.get(address, {"q": typed}).json()["suggestions"])


def texts(client: Client, address: str, typed: str) -> list[str]:
    """Their texts."""
    return [one["text"] for one in ask(client, address, typed)]


class TestOverHttp:
    def test_headers(self, named: NamedSource, client: Client) -> None:
        response = client.get("/tim-kiem/goi-y/", {"q": "đất"})
        assert response["Content-Type"] == "application/json"
        assert response["Cache-Control"] == "public, max-age=60"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies

    def test_languages_by_address_and_not_by_the_browser(self, named: NamedSource, client: Client) -> None:
        for address, text in (("/tim-kiem/goi-y/", "Bảo hiểm"), ("/en/tim-kiem/goi-y/", "Insurance")):
            for preferred in ("vi", "en"):
                response = client.get(address, {"q": "bao hiem"}, headers={"accept-language": preferred})
                assert response.json()["suggestions"][0]["text"] == text

    @pytest.mark.parametrize("data", [{}, {"q": ""}, {"q": "x" * 100_000}, {"other": "đất"}])
    def test_nothing_to_suggest(self, named: NamedSource, client: Client, data: dict[str, str]) -> None:
        response = client.get("/tim-kiem/goi-y/", data)
        assert response.status_code == 200
        assert response.json() == {"suggestions": []}

    def test_only_for_reading(self, client: Client) -> None:
        assert client.head("/tim-kiem/goi-y/?q=x").status_code == 200
        assert client.post("/tim-kiem/goi-y/", {"q": "x"}).status_code == 405

    def test_bytes_that_are_no_text(self, named: NamedSource, client: Client) -> None:
        assert client.get("/tim-kiem/goi-y/?q=%ff%fe%00%ed%a0%80").status_code == 200

    @pytest.mark.parametrize("typed", ["d", "đất", "15/2023", "ki", "15/2023 đất", "bảo hiểm", "x" * 200])
    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_at_most_four_queries_however_many_documents(
        self, named: NamedSource, client: Client, typed: str, language: str
    ) -> None:
        many = (
            record(f"d{n}", title=f"Đất kiểu {n}", number=f"15/{1950 + n % 70}/QĐ-A{n}") for n in range(200)
        )
        offer(named, *many)
        address = "/tim-kiem/goi-y/" if language == "vi" else "/en/tim-kiem/goi-y/"
        with CaptureQueriesContext(connection) as queries:
            client.get(address, {"q": typed})
        assert len(queries) <= 4

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        typed=st.one_of(
            st.text(max_size=300),
            st.text("đĐdaảăấ 0123456789/-.:%_\\'\"`ki\u0301\u0309\u0323qnghUBND", max_size=60),
            st.sampled_from([INSURANCE.title, LAND.label, "nđ 15/2023"]).flatmap(
                lambda text: st.integers(0, len(text)).map(lambda end: text[:end])
            ),
        )
    )
    def test_whatever_is_typed(self, named: NamedSource, client: Client, typed: str) -> None:
        response = client.get("/tim-kiem/goi-y/", {"q": typed})
        assert response.status_code == 200
        found = json.loads(response.content)["suggestions"]
        assert len(found) <= 10
        for one in found:
            assert one["url"].startswith("/")
            assert one["label"]
            for text, marks in ((one["text"], one["marks"]), (one["detail"], one["detail_marks"])):
                assert all(0 <= start < end <= len(text) for start, end in marks)


def test_a_document_that_was_made_private_is_not_suggested_before_the_index_knows(named: NamedSource) -> None:
    del named.held["1"]
    assert ("title", "Đất đai") not in brief("dat")
