"""Keeps citations in step with what is published and withdrawn; with a page that is deleted its rows go."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from regulations.models import DocumentReview, LegalDocumentPage

from .citations import remove_citations, write_citations


@receiver(page_published)
def after_publication(sender: type, instance: Page, **kwargs: Any) -> None:
    """What a document names is a relation, kept elsewhere."""
    if not isinstance(instance, LegalDocumentPage):
        write_citations(instance)


@receiver(page_unpublished)
def after_withdrawal(sender: type, instance: Page, **kwargs: Any) -> None:
    """It rests on nothing."""
    if not isinstance(instance, LegalDocumentPage):
        remove_citations(instance)


@receiver(pre_save, sender=DocumentReview)
def keep_answers(sender: type, instance: DocumentReview, raw: bool = False, **kwargs: Any) -> None:
    """What a unit said stays as it was said: raises `PermissionDenied` for a change of it."""
    answered = DocumentReview.objects.filter(pk=instance.pk).exclude(answer="")
    if not raw and instance.pk and answered.exists():
        raise PermissionDenied(_("An answer is never changed; give another one."))
