"""Keeps relations and validity in step with what is published, withdrawn and deleted."""

from typing import Any

from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from regulations.models import LegalDocumentPage
from regulations.review.citations import join_citations

from .deriving import join_waiting, write_relations
from .updating import refresh


@receiver(page_published, sender=LegalDocumentPage)
def after_publication(sender: type, instance: LegalDocumentPage, **kwargs: Any) -> None:
    """What it does to others counts from now on, and what others did to it before it came."""
    acted_on = write_relations(instance)
    join_waiting(instance)
    join_citations(instance)
    refresh({instance.pk, *acted_on})


@receiver(page_unpublished, sender=LegalDocumentPage)
def after_withdrawal(sender: type, instance: LegalDocumentPage, **kwargs: Any) -> None:
    """A document that is withdrawn acts on nothing."""
    refresh({instance.pk, *_acted_on(instance)})


@receiver(pre_delete, sender=LegalDocumentPage)
def before_deletion(sender: type, instance: LegalDocumentPage, **kwargs: Any) -> None:
    """Remember on which documents it acted."""
    instance.acted_on_before = _acted_on(instance)  # type: ignore[attr-defined]


@receiver(post_delete, sender=LegalDocumentPage)
def after_deletion(sender: type, instance: LegalDocumentPage, **kwargs: Any) -> None:
    """They are as if it had never been."""
    refresh(getattr(instance, "acted_on_before", set()))


def _acted_on(page: LegalDocumentPage) -> set[int]:
    return set(page.acts_on.exclude(target=None).values_list("target_id", flat=True))
