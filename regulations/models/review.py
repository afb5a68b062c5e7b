"""The review of documents (rà soát, HY 11.2) and of the pages that rest on them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentReview(models.Model):
    """One document to be looked at, for one reason; open until a unit has answered."""

    class Reason(models.TextChoices):
        """Why it is in the queue."""

        EXPIRING = "expiring", _("about to expire")
        REPLACED = "replaced", _("replaced or repealed")
        NO_DATE = "no_date", _("without an effective date")
        BASIS = "basis", _("based on a document that is no longer in force")
        OVERDUE = "overdue", _("not reviewed for too long")

    class Answer(models.TextChoices):
        """What the unit says."""

        IN_FORCE = "in_force", _("still in force")
        REPEAL = "repeal", _("propose repeal")
        AMEND = "amend", _("propose amendment")
        ENDED = "ended", _("no longer in force, nothing to be done")

    page = models.ForeignKey(
        "regulations.LegalDocumentPage",
        verbose_name=_("document"),
        on_delete=models.CASCADE,
        related_name="reviews",
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    detail = models.CharField(_("detail"), max_length=255, blank=True)
    unit = models.ForeignKey(
        "organization.Unit",
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    opened_on = models.DateField(_("since"))
    due_on = models.DateField(_("due"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True)
    note = models.TextField(_("note"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("review of a document")
        verbose_name_plural = _("reviews of documents")
        ordering = ["opened_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "reason"], condition=models.Q(answer=""), name="review_open_once_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.get_reason_display()}"


class Citation(models.Model):
    """A published page that names a document or a provision of it, derived at the page's publication.

    `state`: digest of that provision's validity and of what changed it, when it was last looked at; "" before.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="legal_citations")
    target = models.ForeignKey(
        "regulations.LegalDocumentPage", null=True, on_delete=models.SET_NULL, related_name="cited_on"
    )
    target_key = models.CharField(max_length=255, db_index=True)
    target_number = models.CharField(max_length=120, blank=True)
    path = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [
            models.UniqueConstraint(fields=["page", "target_key", "path"], name="citation_once_a_page")
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.target_number}"


class AffectedPage(models.Model):
    """A page whose legal ground changed, to be looked at by its unit; open until somebody says what was done.

    `shows_notice`: visitors are told so on the page.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="legal_changes")
    target = models.ForeignKey(
        "regulations.LegalDocumentPage", on_delete=models.CASCADE, related_name="affected_pages"
    )
    path = models.CharField(max_length=200, blank=True)
    status = models.CharField(_("validity"), max_length=20)
    opened_on = models.DateField(_("since"))
    shows_notice = models.BooleanField(_("notice on the page"), default=False)
    note = models.TextField(_("note"), blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("page whose legal ground changed")
        verbose_name_plural = _("pages whose legal ground changed")
        ordering = ["opened_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "target", "path"],
                condition=models.Q(closed_at=None),
                name="affected_page_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.target_id}"
