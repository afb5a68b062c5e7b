"""Parts of a document page that go into its revisions: issuers in order, files, tags."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class DocumentIssuer(Orderable):
    """One issuer of a document; joint documents have several, in the order in which they signed (N7)."""

    page = ParentalKey(
        "regulations.LegalDocumentPage", on_delete=models.CASCADE, related_name="document_issuers"
    )
    issuer = models.ForeignKey(
        "regulations.Issuer", verbose_name=_("issuer"), on_delete=models.PROTECT, related_name="documents"
    )

    panels = [FieldPanel("issuer")]

    class Meta(Orderable.Meta):
        verbose_name = _("issuer")
        verbose_name_plural = _("issuers")


class DocumentFile(Orderable):
    """A file of the document to download, such as the signed PDF."""

    page = ParentalKey(
        "regulations.LegalDocumentPage", on_delete=models.CASCADE, related_name="document_files"
    )
    file = models.ForeignKey(
        "wagtaildocs.Document", verbose_name=_("file"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("title"), max_length=255, blank=True)

    panels = [FieldPanel("file"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")


class DocumentTag(TaggedItemBase):
    """A tag on a document."""

    content_object = ParentalKey(
        "regulations.LegalDocumentPage", on_delete=models.CASCADE, related_name="tagged_items"
    )
