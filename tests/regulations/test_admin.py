"""Documents in the admin: written at the index, filed by the system, never copied, imported with a preview."""

import datetime
import json
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from home.demo.approval import submit_and_approve
from regulations.filing import document_index
from regulations.importing.registers import Registers
from regulations.importing.tasks import check_uploaded_import, run_uploaded_import
from regulations.models import DocumentType, ImportBatch, LegalDocumentPage
from tests.factories import draft_document, home_page, make_department, make_user, published_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return make_department()


def form_data(**values):
    """What the editor's form of a document posts."""
    formsets = {}
    for name in ("document_issuers", "document_files", "relations", "amendments", "part_dates", "comments"):
        formsets |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}
        formsets |= {f"{name}-MIN_NUM_FORMS": "0", f"{name}-MAX_NUM_FORMS": "1000"}
    return {
        "number": "15/2023/QĐ-UBND",
        "document_type": str(DocumentType.objects.get(code="quyet-dinh").pk),
        "official_title": "Ban hành Quy định",
        "english_title": "",
        "english_summary": "",
        "issued_on": "2023-05-04",
        "effective_on": "",
        "expires_on": "",
        "gazette": "",
        "signer": "",
        "signer_office": "",
        "text": "§ Điều 1. Phạm vi\nMột.\n",
        "tags": "",
        "source_author": "",
        "source_name": "",
        "source_url": "",
        "social_image": "",
        "review_on": "",
        "owning_unit": "",
        "go_live_at": "",
        "expire_at": "",
        **formsets,
        **values,
    }


def create(client, **values):
    url = reverse("wagtailadmin_pages:add", args=["regulations", "legaldocumentpage", document_index().pk])
    return client.post(url, form_data(**values))


def test_a_document_made_at_the_index_is_filed_below_its_year(client, department):
    client.force_login(department.author)
    create(client)
    page = LegalDocumentPage.objects.get()
    assert page.title == "Quyết định 15/2023/QĐ-UBND"
    assert page.url_path == "/home/van-ban/2023/15-2023-qd-ubnd/"
    assert page.owning_unit == department.unit


def test_the_same_document_twice_is_refused_and_nothing_entered_is_lost(client, department):
    client.force_login(department.author)
    create(client)
    response = create(client, number="15/2023/qđ-ubnd", official_title="Bản thứ hai")
    assert LegalDocumentPage.objects.count() == 1
    assert "Bản thứ hai" in response.content.decode()
    assert "Quyết định 15/2023/QĐ-UBND" in response.content.decode()


def test_a_text_with_a_doubled_article_is_refused_when_submitted(client, department):
    client.force_login(department.author)
    text = "§ Điều 1. A\n§ Điều 1. B\n"
    response = create(client, text=text, **{"action-submit": "1"})
    assert not LegalDocumentPage.objects.exists()
    assert "Điều 1" in response.content.decode()


@pytest.mark.parametrize("values", [{"number": ""}, {"document_type": ""}])
def test_even_a_draft_has_number_and_type(client, department, values):
    client.force_login(department.author)
    create(client, **values)
    assert not LegalDocumentPage.objects.exists()


def test_a_changed_year_moves_the_published_document_and_leaves_a_redirect(client, department):
    page = published_document(department, number="77/QĐ-SNV", issued_on=datetime.date(2023, 5, 4))
    old = page.url
    page.issued_on = page.issued_on.replace(year=2022)
    page.effective_on = None
    submit_and_approve(page, department.author)
    page = LegalDocumentPage.objects.get(pk=page.pk)
    assert page.url == "/van-ban/2022/77-qd-snv/"
    assert client.get(old).status_code == 301
    assert client.get(page.url).status_code == 200


def test_copies_aliases_and_translations_are_refused(client, department):
    page = published_document(department)
    for attempt in (page.copy, page.create_alias, page.copy_for_translation):
        with pytest.raises(ValidationError):
            attempt()
    client.force_login(department.superuser)
    client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {"new_title": "x", "new_slug": "x", "new_parent_page": page.get_parent().pk},
    )
    client.post(
        reverse("wagtailadmin_pages:copy", args=[home_page().pk]),
        {"new_title": "x", "new_slug": "x", "new_parent_page": "1", "copy_subpages": "on"},
    )
    assert LegalDocumentPage.objects.count() == 1


def test_the_list_finds_without_accents_and_filters(client, department, django_assert_max_num_queries):
    draft_document(department.author, official_title="Quản lý đất đai", number="1/2023/QĐ-UBND")
    draft_document(department.author, official_title="Thi đua", number="2/2023/QĐ-UBND", issuers=[])
    call_command("update_index", stdout=StringIO())
    client.force_login(department.author)
    url = reverse("legal_documents:index")
    client.get(url)
    with django_assert_max_num_queries(60):
        assert "Quản lý đất đai" in client.get(url).content.decode()
    for query in ("dat dai", "đất đai", "1/2023", "1 2023 qd ubnd"):
        found = client.get(url, {"q": query}).content.decode()
        assert "Quản lý đất đai" in found, query
        assert "Thi đua" not in found, query
    found = client.get(url, {"incomplete": "issuer"}).content.decode()
    assert "Thi đua" in found
    assert "Quản lý đất đai" not in found


class TestUpload:
    """The same import in the admin, with a preview."""

    def row(self, **values):
        return {"number": "5/2024/QĐ-UBND", "type": "Quyết định", "title": "Về mẫu", "articles": [], **values}

    def upload(self, client, *rows):
        file = SimpleUploadedFile("rows.jsonl", "\n".join(json.dumps(row) for row in rows).encode())
        return client.post(reverse("regulations_import"), {"file": file})

    def test_preview_then_drafts(self, client, department, django_capture_on_commit_callbacks):
        client.force_login(department.author)
        response = self.upload(client, self.row(), {"number": "x"})
        batch = ImportBatch.objects.get()
        assert "Xem lại" in client.get(response.url).content.decode()
        assert client.post(response.url).status_code == 200
        assert ImportBatch.objects.get().queued_at is None
        check_uploaded_import.func(batch.pk)
        page = client.get(response.url).content.decode()
        assert "5/2024/QĐ-UBND" in page
        assert not LegalDocumentPage.objects.exists()
        response = client.post(response.url)
        assert client.get(response.url).status_code == 200
        run_uploaded_import.func(batch.pk)
        page = LegalDocumentPage.objects.get()
        assert not page.live
        assert page.latest_revision.user == department.author
        assert ImportBatch.objects.get().counts["rejected"] == 1

    @pytest.mark.parametrize("name", ["x.exe", "x.xlsx"])
    def test_bad_files_get_a_message(self, client, department, name):
        client.force_login(department.author)
        file = SimpleUploadedFile(name, b"not a workbook")
        client.post(reverse("regulations_import"), {"file": file})
        for batch in ImportBatch.objects.all():
            check_uploaded_import.func(batch.pk)
            response = client.get(reverse("regulations_import_preview", args=[batch.pk]), follow=True)
            assert "Tệp không phải" in response.content.decode()
        assert not LegalDocumentPage.objects.exists()

    def test_the_template_has_one_example_row(self, client, department):
        client.force_login(department.author)
        book = load_workbook(BytesIO(client.get(reverse("regulations_import_template")).content))
        assert book.worksheets[0].max_row == 2

    @pytest.mark.parametrize("role", ["", "network_administrator"])
    def test_others_are_refused(self, client, role):
        client.force_login(make_user(role))
        for name in ("regulations_import", "regulations_import_template"):
            assert client.get(reverse(name)).status_code in (302, 403)
        self.upload(client, self.row())
        assert not ImportBatch.objects.exists()

    def test_an_upload_is_its_owner_s(self, client, department):
        client.force_login(department.author)
        response = self.upload(client, self.row())
        client.force_login(department.unit_head)
        assert client.get(response.url).status_code == 404
        assert client.post(response.url).status_code == 404


def issuer_rows(*issuers):
    """The form's rows of issuers."""
    rows = {"document_issuers-TOTAL_FORMS": str(len(issuers))}
    for place, issuer in enumerate(issuers):
        rows |= {
            f"document_issuers-{place}-issuer": str(issuer.pk),
            f"document_issuers-{place}-ORDER": str(place + 1),
            f"document_issuers-{place}-id": "",
            f"document_issuers-{place}-DELETE": "",
        }
    return rows


def test_the_same_number_of_another_issuer_is_another_document(client, department):
    client.force_login(department.author)
    one, other = (Registers().issuer(name) for name in ("Ủy ban nhân dân tỉnh A", "Ủy ban nhân dân tỉnh B"))
    create(client, **issuer_rows(one))
    create(client, **issuer_rows(one))
    assert LegalDocumentPage.objects.count() == 1
    create(client, **issuer_rows(other))
    assert LegalDocumentPage.objects.count() == 2
    assert len(set(LegalDocumentPage.objects.values_list("slug", flat=True))) == 2


def test_year_pages_are_the_system_s(client, department):
    page = draft_document(department.author)
    year = page.get_parent()
    client.force_login(department.superuser)
    client.post(reverse("wagtailadmin_pages:edit", args=[year.pk]), {"title": "Khác", "slug": "khac"})
    client.post(reverse("wagtailadmin_pages:delete", args=[year.pk]))
    year.refresh_from_db()
    assert year.title == "Văn bản năm 2023"
    assert year.latest_revision is None


def test_a_draft_under_review_is_not_deleted(client, department):
    page = draft_document(department.author)
    page.get_workflow().start(page, department.author)
    for user in (department.unit_head, department.superuser):
        client.force_login(user)
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert LegalDocumentPage.objects.filter(pk=page.pk).exists()
