"""Keeps provisions, addresses and the search index in step with what is published."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from search.outbox import record_change, record_changes

from .filing import file_published
from .models import DocumentField, DocumentType, Issuer, LegalDocumentPage, Signer
from .publication import write_provisions
from .search_source import SOURCE_NAME


@receiver(page_published, sender=LegalDocumentPage)
def after_publication(sender: type, instance: LegalDocumentPage, **kwargs: Any) -> None:
    """Derive what the published text yields and file the page by its approved data."""
    write_provisions(instance)
    file_published(instance)
    record_change(SOURCE_NAME, str(instance.pk))


@receiver(page_unpublished, sender=LegalDocumentPage)
@receiver(post_page_move, sender=LegalDocumentPage)
@receiver(post_delete, sender=LegalDocumentPage)
def after_change_of_visibility(sender: type, instance: Any, **kwargs: Any) -> None:
    """Withdrawn, moved or deleted: the index looks at the page again."""
    record_change(SOURCE_NAME, str(instance.pk))


@receiver(post_save, sender=Issuer)
@receiver(post_save, sender=DocumentType)
@receiver(post_save, sender=DocumentField)
@receiver(post_save, sender=Signer)
def after_change_of_register(
    sender: type, instance: Any, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """A register row that documents show changed its name: those documents are indexed anew."""
    if created or raw:
        return
    keys = instance.documents.values_list("page_id" if isinstance(instance, Issuer) else "pk", flat=True)
    record_changes(SOURCE_NAME, [str(key) for key in keys])
