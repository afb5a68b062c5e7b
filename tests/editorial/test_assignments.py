"""Standing assignments and tasks of the Head: who sets them, who sees them, who says that they are done."""

import pytest
from django.urls import reverse

from editorial.models import BoardTask, SectionAssignment
from tests.factories import make_department, make_user, published_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return make_department()


@pytest.fixture
def section(department):
    return published_section(department)


@pytest.fixture
def member():
    return make_user("board_member")


def url(model, name, *args):
    return reverse(f"wagtailsnippets_editorial_{model}:{name}", args=args)


def home(client, user):
    client.force_login(user)
    return client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("role", ["head", "director"])
def test_the_head_and_the_director_assign_a_section(client, department, section, role):
    client.force_login(getattr(department, role))
    values = {
        "page": section.pk,
        "unit": department.unit.pk,
        "rhythm": "hằng tuần",
        "officer": "",
        "note": "",
    }
    assert client.post(url("sectionassignment", "add"), values).status_code == 302
    assert SectionAssignment.objects.get().unit == department.unit
    assert "hằng tuần" in home(client, department.author)
    assert "hằng tuần" not in home(client, make_user("staff"))


def test_the_officer_sees_it_whatever_the_unit(client, department, section):
    officer = make_user("staff")
    SectionAssignment.objects.create(
        page=section, unit=department.unit, officer=officer.person, rhythm="hằng quý"
    )
    assert "hằng quý" in home(client, officer)


@pytest.mark.parametrize("role", ["superuser", "author", "unit_head", "deputy", "network_administrator"])
def test_nobody_else_assigns(client, department, section, role):
    mine = SectionAssignment.objects.create(page=section, unit=department.unit, rhythm="cũ")
    client.force_login(getattr(department, role))
    values = {"page": section.pk, "unit": section.owning_unit_id, "rhythm": "mới", "note": ""}
    client.post(url("sectionassignment", "add"), values)
    client.post(url("sectionassignment", "edit", mine.pk), values)
    client.post(url("sectionassignment", "delete", mine.pk))
    bulk = reverse("wagtail_bulk_action", args=["editorial", "sectionassignment", "delete"])
    client.post(f"{bulk}?id={mine.pk}")
    assert list(SectionAssignment.objects.values_list("rhythm", flat=True)) == ["cũ"]


def test_the_head_gives_a_task_and_the_member_does_it(client, department, member):
    client.force_login(department.head)
    values = {"person": member.person.pk, "text": "Viết bài", "section": "", "due_on": "2020-01-01"}
    assert client.post(url("boardtask", "add"), values).status_code == 302
    task = BoardTask.objects.get()
    assert task.given_by == department.head
    assert "Viết bài" in home(client, member)
    assert "Viết bài" in home(client, department.head)
    assert "Viết bài" not in home(client, department.author)
    client.force_login(member)
    client.post(reverse("approval_task_done", args=[task.pk]))
    task.refresh_from_db()
    assert task.done_at
    assert reverse("approval_task_done", args=[task.pk]) not in home(client, member)


def test_tasks_are_for_the_board(client, department):
    client.force_login(department.head)
    values = {"person": department.author.person.pk, "text": "Viết bài", "section": "", "due_on": ""}
    assert client.post(url("boardtask", "add"), values).status_code == 200
    assert not BoardTask.objects.exists()


@pytest.mark.parametrize(
    "role", ["superuser", "author", "unit_head", "deputy", "director", "network_administrator", "member"]
)
def test_nobody_else_gives_or_changes_one(client, department, member, role):
    task = BoardTask.objects.create(person=member.person, text="cũ", given_by=department.head)
    client.force_login(member if role == "member" else getattr(department, role))
    values = {"person": member.person.pk, "text": "mới", "section": "", "due_on": ""}
    client.post(url("boardtask", "add"), values)
    client.post(url("boardtask", "edit", task.pk), values)
    client.post(url("boardtask", "delete", task.pk))
    bulk = reverse("wagtail_bulk_action", args=["editorial", "boardtask", "delete"])
    client.post(f"{bulk}?id={task.pk}")
    assert list(BoardTask.objects.values_list("text", flat=True)) == ["cũ"]


@pytest.mark.parametrize("role", ["superuser", "author", "head", "director", "network_administrator"])
def test_nobody_else_says_that_it_is_done(client, department, member, role):
    task = BoardTask.objects.create(person=member.person, text="Viết bài", given_by=department.head)
    client.force_login(getattr(department, role))
    client.post(reverse("approval_task_done", args=[task.pk]))
    client.force_login(member)
    client.get(reverse("approval_task_done", args=[task.pk]))
    task.refresh_from_db()
    assert task.done_at is None
