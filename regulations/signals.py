"""Keeps provisions, addresses and the search index in step with what is published."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.signals import page_published, page_unpublished, post_page_move

from search.outbox import record_change, record_changes

from .filing import file_published
from .models import DocumentField, DocumentType, ImportBatch, Issuer, LegalDocumentPage, Signer
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


@receiver(pre_save, sender=ImportBatch)
@receiver(pre_delete, sender=ImportBatch)
def keep_record_of_imports(sender: type, instance: ImportBatch, raw: bool = False, **kwargs: Any) -> None:
    """A finished import is a record (a takeover is a decision): raises `PermissionDenied` for a change of it."""
    if not raw and ImportBatch.objects.filter(pk=instance.pk, finished_at__isnull=False).exists():
        raise PermissionDenied(_("The record of a finished import is never changed or deleted."))
