"""The base of every page type."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.locks import BaseLock, BasicLock
from wagtail.models import Page, PagePermissionTester, PageViewRestriction, Revision
from wagtail.url_routing import RouteResult

from core.guard import carrying_out
from core.permissions import GuardedPermissionTester


def is_bound(revision: Revision) -> bool:
    """Whether somebody was asked for, or gave, a decision on this very revision."""
    return revision.task_states.exists() or revision.decisions.exists()


class BasePage(Page):
    """Abstract base of all pages: publish guard, source attribution, review date, social metadata.

    Sources: R26 (HY Điều 9.3, ĐN Điều 8.8: name author and source of what is reused), R3 (review).
    """

    source_author = models.CharField(_("author of the source"), max_length=255, blank=True)
    source_name = models.CharField(
        _("source"),
        max_length=255,
        blank=True,
        help_text=_("Who published it first. Required when the content is quoted or reused."),
    )
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    review_on = models.DateField(
        _("review on"),
        null=True,
        blank=True,
        help_text=_("The day on which the content must be checked again."),
    )
    social_image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("image for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    permission_tester_class: type[GuardedPermissionTester] = GuardedPermissionTester

    promote_panels = [
        *Page.promote_panels,
        FieldPanel("social_image"),
        MultiFieldPanel(
            [FieldPanel("source_author"), FieldPanel("source_name"), FieldPanel("source_url")],
            heading=_("Source"),
        ),
        FieldPanel("review_on"),
    ]

    class Meta:
        abstract = True

    def derive(self) -> None:
        """Fill what follows from other data; runs before every validation, of drafts and whole pages alike."""

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Derive, then validate everything."""
        self.derive()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """Derive, then validate what even a draft needs."""
        self.derive()
        super().minimal_clean()

    def clean(self) -> None:
        """Raise `ValidationError` where an author or address of a source comes without its name (R26)."""
        super().clean()
        if (self.source_author or self.source_url) and not self.source_name:
            raise ValidationError(
                {"source_name": _("Name the source that the author or address belongs to.")}
            )

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """The guarded rules, for every user; a page type narrows them by `permission_tester_class`."""
        return self.permission_tester_class(user, self)

    def get_view_restrictions(self) -> Any:
        """Those on the page and above it, in one query: there are no live aliases."""
        paths = [self.path[:length] for length in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=paths)

    def route(self, request: Any, path_components: list[str]) -> Any:
        """As Wagtail's; a page that was withdrawn with a notice still answers, with the notice."""
        if not path_components and not self.live and (decision := self.withdrawal_notice()):
            return RouteResult(self, kwargs={"withdrawal": decision})
        return super().route(request, path_components)

    def withdrawal_notice(self) -> Any:
        """The decision that took the page offline and let its address say so; None for any other page."""
        from core.models import Decision

        newest = Decision.objects.on_content().filter(page_id=self.pk).order_by("-pk").first()
        return newest if newest and newest.kind == Decision.Kind.NOTICE else None

    def serve(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """The page, or the notice of its withdrawal."""
        if withdrawal := kwargs.pop("withdrawal", None):
            context = {"page": self, "self": self, "withdrawal": withdrawal, "request": request}
            return TemplateResponse(request, "pages/withdrawn_page.html", context, status=410)
        return super().serve(request, *args, **kwargs)

    def save_revision(
        self, user: Any = None, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any
    ) -> Revision:
        """Save a revision; one that was submitted or decided on is never overwritten (by autosave).

        Raises `ValidationError` for a person for whom the page is locked: some of Wagtail's ways (revert by
        the API) and an import don't ask.
        """
        if user is not None and self.latest_revision_id and (lock := self.get_lock()) and lock.for_user(user):
            raise ValidationError(
                {
                    NON_FIELD_ERRORS: _("“%(title)s” is locked: only its current stage edits it.")
                    % {"title": self}
                }
            )
        if overwrite_revision is not None and is_bound(overwrite_revision):
            overwrite_revision = None
        return super().save_revision(user, *args, overwrite_revision=overwrite_revision, **kwargs)

    def get_lock(self) -> BaseLock | None:
        """The chain's lock comes before one set by hand, which would open the page to who set it."""
        lock = super().get_lock()
        if isinstance(lock, BasicLock) and (task := self.current_workflow_task):
            return task.lock_class(self, task)
        return lock

    def update_aliases(self, **kwargs: Any) -> None:
        """Nothing: an alias goes live by a decision of its own, never with the page that it follows."""

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision that the page's newest decision covers; else raise `PublicationRefused`."""
        from core.decisions import require_decision

        require_decision(self, revision)
        with carrying_out(self.pk):
            return super().publish(revision, *args, **kwargs)
