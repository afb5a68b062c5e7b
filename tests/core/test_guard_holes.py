"""Ways round the guard that a hostile review found, each once open: they stay closed."""

import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Revision, Site
from wagtail_localize.models import LocaleSynchronization

from core.guard import carrying_out
from editorial.withdrawal import unschedule
from home.demo.approval import submit_and_approve
from home.models import SectionPage, StandardPage
from regulations.importing.registers import Registers
from regulations.models import DocumentIndexPage, DocumentType, ImportBatch, LegalDocumentPage
from tests.core.test_guard import form_data, verify
from tests.editorial.test_chain import decide
from tests.factories import (
    draft_page,
    home_page,
    make_department,
    published_document,
    published_page,
    published_section,
)
from tests.regulations.test_admin import form_data as document_data

pytestmark = pytest.mark.django_db
TOMORROW = datetime.timedelta(days=1)


@pytest.fixture
def department():
    return make_department()


class TestAddressesOfLivePages:
    """What visitors see keeps its address, its place and its readers."""

    def test_a_draft_section_does_not_readdress_the_live_pages_below_it(self, department, client):
        section = draft_page(department.author, model=SectionPage)
        page = published_page(department, section)
        client.force_login(department.author)
        client.post(
            reverse("wagtailadmin_pages:edit", args=[section.pk]),
            form_data(SectionPage.objects.get(pk=section.pk), slug="khac"),
        )
        assert Page.objects.get(pk=page.pk).url_path == page.url_path
        assert client.get(page.url).status_code == 200

    def test_a_draft_without_live_pages_below_it_changes_its_address(self, department):
        section = draft_page(department.author, model=SectionPage)
        draft_page(department.author, section)
        section.refresh_from_db()
        section.slug = "khac"
        section.save()
        assert Page.objects.filter(url_path__startswith="/home/khac/").count() == 2

    @pytest.mark.parametrize("whose", ["page", "home"])
    def test_privacy_of_what_is_live(self, department, client, whose):
        page = published_page(department) if whose == "page" else home_page()
        client.force_login(department.superuser)
        url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
        client.post(url, {"restriction_type": "login", "password": "x"})
        assert not PageViewRestriction.objects.exists()

    def test_a_draft_can_be_made_private_but_is_not_opened_once_live(self, department, client):
        page = draft_page(department.author)
        url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
        client.force_login(department.superuser)
        client.post(url, {"restriction_type": "login", "password": "x"})
        assert PageViewRestriction.objects.filter(page=page).exists()
        submit_and_approve(page, department.author)
        client.post(url, {"restriction_type": "none", "password": "x"})
        assert PageViewRestriction.objects.filter(page=page).exists()

    def test_another_root_page_of_the_site(self, department, client):
        page, site = published_page(department), Site.objects.get()
        client.force_login(department.superuser)
        values = {"hostname": "x.vn", "port": 80, "site_name": "", "is_default_site": "on"}
        url = reverse("wagtailsites:edit", args=[site.pk])
        client.post(url, {**values, "root_page": page.pk})
        client.post(reverse("wagtailsites:add"), {**values, "root_page": page.pk, "is_default_site": ""})
        client.post(reverse("wagtailsites:delete", args=[site.pk]))
        assert list(Site.objects.values_list("root_page_id", flat=True)) == [home_page().pk]
        client.post(url, {**values, "root_page": home_page().pk})
        assert Site.objects.get().hostname == "x.vn"


class TestScheduled:
    """Approved for a date: it appears where it was approved."""

    @pytest.mark.parametrize("role", ["author", "superuser"])
    @pytest.mark.parametrize("below", [False, True])
    def test_is_neither_moved_nor_deleted_meanwhile(self, department, client, role, below):
        section = published_section(department)
        parent = draft_page(department.author, model=SectionPage) if below else None
        page = published_page(department, parent, go_live_at=timezone.now() + TOMORROW)
        assert not page.live
        target = parent or page
        client.force_login(getattr(department, role))
        client.post(reverse("wagtailadmin_pages:move_confirm", args=[target.pk, section.pk]))
        client.post(reverse("wagtailadmin_pages:delete", args=[target.pk]))
        assert Page.objects.get(pk=page.pk).url_path == page.url_path

    def test_once_unscheduled_it_is_a_draft_like_any_other(self, department, client):
        page = published_page(department, go_live_at=timezone.now() + TOMORROW)
        unschedule(page, department.head, "Hoãn")
        client.force_login(department.superuser)
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert not Page.objects.filter(pk=page.pk).exists()


class TestRecord:
    """What was decided on stays, to be checked."""

    def test_a_revision_that_was_decided_on_is_kept(self, department):
        """`purge_revisions` passes over those that raise `ProtectedError`; it takes the live one otherwise."""
        page = published_page(department)
        for title in ("Mới", "Mới nữa"):
            page.title = title
            page.save_revision(user=department.author)
        for attempt in (
            page.live_revision.delete,
            Revision.objects.filter(pk=page.live_revision_id).delete,
        ):
            with pytest.raises(ProtectedError), transaction.atomic():
                attempt()
        Revision.objects.filter(object_id=str(page.pk), decisions=None).delete()
        assert '"findings": 0' in verify()

    def test_an_expired_page_is_deleted_with_its_revisions(self, department):
        page = published_page(department)
        Page.objects.filter(pk=page.pk).update(live=False)
        with carrying_out(page.pk):
            StandardPage.objects.get(pk=page.pk).delete()
        assert not Revision.objects.filter(object_id=str(page.pk)).exists()

    def test_a_finished_import_is_neither_deleted_nor_rewritten(self, department, client):
        batch = ImportBatch.objects.create(
            file_name="cu.jsonl", file_digest="x", takeover_reason="Trang cũ", finished_at=timezone.now()
        )
        client.force_login(department.superuser)
        client.post(reverse("regulations_importbatch_modeladmin_delete", args=[batch.pk]))
        batch.takeover_reason = "Khác"
        with pytest.raises(PermissionDenied):
            batch.save()
        assert ImportBatch.objects.get(pk=batch.pk).takeover_reason == "Trang cũ"


def test_an_alias_neither_goes_live_with_its_page_nor_stops_it(department):
    LocaleSynchronization.objects.bulk_create(
        [
            LocaleSynchronization(
                locale=Locale.objects.get(language_code="en"),
                sync_from=Locale.objects.get(language_code="vi"),
            )
        ]
    )
    page = draft_page(department.author)
    alias = page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    submit_and_approve(page, department.author)
    assert Page.objects.get(pk=page.pk).live
    assert not Page.objects.get(pk=alias.pk).live


class TestDocuments:
    """Filed by the system, whatever the editor posts."""

    def add(self, client, index, **values):
        url = reverse("wagtailadmin_pages:add", args=["regulations", "legaldocumentpage", index.pk])
        client.post(url, document_data(**values))

    def test_made_below_the_english_index_it_is_vietnamese_all_the_same(self, department, client):
        client.force_login(department.author)
        self.add(client, DocumentIndexPage.objects.get(locale__language_code="en"))
        page = LegalDocumentPage.objects.get()
        assert page.url_path == "/home/van-ban/2023/15-2023-qd-ubnd/"
        assert page.locale.language_code == "vi"

    def test_the_second_of_one_number_can_be_published_too(self, department, client):
        client.force_login(department.author)
        index = DocumentIndexPage.objects.get(locale__language_code="vi")
        for kind in DocumentType.objects.order_by("pk")[:2]:
            self.add(client, index, document_type=str(kind.pk), **{"action-submit": "1"})
        pages = list(LegalDocumentPage.objects.order_by("pk"))
        client.force_login(department.head)
        for page in pages:
            decide(client, page, department.head)
        live = LegalDocumentPage.objects.live().order_by("pk")
        assert [page.url_path for page in live] == [page.url_path for page in pages]
        assert len({page.url_path for page in live}) == 2


@pytest.mark.parametrize("role", ["superuser", "head", "author"])
@pytest.mark.parametrize(
    "action",
    [
        "publish",
        "unpublish",
        "delete",
        "move",
        "copy",
        "create_alias",
        "convert_alias",
        "copy_for_translation",
    ],
)
def test_actions_of_the_admin_api_change_nothing_that_is_live(department, client, role, action):
    section, live, draft = published_section(department), published_page(department), draft_page(None)
    before = list(Page.objects.live().order_by("pk").values("pk", "path", "title", "url_path"))
    client.force_login(getattr(department, role))
    data = {
        "destination_page_id": section.pk,
        "recursive": True,
        "keep_live": True,
        "locale": "en",
        "alias": True,
        "position": "first-child",
        "slug": "ban-sao",
        "update_slug": "ban-sao",
    }
    for page in (live, draft, home_page()):
        url = f"/admin/api/main/pages/{page.pk}/action/{action}/"
        client.post(url, json.dumps(data), content_type="application/json")
    assert list(Page.objects.live().order_by("pk").values("pk", "path", "title", "url_path")) == before


class TestVerifier:
    """Signals don't see raw SQL and `QuerySet.update`: the verifier compares what is shown."""

    def test_accepts_documents_made_in_the_admin_and_filed_elsewhere(self, department, client):
        client.force_login(department.author)
        registers = Registers()
        issuers = {"document_issuers-TOTAL_FORMS": "2"}
        for place, name in enumerate(("Sở Tài chính", "Sở Nội vụ")):
            prefix = f"document_issuers-{place}"
            issuer = str(registers.issuer(name).pk)
            issuers |= {f"{prefix}-issuer": issuer, f"{prefix}-ORDER": str(2 - place), f"{prefix}-id": ""}
        index = DocumentIndexPage.objects.get(locale__language_code="vi")
        url = reverse("wagtailadmin_pages:add", args=["regulations", "legaldocumentpage", index.pk])
        client.post(
            url, document_data(number="77/QĐ-SNV", tags="một, hai", **issuers, **{"action-submit": "1"})
        )
        page = LegalDocumentPage.objects.get()
        client.force_login(department.head)
        decide(client, page, department.head)
        page = LegalDocumentPage.objects.get()
        assert page.live
        assert [issuer.name for issuer in page.issuers()] == ["Sở Nội vụ", "Sở Tài chính"]
        verify()
        page.issued_on = datetime.date(2021, 1, 1)
        submit_and_approve(page, department.author)
        assert LegalDocumentPage.objects.get().url_path.startswith("/home/van-ban/2021/")
        verify()

    @pytest.mark.parametrize("values", [{"title": "Khác"}, {"slug": "khac"}, {"intro": "Khác"}])
    def test_finds_a_live_row_changed_by_hand(self, department, values):
        page = published_page(department)
        StandardPage.objects.filter(pk=page.pk).update(**values)
        with pytest.raises(SystemExit):
            verify()

    def test_finds_a_child_row_changed_by_hand(self, department):
        page = published_document(department)
        page.document_issuers.model.objects.all().delete()
        with pytest.raises(SystemExit):
            verify()
