"""What units do with what is to be reviewed: assign, answer, settle. Each is recorded; refusals too."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.record import write
from core.refusals import Refused
from editorial.people import load_offices
from organization.models import Appointment, Unit
from regulations.models import AffectedPage, DocumentReview

from .notices import forget
from .pages import with_unit
from .permissions import EDITING_ROLES, may_answer, may_assign
from .telling import tell_unit

ASSIGNED, ANSWERED, SETTLED = "review.assign", "review.answer", "review.settle"


def own_units(user: int) -> QuerySet[Any, Any]:
    """Ids of the units in which the user works today, as one who writes content."""
    held = Appointment.objects.today().filter(person__user_id=user, person__user__is_active=True)
    return held.filter(office__role__in=EDITING_ROLES).order_by().values_list("unit_id", flat=True)


def units_of(user: int) -> frozenset[int]:
    """The same, read once for several questions."""
    return frozenset(own_units(user))


@transaction.atomic
def assign(review: DocumentReview, user: Any, unit: Unit, due_on: date | None) -> None:
    """Give an open review to a unit. Raises `Refused` for those who may not, `ValidationError` where it is answered."""
    if not may_assign(user.pk, review.unit_id, load_offices()):
        raise Refused(
            _("The board, the leaders and the head of the unit assign reviews."), page_id=review.page_id
        )
    open_rows = DocumentReview.objects.filter(pk=review.pk, answer="")
    if not open_rows.update(unit=unit, due_on=due_on):
        raise ValidationError(_("It has been answered, or its reason has passed, meanwhile."))
    tell_unit(unit.pk, [review.page.title])
    write(
        ASSIGNED,
        actor=user,
        subject=review.page,
        details={"reason": review.reason, "unit": unit.name, "due": due_on},
    )


@transaction.atomic
def answer(review: DocumentReview, user: Any, given: str, note: str, *, shown: str) -> DocumentReview:
    """Answer what was `shown` (a `detail`); an answered review stays as it is, a new row holds what is said now.

    Raises `Refused` for those who don't answer for the unit, `ValidationError` where the review has changed since.
    """
    if not may_answer(user.pk, review.unit_id, units_of(user.pk), load_offices()):
        raise Refused(_("The unit that it is assigned to, and the board, answer."), page_id=review.page_id)
    said = {"answer": given, "note": note, "answered_by": user, "answered_at": timezone.now()}
    if review.answer:
        review = DocumentReview.objects.create(
            page_id=review.page_id,
            reason=review.reason,
            detail=review.detail,
            unit_id=review.unit_id,
            opened_on=timezone.localdate(),
            **said,
        )
    elif not DocumentReview.objects.filter(pk=review.pk, answer="", detail=shown).update(**said):
        raise ValidationError(
            _(
                "It has changed, or was answered, since you opened it. Look at it as it stands now and answer again."
            )
        )
    details = {"review": review.pk, "reason": review.reason, "detail": review.detail}
    write(ANSWERED, actor=user, subject=review.page, details={**details, "answer": given, "note": note})
    return review


@transaction.atomic
def settle(
    affected: AffectedPage, user: Any, *, shows_notice: bool, note: str = "", closes: bool = False
) -> None:
    """Say what was done about a page, take it off the list, show the notice or no longer.

    Raises `Refused` for those who don't answer for the page's unit. Who closed it, when and how stays.
    """
    row = with_unit(AffectedPage.objects.select_for_update(of=("self",))).get(pk=affected.pk)
    if not may_answer(user.pk, row.unit_id, units_of(user.pk), load_offices()):
        raise Refused(
            _("The unit that answers for the page, and the board, settle this."), page_id=row.page_id
        )
    same = AffectedPage.objects.filter(page_id=row.page_id, target_id=row.target_id, path=row.path)
    same.exclude(pk=row.pk).update(shows_notice=False)
    row.shows_notice = shows_notice
    if row.closed_at is None:
        row.note = note
        if closes:
            row.closed_by, row.closed_at = user, timezone.now()
    row.save(update_fields=["shows_notice", "note", "closed_by", "closed_at"])
    forget()
    details = {"document": row.target.title, "path": row.path, "closed": closes, "notice": shows_notice}
    write(SETTLED, actor=user, subject=row.page, details={**details, "note": note})
