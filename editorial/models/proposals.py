"""What is approved besides a page's content: moves, orders and deletions of what is live, and batches."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, Page, Revision, RevisionMixin, WorkflowMixin, WorkflowState

from .items import Step


class Proposal(WorkflowMixin, DraftStateMixin, RevisionMixin, models.Model):
    """A change that goes through the chain of its section like a page's content, and is carried out at its end.

    `payload` by kind: move `{"destination": id}`; order `{"order": [ids of all children]}`; deletion
    `{"pages": number of pages, "digest": hex}`; batch `{"count": int, "digest": hex, "warnings": [str]}`.
    """

    class Kind(models.TextChoices):
        """What is proposed."""

        MOVE = "move", _("move")
        REORDER = "reorder", _("new order")
        DELETION = "deletion", _("deletion")
        BATCH = "batch", _("batch")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="proposals")
    title = models.CharField(_("title"), max_length=255)
    payload = models.JSONField(default=dict, blank=True)
    reason = models.TextField(_("reason"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    carried_out_at = models.DateTimeField(_("carried out"), null=True, blank=True, editable=False)
    _revisions = GenericRelation(Revision, related_query_name="proposal")

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> Any:
        """All its revisions."""
        return self._revisions

    @property
    def admin_template(self) -> str:
        """How the decision page shows it."""
        return f"editorial/admin/proposal_{self.kind}.html"

    @property
    def destination(self) -> Page | None:
        """Where a move leads."""
        return Page.objects.filter(pk=self.payload.get("destination")).first()

    def ordered_children(self) -> list[Page]:
        """The children in the proposed order."""
        found = self.page.get_children().in_bulk()
        return [found[pk] for pk in self.payload.get("order", []) if pk in found]

    @property
    def warned(self) -> int:
        """Entries of a batch that carry a warning."""
        return self.entries.exclude(warning="").count()

    @property
    def started(self) -> bool:
        """Whether a worker has begun to publish the batch."""
        return self.entries.exclude(done_at=None).exists()

    @property
    def done(self) -> int:
        """Entries of a batch that are published."""
        return self.entries.exclude(done_at=None).filter(problem="").count()

    @property
    def failed(self) -> Any:
        """Entries that were left alone, with the problem; the first hundred."""
        return self.entries.exclude(problem="").select_related("page")[:100]

    def authors(self) -> set[int]:
        """Whose work it is: who proposed it; of a batch also who made or saved one of its pages."""
        made = self.entries.values_list("page__owner_id", "revision__user_id").distinct()
        return {pk for pk in (self.created_by_id, *(pk for pair in made for pk in pair)) if pk is not None}

    def samples(self) -> Any:
        """Entries to look at before the whole is approved."""
        from editorial.batches import samples

        return samples(self)

    def get_workflow(self) -> Any:
        """That of the section concerned."""
        from editorial.chains import chain_in_force
        from editorial.proposals import governing_page

        chain = chain_in_force(governing_page(self))
        return chain.workflow if chain else None

    def carry_out(self, workflow_state: WorkflowState, step: Step) -> None:
        """Do what was approved; raises `PublicationRefused` where it cannot be done any more."""
        from editorial.proposals import carry_out

        carry_out(self, workflow_state, step)


class BatchEntry(models.Model):
    """One page of a batch with the revision that is approved; done once."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="entries")
    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(
        Revision, verbose_name=_("revision"), on_delete=models.RESTRICT, related_name="batch_entries"
    )
    digest = models.CharField(max_length=64)
    warning = models.CharField(_("warning"), max_length=255, blank=True)
    done_at = models.DateTimeField(_("published"), null=True)
    problem = models.CharField(_("problem"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("page of a batch")
        verbose_name_plural = _("pages of a batch")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "page"], name="batch_entry_once_a_page"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}"
