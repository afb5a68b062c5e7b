"""The record in the admin: filtered, exported, read by few and changed by nobody."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from openpyxl import load_workbook
from wagtail.admin.menu import reports_menu
from wagtail.log_actions import registry
from wagtail.snippets.models import get_snippet_models

from core.models import RecordEntry
from core.models.record import RecordQuerySet
from core.record import write
from core.record.actions import action_label
from core.record.admin import details_text, type_label, without_formula
from core.record.sealing import seal
from tests.factories import draft_page, grant, home_page, make_unit, make_user

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/record/"


@pytest.fixture
def reader(client):
    """Somebody who may see the record and nothing else."""
    user = make_user()
    grant(user, "access_admin", "view_recordentry")
    client.force_login(user)
    return client


def shown(client, path=REPORT, **parameters) -> str:
    response = client.get(path, parameters)
    assert response.status_code == 200
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if parameters.get("export") == "xlsx":
        sheet = load_workbook(BytesIO(content)).active
        return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    return content.decode()


def rows(client, **parameters) -> list[str]:
    return shown(client, export="csv", **parameters).splitlines()[1:]


def test_filters(reader):
    author = make_user(first_name="An", last_name="Lê")
    page, unit = draft_page(author), make_unit(name="Phòng Tổ chức")
    write("wagtail.lock", actor=author, subject=page)
    write("wagtail.unlock", subject=unit, at=timezone.now() - timedelta(days=9))
    today = f"{timezone.localdate():%Y-%m-%d}"
    for parameters, expected in [
        ({"action": "wagtail.lock"}, 1),
        ({"action": ["wagtail.lock", "wagtail.unlock"]}, 2),
        ({"action": ["wagtail.lock", "wagtail.unlock"], "at_from": today}, 1),
        ({"action": "wagtail.unlock", "at_to": today}, 1),
        ({"actor_name": "lê (user", "action": "wagtail.lock"}, 1),
        ({"object_type": "organization.unit", "action": "wagtail.unlock"}, 1),
        ({"object_type": "organization.unit", "action": "wagtail.lock"}, 0),
        ({"page_id": str(page.pk), "action": "wagtail.lock"}, 1),
        ({"title": "tổ chức", "action": "wagtail.unlock"}, 1),
        ({"title": "tổ chức", "action": "wagtail.lock"}, 0),
    ]:
        assert len(rows(reader, **parameters)) == expected, parameters
    html = shown(reader, action="wagtail.lock")
    assert page.title in html
    assert "Phòng Tổ chức" not in html


def test_exports_hold_everything_and_no_formula(reader):
    entries = [write("wagtail.lock", title="=cmd|' /c calc'!a0\x0b", details={"a": "b"}) for _n in range(60)]
    seal()
    lines = rows(reader, action="wagtail.lock")
    assert len(lines) == 60
    assert not any(cell.startswith(("=", '"=')) for line in lines for cell in line.split(","))
    assert RecordEntry.objects.get(pk=entries[0].pk).digest in "\n".join(lines)
    response = reader.get(REPORT, {"export": "xlsx", "action": "wagtail.lock"})
    sheet = load_workbook(BytesIO(response.getvalue())).active
    assert sheet.max_row == 61
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_never_holds_all_entries_at_once(reader, monkeypatch, form):
    def measure(queryset):
        raise AssertionError("read as a whole")

    write("wagtail.lock", title="Một")
    monkeypatch.setattr(RecordQuerySet, "__len__", measure)
    assert "Một" in shown(reader, export=form)


@pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@sum", "\t=1", "=\x00"])
def test_formulas_become_text(text):
    assert not without_formula(text).startswith(("=", "+", "-", "@", "\t"))


def test_its_statements_do_not_grow_with_the_rows(reader, django_assert_max_num_queries):
    page = draft_page(make_user())
    write("wagtail.lock", subject=page)
    reader.get(REPORT)
    with django_assert_max_num_queries(40) as few:
        reader.get(REPORT)
    for number in range(45):
        write("wagtail.lock", actor=make_user(), subject=page, details={"reason": str(number)})
    with django_assert_max_num_queries(len(few.captured_queries)):
        reader.get(REPORT)
    with django_assert_max_num_queries(len(few.captured_queries)):
        rows(reader)


@pytest.mark.parametrize(
    "path", [REPORT, f"{REPORT}results/", f"{REPORT}?export=csv", f"{REPORT}?export=xlsx"]
)
def test_without_the_permission_it_is_refused(client, path):
    write("wagtail.lock", title="Kín")
    user = make_user()
    grant(user, "access_admin")
    assert client.get(path).status_code == 302
    client.force_login(user)
    assert client.get(path)["Location"] == reverse("wagtailadmin_home")


def test_nobody_changes_it_in_the_admin(reader):
    assert reader.post(REPORT, {"title": "x"}).status_code == 405
    assert RecordEntry not in get_snippet_models()
    with pytest.raises(NoReverseMatch):
        reverse("core_record_edit")


def test_the_menu_offers_it_to_those_who_may(reader, rf):
    request = rf.get("/admin/")
    for user, offered in [(make_user(), False), (reader.session and make_user(is_superuser=True), True)]:
        request.user = user
        names = {item.name for item in reports_menu.menu_items_for_request(request)}
        assert ("record" in names) is offered


class TestNames:
    """Of actions, types and details, in the user's language."""

    def test_actions_that_are_registered_and_not(self):
        assert action_label("no.such.action") == "no.such.action"
        with translation.override("en"):
            assert action_label("wagtail.publish") == "Publish"
            assert action_label("refused") == "Refusal"

    def test_all_that_is_recorded_here_has_a_name(self):
        recorded = set(RecordEntry.objects.values_list("action", flat=True))
        assert recorded <= {action for action, _label in registry.get_choices()}

    def test_types(self):
        with translation.override("en"):
            assert type_label("core.decision") == "Decision"
        assert type_label("gone.model") == "gone.model"
        assert type_label("") == ""

    def test_details(self):
        details = {
            "reason": "Đã khóa",
            "workflow": {"id": 1, "title": "A"},
            "group": ["x", "y"],
            "page": None,
        }
        assert details_text(details) == "reason: Đã khóa; workflow: id: 1, title: A; group: x, y"

    def test_the_list_shows_them(self, reader):
        write("refused", actor=make_user(), subject=home_page(), details={"reason": "Vì <b>thế</b>"})
        html = shown(reader, REPORT + "results/", action="refused")
        assert "reason: Vì &lt;b&gt;thế&lt;/b&gt;" in html
