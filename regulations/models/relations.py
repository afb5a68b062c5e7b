"""Relations in force, derived at publication, and those that texts seem to state."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .acting import Verb


class Relation(models.Model):
    """A relation in force between published documents; derived at publication, joined when the other arrives.

    `target_key`: folded number or name by which the other document is found. `on`: first day, None if unknown.
    """

    page = models.ForeignKey(
        "regulations.LegalDocumentPage", on_delete=models.CASCADE, related_name="acts_on"
    )
    verb = models.CharField(max_length=20, choices=Verb.choices)
    own_path = models.CharField(max_length=200, blank=True)
    target = models.ForeignKey(
        "regulations.LegalDocumentPage", null=True, on_delete=models.SET_NULL, related_name="acted_on_by"
    )
    target_number = models.CharField(max_length=120, blank=True)
    target_name = models.CharField(max_length=255, blank=True)
    target_key = models.CharField(max_length=255, db_index=True)
    target_path = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        verbose_name = _("relation in force")
        verbose_name_plural = _("relations in force")
        ordering = ["page", "pk"]
        indexes = [models.Index(fields=["target", "verb"])]

    def __str__(self) -> str:
        return f"{self.page_id} {self.verb} {self.target_number or self.target_name}"


class AcceptedRelations(models.Model):
    """Proposals that an editor accepted together; a worker writes them into drafts, which go on as one batch.

    `skipped`: label of each document that somebody else is changing; `revisions`: ids of the drafts by id of the page.
    """

    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    accepted_at = models.DateTimeField(_("accepted at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    skipped = models.JSONField(default=list)
    revisions = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("acceptance of relations")
        verbose_name_plural = _("acceptances of relations")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.accepted_at:%Y-%m-%d %H:%M}"


class RelationProposal(models.Model):
    """A relation that a text seems to state, waiting for an editor; `digest` tells it again when the text is reread."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", pgettext_lazy("proposal", "open")
        ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
        REFUSED = "refused", pgettext_lazy("proposal", "refused")

    page = models.ForeignKey(
        "regulations.LegalDocumentPage", on_delete=models.CASCADE, related_name="relation_proposals"
    )
    verb = models.CharField(_("this document"), max_length=20, choices=Verb.choices)
    own_path = models.CharField(max_length=200, blank=True)
    target = models.ForeignKey(
        "regulations.LegalDocumentPage", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    target_number = models.CharField(max_length=120, blank=True)
    target_name = models.CharField(max_length=255, blank=True)
    target_path = models.CharField(max_length=200, blank=True)
    quote = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    accepted = models.ForeignKey(
        AcceptedRelations, null=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    is_drafted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("proposed relation")
        verbose_name_plural = _("proposed relations")
        ordering = ["page", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "digest"], name="relation_proposed_once_a_page")
        ]
        indexes = [models.Index(fields=["state", "verb"])]

    def __str__(self) -> str:
        return f"{self.page_id} {self.verb} {self.target_number or self.target_name}"
