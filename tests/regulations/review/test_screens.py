"""Who sees, answers, assigns and settles; whatever is posted."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.models import RecordEntry
from regulations.models import AffectedPage, DocumentReview
from regulations.review.waiting import forget
from tests.factories import (
    Department,
    appoint,
    make_unit,
    make_user,
)

from .site import TODAY

pytestmark = pytest.mark.django_db
Reason = DocumentReview.Reason


def person(department: Department, role: str) -> Any:
    if role == "former":
        user = make_user("staff", department.unit)
        user.person.appointments.update(ends_on=TODAY - datetime.timedelta(days=1))
        return user
    if role == "elsewhere":
        return make_user("unit_head", make_unit())
    if role == "administrator of the unit":
        return make_user("network_administrator", department.unit)
    return getattr(department, role)


def post(client: Client, user: Any, row: Any, **values: Any) -> Any:
    client.force_login(user)
    name = "legal_review" if isinstance(row, DocumentReview) else "legal_affected_page"
    return client.post(reverse(name, args=[row.pk]), values)


ANSWER = {"action": "answer", "answer": "repeal", "note": "Lỗi thời", "detail": "-"}


@pytest.mark.parametrize("role", ["author", "unit_head", "head"])
def test_the_unit_and_the_board_answer(
    client: Client, department: Department, review: DocumentReview, role: str
) -> None:
    user = person(department, role)
    client.force_login(user)
    shown = client.get(reverse("legal_review", args=[review.pk]))
    assert 'value="answer"' in shown.content.decode()
    assert post(client, user, review, **ANSWER).status_code == 302
    review.refresh_from_db()
    assert (review.answer, review.note, review.answered_by) == ("repeal", "Lỗi thời", user)
    entry = RecordEntry.objects.get(action="review.answer")
    assert (entry.actor_id, entry.details["answer"], entry.page_id) == (user.pk, "repeal", review.page_id)


OTHERS = ["director", "deputy", "elsewhere", "former", "administrator of the unit", "superuser"]


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_answers(
    client: Client, department: Department, review: DocumentReview, affected: AffectedPage, role: str
) -> None:
    user = person(department, role)
    post(client, user, review, **ANSWER)
    post(client, user, affected, note="xong", closes="on", shows_notice="on")
    review.refresh_from_db()
    affected.refresh_from_db()
    assert (review.answer, affected.closed_at, affected.shows_notice) == ("", None, False)
    assert 'value="answer"' not in client.get(reverse("legal_review", args=[review.pk])).content.decode()


def test_what_was_not_shown_is_not_answered(
    client: Client, department: Department, review: DocumentReview
) -> None:
    DocumentReview.objects.update(reason=Reason.REPLACED, detail=f"{review.page_id}@2025-07-01")
    response = post(client, department.head, review, **ANSWER)
    html = response.content.decode()
    assert "Lỗi thời" in html
    assert f'value="{review.page_id}@2025-07-01"' in html
    review.refresh_from_db()
    assert review.answer == ""
    detail = response.context["form"]["detail"].value()
    assert post(client, department.head, review, **{**ANSWER, "detail": detail}).status_code == 302


def test_another_answer_is_another_row(
    client: Client, department: Department, review: DocumentReview
) -> None:
    post(client, department.head, review, **ANSWER)
    post(client, department.author, review, **{**ANSWER, "answer": "in_force", "detail": "9@2025-01-01"})
    first, second = DocumentReview.objects.order_by("pk")
    assert (first.answer, second.answer, second.detail) == ("repeal", "in_force", "-")
    assert second.answered_by == department.author


def test_an_answer_needs_to_be_one(client: Client, department: Department, review: DocumentReview) -> None:
    html = post(client, department.head, review, **{**ANSWER, "answer": "vâng"}).content.decode()
    assert "Lỗi thời" in html
    review.refresh_from_db()
    assert review.answer == ""


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("head", True),
        ("director", True),
        ("deputy", True),
        ("unit_head", True),
        ("author", False),
        ("elsewhere", False),
        ("former", False),
        ("superuser", False),
        ("administrator of the unit", False),
    ],
)
def test_who_assigns(
    client: Client, department: Department, review: DocumentReview, role: str, may: bool
) -> None:
    unit = make_unit()
    user = person(department, role)
    post(client, user, review, action="assign", unit=unit.pk, due_on="2025-09-01")
    review.refresh_from_db()
    assert (review.unit == unit) == may
    assert (review.due_on == datetime.date(2025, 9, 1)) == may


def test_what_is_answered_is_assigned_no_more(
    client: Client, department: Department, review: DocumentReview
) -> None:
    post(client, department.head, review, **ANSWER)
    response = post(client, department.head, review, action="assign", unit=make_unit().pk)
    assert response.status_code == 200
    assert response.context["assign_form"].errors
    review.refresh_from_db()
    assert review.unit == department.unit


def test_a_page_is_settled_with_a_word(
    client: Client, department: Department, affected: AffectedPage
) -> None:
    response = post(client, department.author, affected, closes="on", shows_notice="on", note=" ")
    assert response.context["form"].errors["note"]
    post(client, department.author, affected, closes="on", shows_notice="on", note="đã báo")
    affected.refresh_from_db()
    assert (affected.closed_by, affected.note, affected.shows_notice) == (department.author, "đã báo", True)
    post(client, department.head, affected, note="khác", closes="on")
    affected.refresh_from_db()
    assert (affected.closed_by, affected.note, affected.shows_notice) == (department.author, "đã báo", False)


def test_the_home_says_how_much_waits(
    client: Client, department: Department, review: DocumentReview, affected: AffectedPage
) -> None:
    for user, shown in ((department.author, 2), (make_user("staff"), 0), (department.head, 0)):
        client.force_login(user)
        html = client.get(reverse("wagtailadmin_home")).content.decode()
        assert html.count("?waiting=me") == shown
    DocumentReview.objects.update(unit=None)
    forget(department.head.pk)
    assert "?unit=null" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_an_appointment_to_a_second_unit_counts(
    client: Client, department: Department, review: DocumentReview
) -> None:
    user = make_user("staff")
    appoint(user, "staff", department.unit)
    post(client, user, review, **ANSWER)
    review.refresh_from_db()
    assert review.answered_by == user
