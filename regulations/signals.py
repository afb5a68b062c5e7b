"""Keeps provisions, addresses and the search index in step with what is published."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import page_published

from search.outbox import record_change, record_changes
from search.page_signals import is_shown

from .facet_names import forget_names
from .filing import file_published
from .models import (
    DocumentField,
    DocumentIndexPage,
    DocumentType,
    ImportBatch,
    Issuer,
    LegalDocumentPage,
    Signer,
)
from .publication import write_provisions
from .search_source import SOURCE_NAME


@receiver(page_published, sender=LegalDocumentPage)
def after_publication(sender: type, instance: LegalDocumentPage, **kwargs: Any) -> None:
    """Derive what the published text yields and file the page by its approved data."""
    write_provisions(instance)
    file_published(instance)
    record_change(SOURCE_NAME, str(instance.pk))


@receiver(post_save, sender=Page)
@receiver(post_save, sender=DocumentIndexPage)
def after_change_of_an_index(
    sender: type, instance: Page, created: bool, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """Below the index in another language every document has an address; a move saves it as a plain page."""
    if (
        not raw
        and instance.specific_class is DocumentIndexPage
        and is_shown(instance, created, update_fields)
    ):
        _record_all_for(instance)


@receiver(post_delete, sender=DocumentIndexPage)
def after_deletion_of_an_index(sender: type, instance: DocumentIndexPage, **kwargs: Any) -> None:
    """Their addresses there are gone."""
    _record_all_for(instance)


def _record_all_for(index: Page) -> None:
    if index.locale.language_code != settings.LANGUAGE_CODE:
        _record(LegalDocumentPage.objects.all())


@receiver(post_save, sender=Issuer)
@receiver(post_save, sender=DocumentType)
@receiver(post_save, sender=DocumentField)
@receiver(post_save, sender=Signer)
@receiver(pre_delete, sender=DocumentField)
def after_change_of_register(
    sender: type, instance: Any, created: bool = False, raw: bool = False, **kwargs: Any
) -> None:
    """A register row that documents show changed its name or goes: those documents are indexed anew.

    Of the registers only fields can be deleted while documents have them.
    """
    forget_names()
    if created or raw:
        return
    if isinstance(instance, Issuer):
        _record(LegalDocumentPage.objects.filter(document_issuers__issuer=instance))
    else:
        _record(instance.documents.all())


def _record(documents: "QuerySet[LegalDocumentPage]") -> None:
    """Note the published ones among these."""
    keys = documents.filter(live=True).order_by().values_list("pk", flat=True)
    record_changes(SOURCE_NAME, {str(key) for key in keys})


@receiver(pre_save, sender=ImportBatch)
@receiver(pre_delete, sender=ImportBatch)
def keep_record_of_imports(sender: type, instance: ImportBatch, raw: bool = False, **kwargs: Any) -> None:
    """A finished import is a record (a takeover is a decision): raises `PermissionDenied` for a change of it."""
    if not raw and ImportBatch.objects.filter(pk=instance.pk, finished_at__isnull=False).exists():
        raise PermissionDenied(_("The record of a finished import is never changed or deleted."))
