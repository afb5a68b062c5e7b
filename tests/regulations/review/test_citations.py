"""Which documents and provisions pages name."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Comment, Site

from core.guard import carrying_out
from home.demo.approval import submit_and_approve
from home.models import StandardPage
from regulations.models import AffectedPage, Citation, LegalDocumentPage
from regulations.review.citations import cited_by, join_citations
from tests.factories import Department, draft_page, published_document

from .site import TODAY, citing, statements

pytestmark = pytest.mark.django_db


def rows(page: StandardPage) -> set[tuple[str, str, int | None]]:
    found = Citation.objects.filter(page_id=page.pk)
    return set(found.values_list("target_number", "path", "target_id"))


def test_documents_named_in_the_text(department: Department) -> None:
    known = published_document(department, number="15/2023/NĐ-CP", type="Nghị định")
    law = published_document(department, number="31/2024/QH15", type="Luật", official_title="Đất đai")
    page = citing(
        department,
        "Hồ sơ theo khoản 2 Điều 8 Nghị định số 15/2023/NĐ-CP ngày 04/5/2023 của Chính phủ.",
        "Căn cứ Luật Đất đai và Quyết định số 99/2019/QĐ-UBND.",
    )
    assert rows(page) == {
        ("15/2023/NĐ-CP", "dieu-8/khoan-2", known.pk),
        ("Luật Đất đai", "", law.pk),
        ("99/2019/QĐ-UBND", "", None),
    }
    assert set(Citation.objects.filter(target=None).values_list("state", flat=True)) == {""}
    assert "" not in Citation.objects.exclude(target=None).values_list("state", flat=True)


def test_links_with_and_without_a_provision(department: Department) -> None:
    one, other, named = (published_document(department) for _number in range(3))
    page = citing(
        department,
        f'<a linktype="page" id="{one.pk}">quy định</a>',
        f'<a href="{other.url}#dieu-2">Điều 2</a> và <a href="{other.url}#ghi-chu-lạ">ghi chú</a>',
        f'Điều 1 Quyết định số {named.number} <a linktype="page" id="{named.pk}">(xem)</a>',
    )
    assert {(path, target) for _number, path, target in rows(page)} == {
        ("", one.pk),
        ("dieu-2", other.pk),
        ("dieu-1", named.pk),
    }


def test_addresses_of_our_own_hosts_and_languages_alone(department: Department) -> None:
    document = published_document(department)
    host, tail = Site.objects.get().hostname, document.url.removeprefix("/van-ban")
    inside = citing(department, f'<a href="http://{host}:8000/en/documents{tail}#dieu-1">x</a>')
    outside = citing(department, f'<a href="https://vbpl.vn{document.url}">x</a>')
    assert {(path, target) for _number, path, target in rows(inside)} == {("dieu-1", document.pk)}
    assert not rows(outside)


def test_other_fields_and_blocks_count_and_comments_do_not(department: Department) -> None:
    document = published_document(department)
    links = {"links": [{"title": "Xem", "page": document, "url": ""}]}
    page = draft_page(
        department.author, body=[("related_links", links)], intro="Theo Nghị định số 7/2020/NĐ-CP."
    )
    page.wagtail_admin_comments = [
        Comment(user=department.author, text="Nghị định số 8/2020/NĐ-CP", contentpath="title")
    ]
    found = {(one.number, one.target) for one in cited_by(page)}
    assert found == {("7/2020/NĐ-CP", None), (document.number, document.pk)}


def test_a_new_version_keeps_what_it_still_names(department: Department) -> None:
    kept, dropped = published_document(department), published_document(department)
    page = citing(department, f"Quyết định số {kept.number}; Quyết định số {dropped.number}")
    Citation.objects.filter(target=kept).update(state="seen")
    AffectedPage.objects.create(page=page, target=kept, status="expired", opened_on=TODAY, shows_notice=True)
    gone = AffectedPage.objects.create(
        page=page, target=dropped, status="expired", opened_on=TODAY, shows_notice=True
    )
    page.body = [("text", f"<p>Quyết định số {kept.number}</p>")]
    submit_and_approve(page, department.author)
    assert rows(page) == {(kept.number, "", kept.pk)}
    assert Citation.objects.get(page=page).state == "seen"
    assert AffectedPage.objects.filter(shows_notice=True, closed_at=None).get().target == kept
    gone.refresh_from_db()
    assert (gone.shows_notice, gone.closed_by) == (False, None)
    assert gone.closed_at


def test_what_is_withdrawn_or_a_draft_names_nothing(department: Department) -> None:
    document = published_document(department)
    draft_page(department.author, body=[("text", f"<p>Quyết định số {document.number}</p>")])
    assert not Citation.objects.exists()
    page = citing(department, f"Quyết định số {document.number}")
    assert rows(page)
    with carrying_out(page.pk):
        UnpublishPageAction(page).execute(skip_permission_checks=True)
    assert not Citation.objects.exists()


def test_documents_name_others_as_relations_alone(department: Department) -> None:
    published_document(department, text="§ Điều 1. Phạm vi\nTheo Nghị định số 15/2023/NĐ-CP.\n")
    assert not Citation.objects.exists()


def test_a_citation_waits_for_its_document(department: Department) -> None:
    page = citing(department, "Điều 2 Quyết định số 03/2019/QĐ-UBND")
    document = published_document(department, number="3/2019/QĐ-UBND")
    join_citations(document)
    assert rows(page) == {("03/2019/QĐ-UBND", "dieu-2", document.pk)}
    assert Citation.objects.get().state
    with CaptureQueriesContext(connection) as captured:
        assert join_citations(document) == 0
    assert len(statements(captured)) == 1


def test_pages_from_before_are_read_by_the_command(department: Department) -> None:
    document = published_document(department)
    page = citing(department, f"Quyết định số {document.number}")
    held = rows(page)
    Citation.objects.all().delete()
    call_command("update_reviews", "--citations", stdout=StringIO())
    assert rows(page) == held


def test_whatever_a_page_says_it_can_be_published(department: Department) -> None:
    long_number = "1/" + "-".join(["ABCD"] * 80)
    page = citing(
        department,
        f"Nghị định số {long_number} và Luật {' '.join(['Rất'] * 90)}",
        f'<a href="/van-ban/2023/x/#dieu-{"9" * 300}">x</a> <a linktype="page" id="0">x</a>',
    )
    for row in Citation.objects.filter(page=page):
        assert len(row.target_key) <= 255
        assert len(row.target_number) <= 120


def test_a_number_of_two_issuers_is_no_guess(department: Department) -> None:
    for issuer in ("Ủy ban nhân dân tỉnh A", "Ủy ban nhân dân tỉnh B"):
        published_document(department, number="5/2020/QĐ-UBND", issuers=[issuer])
    page = citing(department, "Quyết định số 5/2020/QĐ-UBND")
    assert rows(page) == {("5/2020/QĐ-UBND", "", None)}
    meant = LegalDocumentPage.objects.get(document_issuers__issuer__name="Ủy ban nhân dân tỉnh B")
    link = f'<a linktype="page" id="{meant.pk}">xem</a>'
    page = citing(department, f"Điều 1 Quyết định số 5/2020/QĐ-UBND {link}")
    assert rows(page) == {("5/2020/QĐ-UBND", "dieu-1", meant.pk)}
