"""The queue: what is opened, kept, answered and closed."""

import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.actions.unpublish_page import UnpublishPageAction

from core.guard import carrying_out
from editorial.models import Notification
from regulations.models import DocumentRelation, DocumentReview, LegalDocumentPage, Verb
from regulations.review import queue
from regulations.review.answering import answer
from regulations.review.queue import update_queue
from tests.factories import Department, published_document

from .site import TODAY, acting, statements

pytestmark = pytest.mark.django_db
Reason, Answer = DocumentReview.Reason, DocumentReview.Answer


def asked(*documents: LegalDocumentPage) -> list[tuple[str, str]]:
    rows = DocumentReview.objects.filter(answer="").order_by("reason", "page")
    return list((rows.filter(page__in=documents) if documents else rows).values_list("reason", "detail"))


def say(department: Department, reason: str, given: str = Answer.IN_FORCE) -> DocumentReview:
    review = DocumentReview.objects.get(reason=reason, answer="")
    return answer(review, department.head, given, "đã xem", shown=review.detail)


def test_nothing_is_asked_about_what_is_in_order(department: Department) -> None:
    published_document(department)
    assert (update_queue(), asked()) == (0, [])


def test_about_to_expire_goes_to_the_owning_unit(department: Department) -> None:
    day = TODAY + datetime.timedelta(days=60)
    document = published_document(department, expires_on=day)
    assert update_queue(today=TODAY - datetime.timedelta(days=1)) == 0
    assert update_queue() == 1
    review = DocumentReview.objects.get()
    assert (review.reason, review.page, review.unit) == (Reason.EXPIRING, document, department.unit)
    assert (review.opened_on, review.due_on) == (TODAY, day)
    assert (update_queue(), DocumentReview.objects.get()) == (0, review)
    # On the day itself the reason has passed.
    update_queue(today=day)
    assert asked() == []


def test_the_setting_says_how_soon(department: Department, settings: Any) -> None:
    published_document(department, expires_on=TODAY + datetime.timedelta(days=90))
    assert update_queue() == 0
    settings.REVIEW_EXPIRING_DAYS = 90
    assert update_queue() == 1


def test_replaced_or_repealed_and_what_rested_on_it(department: Department) -> None:
    old = published_document(department)
    resting = acting(department, DocumentRelation(verb=Verb.BASED_ON, target=old))
    detailing = acting(department, DocumentRelation(verb=Verb.DETAILS, target=old, target_path="dieu-2"))
    part = acting(
        department, DocumentRelation(verb=Verb.REPEALS, target=old, target_path="dieu-2"), effective_on=TODAY
    )
    update_queue()
    assert asked(old) == [(Reason.REPLACED, f"{part.pk}@2025-08-01")]
    assert asked(detailing) == [(Reason.BASIS, f"{old.pk}@2025-08-01")]
    assert asked(resting) == []
    acting(department, DocumentRelation(verb=Verb.REPLACES, target=old), effective_on=TODAY)
    update_queue([resting.pk])
    assert asked(resting) == [(Reason.BASIS, f"{old.pk}@2025-08-01")]


def test_without_an_effective_date(department: Department) -> None:
    document = published_document(department, effective_on=None)
    assert update_queue() == 1
    assert asked(document) == [(Reason.NO_DATE, "-")]


def test_the_same_event_is_asked_about_once(department: Department) -> None:
    old = published_document(department)
    first = acting(
        department, DocumentRelation(verb=Verb.REPEALS, target=old, target_path="dieu-1"), effective_on=TODAY
    )
    update_queue()
    answered = say(department, Reason.REPLACED)
    assert (update_queue(), asked()) == (0, [])
    earlier = acting(
        department,
        DocumentRelation(verb=Verb.REPEALS, target=old, target_path="dieu-2/khoan-1"),
        effective_on=TODAY - datetime.timedelta(days=30),
    )
    assert update_queue() == 1
    assert asked(old) == [(Reason.REPLACED, f"{earlier.pk}@2025-07-02")]
    answered = DocumentReview.objects.get(pk=answered.pk)
    assert (answered.detail, answered.answered_by) == (f"{first.pk}@2025-08-01", department.head)


def test_overdue_counts_from_the_last_answer(department: Department) -> None:
    document = published_document(department, effective_on=datetime.date(2023, 5, 20))
    document.document_type.review_months = 24
    document.document_type.save()
    update_queue()
    assert asked(document) == [(Reason.OVERDUE, "2025-05-20")]
    say(department, Reason.OVERDUE)
    assert (update_queue(), asked()) == (0, [])
    assert update_queue(today=datetime.date(2027, 7, 31)) == 0
    assert update_queue(today=datetime.date(2027, 8, 1)) == 1


def test_what_passed_unanswered_goes_and_answers_stay(department: Department) -> None:
    old = published_document(department, effective_on=None)
    new = acting(department, DocumentRelation(verb=Verb.SUSPENDS, target=old))
    acting(department, DocumentRelation(verb=Verb.REPEALS, target=old), effective_on=TODAY)
    update_queue()
    assert [reason for reason, _detail in asked(old)] == [Reason.REPLACED]
    say(department, Reason.REPLACED, Answer.REPEAL)
    with carrying_out(old.pk):
        UnpublishPageAction(old).execute(skip_permission_checks=True)
    DocumentReview.objects.create(page=new, reason=Reason.NO_DATE, opened_on=TODAY)
    DocumentReview.objects.create(page=old, reason=Reason.NO_DATE, opened_on=TODAY)
    update_queue()
    assert asked() == []
    assert DocumentReview.objects.get().answer == Answer.REPEAL


def test_an_answer_is_never_changed(department: Department) -> None:
    published_document(department, effective_on=None)
    update_queue()
    answered = say(department, Reason.NO_DATE)
    answered = DocumentReview.objects.get(pk=answered.pk)
    answered.note = "khác"
    with pytest.raises(PermissionDenied):
        answered.save()
    again = answer(answered, department.head, Answer.AMEND, "nghĩ lại", shown="")
    assert again.pk != answered.pk
    kept = DocumentReview.objects.get(pk=answered.pk)
    assert (kept.note, kept.answer, again.detail) == ("đã xem", Answer.IN_FORCE, kept.detail)


def test_chunks_keep_the_queries_bounded(department: Department, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [published_document(department, effective_on=None)]
    numbers = []
    for count in (1, 30):
        documents += [
            published_document(department, effective_on=None) for _n in range(count - len(documents))
        ]
        DocumentReview.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            assert update_queue() == count
        numbers.append(len(statements(captured)))
        with CaptureQueriesContext(connection) as captured:
            assert update_queue() == 0
    assert numbers[0] == numbers[1] <= 15
    monkeypatch.setattr(queue, "AT_ONCE", 7)
    DocumentReview.objects.all().delete()
    seen: list[int] = []
    assert update_queue(step=seen.append) == 30
    assert seen == [7, 7, 7, 7, 2]


def test_stopped_it_goes_on(department: Department, monkeypatch: pytest.MonkeyPatch) -> None:
    for _number in range(3):
        published_document(department, effective_on=None)
    monkeypatch.setattr(queue, "AT_ONCE", 1)

    def stop(_count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update_queue(step=stop)
    assert len(asked()) == 1
    out = StringIO()
    call_command("update_reviews", stdout=out)
    assert (out.getvalue().strip(), len(asked())) == ("2", 3)


def test_the_unit_is_told_once_of_what_was_opened_at_night(department: Department) -> None:
    pages = [
        published_document(department, effective_on=None, owning_unit=department.unit) for _number in range(4)
    ]
    for _night in range(2):
        call_command("update_reviews", stdout=StringIO())
    notice = Notification.objects.get(kind=Notification.Kind.REVIEW)
    assert notice.user == department.unit_head
    assert notice.params["comment"] == "; ".join([*(page.title for page in pages[:3]), "…"])
