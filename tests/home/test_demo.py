"""The demo: loaded through the chain, as often as one likes, with every state that documents can have."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.legal_text.numbers import parse_number
from home.demo.content import documents
from home.demo.days import day_of, with_days, written
from regulations.models import (
    AffectedPage,
    DocumentReview,
    DocumentSectionPage,
    DocumentValidity,
    LegalDocumentPage,
    RelationProposal,
)
from regulations.readers.versions import compared, consolidations, version
from regulations.validity import Status

TOTAL = 67


@pytest.mark.django_db
def test_refused_where_demo_accounts_must_not_be():
    with pytest.raises(CommandError):
        call_command("load_demo")


@pytest.mark.django_db
def test_the_sign_in_page_shows_no_accounts_elsewhere(client):
    assert "trang-so-demo" not in client.get("/admin/login/").content.decode()


@pytest.mark.django_db
@override_settings(DEMO_ACCOUNTS_SHOWN=True)
@pytest.mark.slow
def test_loads_through_the_chain_and_twice(capsys, client):
    for _time in range(2):
        call_command("load_demo")
        assert LegalDocumentPage.objects.live().count() == TOTAL
        assert RelationProposal.objects.filter(state=RelationProposal.State.OPEN).exists()
        assert set(DocumentValidity.objects.values_list("status", flat=True)) == set(Status)
        reasons = list(DocumentReview.objects.values_list("page", "reason"))
        assert {reason for _page, reason in reasons} == set(DocumentReview.Reason)
        assert len(reasons) == len(set(reasons))
        check_amended_text()
        check_sections(client)
        check_cascade()
    call_command("verify_approval")
    assert '"findings": 0' in capsys.readouterr().out
    assert "trang-so-demo" in client.get("/admin/login/").content.decode()


def check_amended_text():
    base, today = LegalDocumentPage.objects.get(number="30/2024/QĐ-UBND"), timezone.localdate()
    now, later = version(base, today), version(base, today + timedelta(days=60))
    assert "Điều 4a. Hội có phạm vi" in now.text
    assert "2. (được bãi bỏ)" in now.text
    assert "kiểm toán" not in now.text
    assert "kiểm toán" in later.text
    assert (now.not_applied, later.not_applied, now.is_doubtful) == ((), (), False)
    official = consolidations(base)[0].page
    derived = version(base, official.issued_on)
    assert [row.path for row in compared(derived.text, official.text)] == ["dieu-5/khoan-2"]


def check_sections(client):
    for section in DocumentSectionPage.objects.all():
        filed = LegalDocumentPage.objects.live().descendant_of(section)
        assert filed.exclude(document_type__category=section.category).count() == 0
        assert filed.exclude(recipients="").count() >= 2
        assert filed.latest("issued_on").title in client.get(section.url).content.decode()


def check_cascade():
    flagged = AffectedPage.objects.get(page__slug="thanh-lap-hoi")
    assert (flagged.path, flagged.target.number) == ("dieu-3/khoan-2", "30/2024/QĐ-UBND")


class TestContent:
    def test_numbers_are_valid_and_given_once(self):
        numbers = [entry["number"] for entry in documents()]
        assert len(numbers) == len(set(numbers)) == TOTAL
        assert all(map(parse_number, numbers))

    def test_what_is_entered_is_about_earlier_documents(self):
        seen: set[str] = set()
        for entry in documents():
            assert {said["number"] for said in entry.get("relations", [])} <= seen, entry["number"]
            seen.add(entry["number"])


class TestDays:
    @given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 3650))
    def test_text_and_data_say_the_same_day(self, today, days):
        day = day_of(f"+{days}", today)
        assert day == today + timedelta(days=days)
        assert with_days(f"kể từ {{+{days}}}.", today) == f"kể từ {written(day)}."

    def test_as_documents_write_it(self):
        assert written(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
        assert written(date(2026, 12, 25)) == "ngày 25 tháng 12 năm 2026"

    def test_what_is_no_counted_day_stays(self):
        assert day_of(date(2026, 2, 5), date(2020, 1, 1)) == date(2026, 2, 5)
        assert day_of(None, date(2020, 1, 1)) is None
        assert with_days("từ {60} đến {+x}", date(2020, 1, 1)) == "từ {60} đến {+x}"
