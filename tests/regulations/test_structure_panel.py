"""The structure beside the text of a document: on the page, after a refused POST, and while it is typed."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from editorial.submission import submit
from regulations.filing import document_index
from regulations.models import LegalDocumentPage
from regulations.structure import showing
from tests.factories import Department, draft_document, make_department, make_user
from tests.regulations.test_admin import create

pytestmark = pytest.mark.django_db
WRONG = "§ Chương I\nCHUNG\n§ Điều 1. Một\n§ Xin chào\n§ Điều 1. Lại một\nĐiều 2. <b>Hai</b>\n"


@pytest.fixture
def department() -> Department:
    return make_department()


def ask(client: Client, text: str, page: LegalDocumentPage | None = None) -> Any:
    """What the script of the page asks."""
    address = reverse("regulations_structure", args=[page.pk] if page else [])
    return client.post(address, {"text": text})


def shown(html: str) -> str:
    """The part of a page that shows the structure."""
    return html.partition("data-structure=")[2].partition("</section>")[0]


def lines_in(html: str) -> list[int]:
    return [int(line) for line in re.findall(r'data-line="(\d+)"', html)]


def test_the_editor_shows_the_structure_of_the_draft(client: Client, department: Department) -> None:
    page = draft_document(department.author)
    client.force_login(department.author)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Điều 2. Hiệu lực" in shown(html)
    assert lines_in(shown(html)) == [1, 3]
    assert reverse("regulations_structure", args=[page.pk]) in html
    assert "js/structure.js" in html


def test_a_refused_post_shows_the_structure_of_what_was_sent(client: Client, department: Department) -> None:
    client.force_login(department.author)
    url = reverse("wagtailadmin_pages:add", args=["regulations", "legaldocumentpage", document_index().pk])
    assert "data-structure=" in client.get(url).content.decode()
    html = create(client, text=WRONG, **{"action-submit": "1"}).content.decode()
    assert not LegalDocumentPage.objects.exists()
    assert "Điều 1. Lại một" in html
    assert set(lines_in(shown(html))) == {1, 3, 4, 5, 6}


def test_what_is_typed_is_read_and_not_kept(client: Client, department: Department) -> None:
    page = draft_document(department.author)
    client.force_login(department.author)
    for asked in (None, page):
        found = ask(client, WRONG.replace("\n", "\r\n"), asked).json()
        assert lines_in(found["problems"]) == [3, 5, 4, 6]
        assert 'data-structure-marks="6"' in found["problems"]
        assert "&lt;b&gt;Hai&lt;/b&gt;" in found["problems"]
        assert re.sub(r"\s*<a[^>]*>|</a>\s*", "", found["outline"]).count("<ul") == 2
        assert found["summary"].startswith("1 ")
    unchanged = LegalDocumentPage.objects.get()
    assert unchanged.text == page.text
    assert unchanged.latest_revision_id == page.latest_revision_id


def test_only_those_who_may_write_are_answered(client: Client, department: Department) -> None:
    page = draft_document(department.author)
    for user in (None, make_user()):
        if user:
            client.force_login(user)
        for asked in (None, page):
            assert ask(client, WRONG, asked).status_code == 302
    client.force_login(department.author)
    assert client.get(reverse("regulations_structure")).status_code == 405
    assert client.post(reverse("regulations_structure", args=[page.get_parent().pk])).status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(department.author)
    assert ask(strict, WRONG).status_code == 403


def test_a_document_under_way_is_read_for_the_stage_that_has_it(
    client: Client, department: Department
) -> None:
    page = draft_document(department.author)
    submit(page, department.author)
    client.force_login(department.head)
    assert ask(client, WRONG, page).status_code == 200


def test_a_text_that_is_too_long_is_said_and_not_read(
    client: Client, department: Department, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing, "LONGEST", 10)
    client.force_login(department.author)
    found = ask(client, "§ Điều 1. A")
    assert "10" in found.json()["summary"]
    assert found.json()["outline"] == ""
    assert ask(client, "§ Điều 1.").json()["outline"]


def test_many_problems_are_counted_and_some_are_shown(client: Client, department: Department) -> None:
    client.force_login(department.author)
    found = ask(client, "§ Điều 1. A\n" * 31 + "Điều 2. B\n").json()
    assert len(lines_in(found["problems"])) == 2 * showing.MOST_SHOWN + 1
    assert "10" in found["problems"]
    assert "30" in found["summary"]


def test_an_empty_text_has_no_structure(client: Client, department: Department) -> None:
    client.force_login(department.author)
    assert lines_in(ask(client, "").json()["outline"]) == []
