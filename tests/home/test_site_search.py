"""The site's search over every kind of page: what is found, in which language, and that it follows the tree."""

import datetime
import re

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from core.guard import carrying_out
from home.demo.approval import submit_and_approve
from home.models import SectionPage
from regulations.models import DocumentIndexPage
from search import sources
from search.outbox import drain
from search.page_signals import record_pages
from search.pages import Kind, PageSource
from search.query import SearchQuery
from search.service import search
from tests.browser.content import make_file
from tests.factories import (
    draft_page,
    home_page,
    make_department,
    published_document,
    published_page,
    published_section,
)

pytestmark = pytest.mark.django_db

BODY = [("heading", "Tuyển dụng viên chức"), ("text", "<p>Hồ sơ gồm lý lịch và bằng cấp.</p>")]


@pytest.fixture
def department():
    return make_department()


@pytest.fixture
def section(department):
    return published_section(department, title="Giới thiệu", slug="gioi-thieu")


@pytest.fixture
def page(department, section):
    return published_page(
        department, section, title="Cơ cấu tổ chức", slug="co-cau", intro="Lời mở.", body=BODY
    )


def hits(words="", **values):
    """Bring the index up to date and search."""
    drain()
    return search(SearchQuery(keyword=words, **values)).hits


def urls(words, **values):
    return [hit.url for hit in hits(words, **values)]


def show(client, address):
    drain()
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


class TestWhatIsFound:
    def test_a_page_by_its_title_its_text_and_its_section_with_and_without_accents(self, page):
        assert urls("cơ cấu tổ chức") == ["/gioi-thieu/co-cau/"]
        assert urls("ho so ly lich") == ["/gioi-thieu/co-cau/"]
        assert urls("giới thiệu") == ["/gioi-thieu/", "/gioi-thieu/co-cau/"]

    def test_the_page_of_that_very_title_before_others_that_speak_of_it(self, client, department, page):
        published_document(
            department, text="§ Điều 1. Cơ cấu tổ chức\nCơ cấu tổ chức của Sở gồm cơ cấu tổ chức các phòng.\n"
        )
        assert urls("cơ cấu tổ chức")[0] == page.url
        shown = show(client, "/tim-kiem/?q=co cau to chuc")
        assert "Lời mở." in shown
        assert "#toan-van" not in shown

    def test_english_words_of_a_document_are_not_shown_for_vietnamese_ones(self, client, department):
        published_document(department, official_title="Quy chế khen thưởng", english_title="On commendation")
        assert "On commendation" not in show(client, "/tim-kiem/?q=quy chế khen thưởng")

    def test_the_passage_leads_to_the_heading_of_the_page(self, client, page):
        (hit,) = hits("lý lịch")
        assert [(part.path, part.title) for part in hit.passages] == [
            ("muc-tuyen-dung-vien-chuc", "Tuyển dụng viên chức")
        ]
        assert 'id="muc-tuyen-dung-vien-chuc"' in show(client, page.url)
        shown = show(client, "/tim-kiem/?q=lý lịch")
        assert 'href="/gioi-thieu/co-cau/#muc-tuyen-dung-vien-chuc"' in shown
        assert "<mark>lý lịch</mark>" in shown

    def test_a_file_by_the_name_under_which_the_page_shows_it(self, department, section):
        files = [{"document": make_file(), "title": ""}, {"document": make_file(), "title": "Mẫu đơn số một"}]
        page = published_page(department, section, title="Tải về", body=[("files", {"files": files})])
        assert urls("bản ký") == [page.url]
        assert urls("mẫu đơn") == [page.url]

    def test_the_home_page_by_its_address(self):
        home = home_page()
        home.address = "Số 3 đường Hoa Phượng"
        with carrying_out(home.pk):
            home.save()
        record_pages(Page.objects.filter(pk=home.pk))
        assert urls("hoa phượng") == ["/"]

    def test_the_index_of_documents_of_each_language(self):

        record_pages(Page.objects.filter(pk__in=DocumentIndexPage.objects.values("pk")))
        found = hits()
        assert {hit.url for hit in found} == {"/van-ban/", "/en/documents/"}

    def test_a_draft_and_what_is_drafted_on_a_live_page_are_not(self, department, page):
        draft_page(department.author, title="Bản nháp bí mật")
        page.title, page.intro = "Tên mới bí mật", "Lời bí mật."
        page.save_revision(user=department.author)
        assert urls("bí mật") == []
        assert urls("lời mở") == ["/gioi-thieu/co-cau/"]
        source = sources.get("pages")
        assert [record.title for record in source.records()] == ["Cơ cấu tổ chức"]
        assert source.count() == 1

    def test_a_document_and_a_page_together(self, department, page):
        document = published_document(department, official_title="Quy chế tuyển dụng viên chức")
        assert set(urls("tuyển dụng viên chức")) == {document.url, page.url}

    def test_a_document_whose_text_is_not_entered_yet_by_its_title(self, department):
        document = published_document(department, official_title="Sửa đổi quy chế văn thư", text="")
        assert urls("quy chế văn thư") == [document.url]

    def test_a_document_by_its_english_title_and_summary(self, client, department):
        document = published_document(
            department, english_title="On commendation", english_summary="Forms of <b> praise."
        )
        for words in ("commendation", "forms of praise"):
            assert urls(words) == [document.url]
        shown = show(client, "/en/tim-kiem/?q=forms of praise")
        assert re.search(
            r'<li lang="en">\s*<p>On commendation\s+<mark>Forms of</mark> &lt;b&gt; <mark>praise', shown
        )


class TestFollowing:
    def test_an_edit(self, department, page):
        drain()
        page.body = [("text", "<p>Nội dung khác hẳn.</p>")]
        submit_and_approve(page, department.author)
        assert urls("khác hẳn") == [page.url]
        assert urls("lý lịch") == []

    def test_unpublished_and_published_again(self, department, page):
        assert urls("lý lịch")
        with carrying_out(page.pk):
            page.unpublish()
        assert urls("lý lịch") == []

    def test_private_itself_or_by_what_stands_above_it_and_public_again(self, department, section, page):
        for restricted in (page, section, home_page()):
            assert urls("lý lịch") == [page.url]
            rule = PageViewRestriction.objects.create(
                page=restricted, restriction_type="password", password="x"
            )
            assert urls("lý lịch") == []
            rule.delete()
            assert urls("lý lịch") == [page.url]

    def test_a_document_hidden_with_its_index(self, department):
        document = published_document(department)
        assert urls(document.number) == [document.url]
        index = document.get_parent().get_parent()
        rule = PageViewRestriction.objects.create(page=index, restriction_type="login")
        assert urls(document.number) == []
        rule.delete()
        assert urls(document.number) == [document.url]

    def test_deleted_with_the_section_above_it(self, section, page):
        assert len(urls("giới thiệu")) == 2
        section = SectionPage.objects.get(pk=section.pk)
        with carrying_out(section.pk), carrying_out(page.pk):
            section.delete()
        assert urls("giới thiệu") == []

    def test_moved_with_the_section_above_it(self, department, section, page):
        other = published_section(department, title="Khác", slug="khac")
        drain()
        section = SectionPage.objects.get(pk=section.pk)
        with carrying_out(section.pk):
            section.move(SectionPage.objects.get(pk=other.pk), pos="last-child")
        assert urls("lý lịch") == ["/khac/gioi-thieu/co-cau/"]

    def test_a_section_s_new_title_and_address_reach_the_pages_below(self, department, section, page):
        drain()
        section = SectionPage.objects.get(pk=section.pk)
        section.title, section.slug = "Chúng tôi", "chung-toi"
        with carrying_out(section.pk):
            submit_and_approve(section, department.author)
        (hit,) = hits("lý lịch")
        assert (hit.label, hit.url) == ("Chúng tôi", "/chung-toi/co-cau/")

    def test_a_page_that_expires(self, department, section):
        page = published_page(
            department,
            section,
            title="Thông báo hết hạn",
            expire_at=timezone.now() + datetime.timedelta(days=1),
        )
        assert urls("thông báo hết hạn") == [page.url]
        type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(hours=1))
        call_command("publish_due")
        assert urls("thông báo hết hạn") == []


class TestLanguages:
    @pytest.fixture
    def about(self, department, section):
        english = published_page(
            department,
            home_page("en"),
            SectionPage,
            title="About us",
            translation_key=section.translation_key,
        )
        return published_page(
            department,
            english,
            title="Recruitment",
            slug="recruitment",
            body=[("text", "<p>Send your papers (lý lịch).</p>")],
        )

    def test_pages_are_found_in_their_own_language_documents_in_each(self, client, department, page, about):
        document = published_document(
            department, official_title="Lý lịch", english_title="Curriculum vitae", english_summary=""
        )
        drain()
        vietnamese, english = show(client, "/tim-kiem/?q=ly+lich"), show(client, "/en/tim-kiem/?q=ly+lich")
        assert page.url in vietnamese
        assert about.url not in vietnamese
        assert document.url in vietnamese
        assert about.url in english
        assert f'href="{page.url}"' not in english
        assert f"/en/documents/2023/{document.slug}/" in english
        assert "Curriculum vitae" in english

    def test_each_hit_says_its_language(self, client, department, page, about):
        published_document(department, official_title="Lý lịch")
        english = show(client, "/en/tim-kiem/?q=ly+lich")
        assert re.search(r'<a href="/en/[^"]*recruitment/" lang="en">', english)
        assert '<ul class="passages" lang="en">' in english
        assert re.search(r'<a href="/en/documents/[^"]*" lang="vi">', english)
        assert '<ul class="passages" lang="vi">' in english

    def test_a_search_without_a_language_finds_all(self, page, about):
        assert set(urls("lý lịch")) == {page.url, about.url}
        assert urls("lý lịch", language="en") == [about.url]
        assert urls("lý lịch", language="vi") == [page.url]


class TestKinds:
    def test_the_facet_comes_first_with_names_in_the_reader_s_language(self, client, department, page):
        published_document(department, official_title="Cơ cấu")
        drain()
        for address, document, ordinary in (
            ("/tim-kiem/?q=cơ cấu", "legal-document", "page"),
            ("/en/tim-kiem/?q=cơ cấu", "legal-document", None),
        ):
            groups = client.get(address).context["facets"]
            assert groups[0].name == "kind"
            codes = {choice.code: choice.count for choice in groups[0].choices}
            assert codes == {code: 1 for code in (document, ordinary) if code}
        assert "Legal document" in show(client, "/en/tim-kiem/?q=cơ cấu")

    def test_a_choice_of_kind_narrows(self, client, department, page):
        document = published_document(department, official_title="Cơ cấu")
        shown = show(client, "/tim-kiem/?q=cơ cấu&kind=page")
        assert page.url in shown
        assert document.url not in shown
        assert client.get("/tim-kiem/?q=cơ cấu&kind=page").context["active_filters"]

    def test_the_list_of_documents_holds_documents_alone_whatever_kind_is_asked_for(
        self, client, department, page
    ):
        document = published_document(department, official_title="Cơ cấu")
        drain()
        for address in ("/van-ban/", "/van-ban/?kind=page", "/van-ban/?q=co+cau&kind=page"):
            context = client.get(address).context
            assert [shown.hit.url for shown in context["hits"]] == [document.url]
            assert "kind" not in [group.name for group in context["facets"]]

    def test_the_home_page_lists_documents_alone(self, client, department, page):
        document = published_document(department)
        drain()
        newest = client.get("/").context["newest_documents"]
        assert [shown.url for shown in newest] == [document.url]

    def test_an_app_adds_a_kind_with_two_lines(self, client, page):
        sources.register(PageSource(type(page), "pages", Kind("news", "Tin tức"), dated=True))
        try:
            (hit,) = hits("lý lịch")
            assert hit.issued_on == timezone.localdate(page.first_published_at)
            shown = show(client, "/tim-kiem/?q=lý lịch")
            assert "Tin tức" in shown
            assert 'value="news"' in shown
            assert f'datetime="{timezone.localdate():%Y-%m-%d}"' in shown
        finally:
            sources.register(PageSource(type(page), "pages"))
