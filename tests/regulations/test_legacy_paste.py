"""Text pasted in an old encoding: the form gives it back in Unicode, and nothing else gets in."""

import html

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from core.legacy_text.tables import Encoding, shown
from regulations.models import LegalDocumentPage
from regulations.text_checks import text_errors
from tests.core.legacy_text.published import written
from tests.factories import Department, draft_document, make_department
from tests.regulations.test_admin import create

TITLE = "Ban hành Quy chế làm việc của Sở Nội vụ"
TEXT = "§ Điều 1. Phạm vi điều chỉnh\r\nQuy chế này quy định chế độ làm việc của người đứng đầu.\r\n"


@pytest.fixture
def department() -> Department:
    return make_department()


def old(text: str, encoding: Encoding = Encoding.TCVN3) -> str:
    return "\n".join(
        f"{mark}{shown(written(line, encoding))}"
        for mark, line in (("§ ", one[2:]) if one.startswith("§ ") else ("", one) for one in text.split("\n"))
    )


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
@pytest.mark.parametrize("name", ["text", "official_title"])
def test_it_comes_back_in_unicode_and_is_saved_the_second_time(
    client: Client, department: Department, name: str, encoding: Encoding
) -> None:
    wanted = TEXT if name == "text" else TITLE
    client.force_login(department.author)
    response = create(client, **{name: old(wanted, encoding), "signer_office": "Giám đốc"})
    page = html.unescape(response.content.decode())
    assert not LegalDocumentPage.objects.exists()
    assert encoding in page
    assert wanted.strip().replace("\r\n", "\n") in page.replace("\r\n", "\n")
    assert "Giám đốc" in page
    create(client, **{name: wanted})
    assert getattr(LegalDocumentPage.objects.get(), name).split() == wanted.split()


@pytest.mark.django_db
def test_a_page_with_such_text_is_not_valid(department: Department) -> None:
    page = draft_document(department.author)
    page.text = old(TEXT)
    with pytest.raises(ValidationError) as raised:
        page.full_clean()
    assert "TCVN3" in str(raised.value.message_dict["text"])


def test_the_message_names_the_lines() -> None:
    with translation.override("en"):
        [found] = text_errors(f"§ Điều 1. Một\n{old(TEXT)}".replace("§ §", "§"))
    assert "Lines 2, 3 " in found
    assert text_errors(TEXT) == []
