"""A signer whom the register lacks: added by those who keep it, else kept as printed in a comment at the field."""

import datetime
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from organization.models import Office
from regulations.importing.registers import Registers
from regulations.models import LegalDocumentPage, Signer
from tests.factories import Department, draft_document, make_department
from tests.regulations.reading.test_reading_screens import confirm, read

pytestmark = pytest.mark.django_db
NAME = "Nguyễn Thị Lan"
BOX = 'name="signer_as_printed"'


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def department() -> Department:
    found = make_department()
    Registers().issuer("Sở Nội vụ")
    return found


def draft() -> LegalDocumentPage:
    return LegalDocumentPage.objects.get().get_latest_revision_as_object()


def test_it_is_refused_with_who_may_add_it_and_kept(client: Client, department: Department) -> None:
    reading = read(client, department.author)
    url = reverse("regulations_reading_confirm", args=[reading.pk])
    assert BOX in client.get(url).content.decode()
    response = confirm(client, reading)
    said = response.context["form"].errors["signer"][0]
    assert NAME in said
    assert str(Office.Role.BOARD_HEAD.label) in said
    assert str(Office.Role.STAFF.label) not in said
    assert f'value="{NAME}"' in response.content.decode()
    assert not Signer.objects.exists()


def test_a_null_character_is_refused(client: Client, department: Department) -> None:
    response = confirm(client, read(client, department.author), signer="Nguyễn\x00Lan")
    assert response.context["form"].errors["signer"]
    assert not LegalDocumentPage.objects.exists()


def test_it_is_kept_as_printed(client: Client, department: Department) -> None:
    reading = read(client, department.author)
    # What is wrong elsewhere loses neither the name nor the tick.
    confirm(client, reading, signer_as_printed="on", issued_on="hôm qua")
    again = client.get(reverse("regulations_reading_confirm", args=[reading.pk]))
    assert again.context["form"]["signer_as_printed"].value()
    assert not LegalDocumentPage.objects.exists()
    confirm(client, reading, signer_as_printed="on")
    assert draft().signer is None
    comment = draft().wagtail_admin_comments.get()
    assert (comment.contentpath, comment.user, comment.resolved_at) == ("signer", department.author, None)
    assert NAME in comment.text
    assert not Signer.objects.exists()
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[draft().pk])).content.decode()
    assert json.dumps(comment.text) in edit


def test_a_new_version_has_no_other_signer(client: Client, department: Department) -> None:
    page = draft_document(
        department.author, number="15/QĐ-SNV", issued_on=datetime.date(2026, 3, 1), signer="Trần Văn Bình"
    )
    reading = read(client, department.author)
    confirm(client, reading, issuers="", signer_as_printed="on", new_version=page.pk)
    assert draft().signer is None
    assert NAME in draft().wagtail_admin_comments.get().text


def test_those_who_keep_the_register_add_it(client: Client, department: Department) -> None:
    reading = read(client, department.head)
    url = reverse("regulations_reading_confirm", args=[reading.pk])
    assert BOX not in client.get(url).content.decode()
    confirm(client, reading, signer_as_printed="on", add_names="")
    assert not LegalDocumentPage.objects.exists()
    confirm(client, reading)
    assert draft().signer.name == NAME


def test_a_known_signer_is_linked_whatever_is_ticked(client: Client, department: Department) -> None:
    Registers().signer(NAME)
    reading = read(client, department.author)
    assert BOX not in client.get(reverse("regulations_reading_confirm", args=[reading.pk])).content.decode()
    confirm(client, reading, signer_as_printed="on")
    assert draft().signer.name == NAME
    assert not draft().wagtail_admin_comments.exists()
