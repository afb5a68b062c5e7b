"""The codes of a review in the reader's language."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, pgettext

from regulations.models import DocumentReview, LegalDocumentPage

from .reasons import UNDATED, Reason

SENTENCES = {
    Reason.EXPIRING: gettext_lazy("has no effect from %(on)s on"),
    Reason.REPLACED: gettext_lazy("replaced or repealed, wholly or in part, from %(on)s on by %(document)s"),
    Reason.BASIS: gettext_lazy("%(document)s has not been in force since %(on)s"),
    Reason.OVERDUE: gettext_lazy("should have been reviewed by %(on)s"),
}


def documents_in(reviews: Iterable[DocumentReview]) -> set[int]:
    """Ids of the documents that the codes of these reviews name."""
    codes = (code for review in reviews for code in review.detail.split() if "@" in code)
    return {int(code.partition("@")[0]) for code in codes}


def say(reviews: Collection[DocumentReview]) -> None:
    """Give each review `happened`: what happened, in words; one query."""
    rows = LegalDocumentPage.objects.filter(pk__in=documents_in(reviews)).order_by()
    titles = dict(rows.values_list("pk", "title"))
    for review in reviews:
        review.happened = "; ".join(_sentences(review, titles))  # type: ignore[attr-defined]


def _sentences(review: DocumentReview, titles: dict[int, str]) -> Iterable[str]:
    for code in review.detail.split():
        if code == UNDATED:
            continue
        document, _at, day = code.rpartition("@")
        title = titles.get(int(document), pgettext("document", "deleted")) if document else ""
        on = date_format(date.fromisoformat(day), "SHORT_DATE_FORMAT")
        yield str(SENTENCES[Reason(review.reason)]) % {"document": title, "on": on}
