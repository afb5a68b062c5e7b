"""The record is only ever added to, holds what was done, and nothing about citizens."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Comment, ModelLogEntry, Page, PageLogEntry

from core.models import RecordEntry
from core.record import keep_out, privacy, triggers, write
from core.record.sealing import seal, verify
from home.models import SectionPage, StandardPage
from organization.models import Unit
from tests.core.record import let_the_record_be_emptied
from tests.factories import draft_page, home_page, make_department, make_unit, make_user, published_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return make_department()


@pytest.fixture
def kept_out(monkeypatch):
    """Keep models out for the length of a test."""
    monkeypatch.setattr(privacy, "_kept_out", set())
    return keep_out


def last(**values) -> RecordEntry:
    return RecordEntry.objects.filter(**values).latest("id")


class TestAppendOnly:
    """By no way of the ORM and no statement."""

    @pytest.mark.parametrize(
        "attempt",
        [
            lambda entry: entry.save(),
            lambda entry: entry.delete(),
            lambda entry: RecordEntry.objects.filter(pk=entry.pk).update(title="x"),
            lambda entry: RecordEntry.objects.filter(pk=entry.pk).delete(),
            lambda entry: RecordEntry.objects.bulk_update([entry], ["title"]),
            lambda entry: RecordEntry.objects.update_or_create(pk=entry.pk, defaults={"title": "x"}),
        ],
    )
    def test_python_refuses(self, attempt):
        entry = write("wagtail.edit", title="Nguyên bản")
        with pytest.raises(PermissionDenied), transaction.atomic():
            attempt(entry)
        assert RecordEntry.objects.get(pk=entry.pk).title == "Nguyên bản"

    @pytest.mark.parametrize("sealed", [False, True])
    @pytest.mark.parametrize("field", [field.column for field in RecordEntry._meta.fields])
    def test_the_database_refuses_a_change_of(self, field, sealed):
        entry = write("wagtail.edit", title="x", details={"a": 1}, page_id=5)
        if sealed:
            seal()
        value = {"at": "'2020-01-01 00:00:00'", "details": "'{}'", "digest": "'f'"}.get(field, "77777")
        if field == "sequence" and not sealed:
            value = "77777, title = 'y', digest = 'f'"
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE core_recordentry SET {field} = {value} WHERE id = %s", [entry.pk])

    def test_the_database_refuses_a_second_seal_and_its_removal(self):
        entry = write("wagtail.edit")
        seal()
        for values in ("sequence = NULL, digest = ''", "digest = 'f'", "sequence = 99999, digest = 'f'"):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE core_recordentry SET {values} WHERE id = %s", [entry.pk])

    def test_the_database_refuses_deletion_and_replacement(self):
        entry = write("wagtail.edit", title="x")
        # Tests that commit did without a part of them.
        triggers.install(connection)
        statements = ["DELETE FROM core_recordentry"]
        if connection.vendor == "postgresql":
            statements.append("TRUNCATE core_recordentry")
        else:
            columns = ", ".join(f'"{field.column}"' for field in RecordEntry._meta.fields)
            statements.append(
                f"REPLACE INTO core_recordentry ({columns}) SELECT {columns} FROM core_recordentry"
            )
        for statement in statements:
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        let_the_record_be_emptied()
        assert RecordEntry.objects.get(pk=entry.pk).title == "x"

    def test_the_triggers_know_every_column(self):
        columns = {field.column for field in RecordEntry._meta.fields}
        assert columns == {*triggers.COLUMNS, "sequence", "digest"}

    def test_an_entry_outlives_who_and_what_it_names(self, department):
        page = draft_page(department.author)
        entry = write("wagtail.edit", actor=department.superuser, subject=page)
        department.superuser.delete()
        page.delete()
        entry = RecordEntry.objects.get(pk=entry.pk)
        assert entry.actor_name.startswith("root-")
        assert entry.page_id
        assert entry.title == page.title


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_tests_that_commit_leave_an_empty_record():
    write("wagtail.edit", title="sẽ mất")
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True, reset_sequences=False)
    assert not RecordEntry.objects.exists()


class TestWhatWagtailLogs:
    """Every entry of Wagtail's log has its entry here."""

    def test_a_page_from_draft_to_publication(self, department):
        page = published_page(department)
        logged = list(PageLogEntry.objects.filter(page=page.pk).order_by("pk").values_list("action", "label"))
        copied = RecordEntry.objects.filter(page_id=page.pk).order_by("pk")
        assert list(copied.values_list("action", "title")) == logged
        assert {"wagtail.create", "wagtail.publish", "wagtail.workflow.approve"} <= {row[0] for row in logged}
        assert set(copied.values_list("object_type", flat=True)) == {"home.standardpage"}
        approval = copied.get(action="wagtail.workflow.approve")
        assert approval.actor_id
        assert approval.details["workflow"]["title"]
        assert approval.details["revision"] == {"id": page.live_revision_id}

    def test_a_snippet_in_the_admin(self, department, client):
        client.force_login(department.superuser)
        url = reverse(Unit.snippet_viewset.get_url_name("delete"), args=[make_unit(name="Phòng cũ").pk])
        assert client.post(url).status_code == 302
        entry = last(action="wagtail.delete")
        assert (entry.title, entry.object_type) == ("Phòng cũ", "organization.unit")
        assert entry.actor_id == department.superuser.pk
        assert entry.actor_name == department.superuser.username

    def test_settings_of_the_site(self, department, client):
        client.force_login(department.superuser)
        values = {"hostname": "so.vn", "port": 80, "site_name": "", "is_default_site": "on"}
        site = home_page().get_site()
        client.post(reverse("wagtailsites:edit", args=[site.pk]), {**values, "root_page": home_page().pk})
        assert last(object_type="wagtailcore.site").action == "wagtail.edit"

    def test_a_move_keeps_where_from_and_where_to(self, department):
        page = draft_page(department.author)
        section = draft_page(department.author, model=SectionPage)
        page.move(section, pos="last-child", user=department.superuser)
        details = last(action="wagtail.move", page_id=page.pk).details
        assert details["source"] == {"id": home_page().pk, "title": home_page().title}
        assert details["destination"] == {"id": section.pk, "title": section.title}

    def test_what_is_rolled_back_was_not_recorded(self, department):
        before = RecordEntry.objects.count()
        with transaction.atomic():
            log(department.unit, "wagtail.edit")
            transaction.set_rollback(True)
        assert RecordEntry.objects.count() == before

    def test_a_dump_is_loaded_without_being_recorded_anew_and_keeps_its_digests(self, department, tmp_path):
        log(department.unit, "wagtail.edit")
        seal()
        file = tmp_path / "dump.json"
        call_command("dumpdata", "wagtailcore.modellogentry", "auth", "core", output=str(file), verbosity=0)
        before = RecordEntry.objects.count()
        call_command("loaddata", str(file), verbosity=0)
        assert ModelLogEntry.objects.exists()
        assert RecordEntry.objects.count() == before
        assert list(verify()) == []


class TestPrivacy:
    """No personal data of citizens."""

    def test_what_wagtail_logs_of_a_model_that_is_kept_out(self, department, kept_out):
        kept_out(Unit)
        log(department.unit, "wagtail.edit", title="Trần Thị B", data={"workflow": {"title": "Trần Thị B"}})
        entry = last(action="wagtail.edit", object_type="organization.unit")
        assert (entry.title, entry.details) == ("", {})
        assert entry.object_id == str(department.unit.pk)

    def test_our_own_entries_and_subclasses_of_what_is_kept_out(self, department, kept_out):
        page = draft_page(department.author)
        kept_out(StandardPage)
        for subject in (page, Page.objects.get(pk=page.pk)):
            entry = write("wagtail.edit", subject=subject, title="Trần Thị B", details={"a": "b"})
            assert (entry.title, entry.details, entry.page_id) == ("", {}, page.pk)
        kept_out(Page)
        assert write("wagtail.edit", subject=home_page()).title == ""

    def test_apps_that_are_not_named_are_kept_out(self, department, settings):
        settings.RECORD_OPEN_APPS = frozenset()
        log(department.unit, "wagtail.edit")
        assert last(object_type="organization.unit").title == ""

    def test_open_apps_hold_no_data_of_citizens(self, settings):
        assert not settings.RECORD_OPEN_APPS & {"services", "consultations", "mailer", "sessions"}

    def test_other_data_than_is_known_is_dropped(self, department):
        data = {
            "email": "b@example.com",
            "comment": {"id": 1, "text": "Trần Thị B"},
            "page": {"id": 2, "x": 1},
        }
        log(department.unit, "wagtail.edit", data=data)
        assert last(object_type="organization.unit").details == {"comment": {"id": 1}, "page": {"id": 2}}

    def test_of_what_is_known_only_known_parts_are_kept_and_no_text(self, department):
        data = {
            "workflow": {"id": 1, "title": "Quy trình", "comment": "Bà B", "task": {"id": 2, "note": "Bà B"}},
            "revision": {"id": 3, "created": "2026-01-01T00:00:00Z", "content": {"title": "Bà B"}},
            "comment": "Bà B",
            "title": "Bà B",
            "page": ["Bà B"],
            "reply": {},
        }
        log(department.unit, "wagtail.edit", data=data)
        assert last(object_type="organization.unit").details == {
            "workflow": {"id": 1, "title": "Quy trình", "task": {"id": 2}},
            "revision": {"id": 3, "created": "2026-01-01T00:00:00Z"},
        }

    def test_texts_of_comments_stay_with_the_page(self, department):
        page = draft_page(department.author)
        comment = Comment.objects.create(page=page, user=department.author, text="Bà B", contentpath="title")
        comment.log_create(user=department.author, page_revision=page.latest_revision)
        details = last(action="wagtail.comments.create").details
        assert details["comment"] == {"id": comment.pk, "contentpath": "title"}


class TestWrite:
    """What other apps call."""

    def test_actor_title_and_time(self, department):
        now = timezone.now()
        department.head.first_name, department.head.last_name = "An", "Lê"
        entry = write("x", actor=department.head, subject=department.unit, details={"a": now}, at=now)
        entry.refresh_from_db()
        assert entry.actor_name == f"An Lê ({department.head.username})"
        assert entry.title == str(department.unit)
        assert timedelta(0) <= now - entry.at < timedelta(milliseconds=1)
        assert entry.object_type == "organization.unit"

    def test_the_system_and_long_titles(self):
        entry = write("x", title="dài " * 100)
        assert (entry.actor_id, entry.actor_name, len(entry.title)) == (None, "", 255)

    def test_who_sees_the_record(self):
        permission = Permission.objects.get(content_type__app_label="core", codename="view_recordentry")
        assert set(permission.group_set.values_list("name", flat=True)) == {"Approvers", "Administrators"}
        others = Permission.objects.filter(content_type__model__in=("recordentry", "recordhead"))
        assert list(others) == [permission]


def test_accounts_are_recorded_when_they_are_made():
    user = make_user()
    entry = last(action="rights.account")
    assert (entry.title, entry.details) == (user.username, {"is_active": [False, True]})
