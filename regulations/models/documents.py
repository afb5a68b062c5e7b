"""The page of one legal, Party or directive document."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Textarea
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.search import index

from core.legal_text.numbers import clean_number
from core.permissions import UncopyablePermissionTester
from core.text import nfc
from organization.models import OwnedPage
from regulations.completeness import Gap, gaps_of
from regulations.forms import LegalDocumentForm
from regulations.identity import Identity, document_slug, identify
from regulations.relations.names import name_key
from regulations.structure.panel import StructuredTextPanel
from regulations.text_checks import text_errors

from .parts import DocumentIssuer

TEXT_HELP = _(
    "A line that begins with “§ ” starts a provision: “§ Chương I”, “§ Điều 4. Scope”, “§ Phụ lục 1”. "
    "A line “Điều 4.” without the sign is ordinary text, for example a quoted article."
)


class LegalDocumentPage(OwnedPage):
    """A document with its data, its one canonical text, and files. Exists once, in Vietnamese (R2, R37).

    `title` is the label (type and number) and follows from the data; `official_title` is the trích yếu.
    """

    number = models.CharField(_("number"), max_length=120)
    number_key = models.CharField(max_length=120, editable=False, db_index=True)
    name_key = models.CharField(
        max_length=255, blank=True, default="", db_default="", editable=False, db_index=True
    )
    document_type = models.ForeignKey(
        "regulations.DocumentType",
        verbose_name=_("document type"),
        on_delete=models.PROTECT,
        related_name="documents",
    )
    official_title = models.TextField(
        _("title (trích yếu)"), blank=True, help_text=_("What the document is about, without the type.")
    )
    english_title = models.TextField(_("title in English"), blank=True)
    english_summary = models.TextField(_("summary in English"), blank=True)
    fields = ParentalManyToManyField(
        "regulations.DocumentField", verbose_name=_("fields"), blank=True, related_name="documents"
    )
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    effective_on = models.DateField(_("effective date"), null=True, blank=True)
    expires_on = models.DateField(
        _("expiry date"), null=True, blank=True, help_text=_("The first day without effect.")
    )
    recipients = models.TextField(
        _("recipients (nơi nhận)"),
        blank=True,
        default="",
        db_default="",
        help_text=_("One a line, as printed on the document."),
    )
    gazette = models.CharField(_("gazette reference"), max_length=255, blank=True)
    signer = models.ForeignKey(
        "regulations.Signer",
        verbose_name=_("signer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
    )
    signer_office = models.CharField(
        _("office of the signer"),
        max_length=255,
        blank=True,
        help_text=_("As signed: KT. CHỦ TỊCH, PHÓ CHỦ TỊCH."),
    )
    text = models.TextField(_("text"), blank=True, help_text=TEXT_HELP)
    tags = ClusterTaggableManager(through="regulations.DocumentTag", blank=True, verbose_name=_("tags"))
    identity = models.CharField(max_length=500, unique=True, editable=False)
    gaps = models.CharField(max_length=120, blank=True, editable=False)

    document_issuers: Any
    parent_page_types = [
        "regulations.DocumentIndexPage",
        "regulations.DocumentSectionPage",
        "regulations.DocumentYearPage",
    ]
    subpage_types: list[str] = []
    permission_tester_class = UncopyablePermissionTester
    template = "pages/legal_document_page.html"

    data_panels = [
        FieldRowPanel(
            [FieldPanel("number", required_on_save=True), FieldPanel("document_type", required_on_save=True)]
        ),
        FieldPanel("official_title"),
        InlinePanel("document_issuers", heading=_("Issuers"), label=_("Issuer")),
        FieldPanel("fields"),
        FieldRowPanel([FieldPanel("issued_on"), FieldPanel("effective_on"), FieldPanel("expires_on")]),
        FieldRowPanel([FieldPanel("signer"), FieldPanel("signer_office")]),
        FieldPanel("recipients"),
        FieldPanel("gazette"),
        InlinePanel("document_files", heading=_("Files"), label=_("File")),
        FieldPanel("tags"),
        MultiFieldPanel([FieldPanel("english_title"), FieldPanel("english_summary")], heading=_("English")),
    ]
    relation_panels = [
        InlinePanel("relations", heading=_("Relations"), label=_("Relation")),
        InlinePanel("amendments", heading=_("Amendments"), label=_("Amendment")),
        InlinePanel("part_dates", heading=_("Dates of parts"), label=_("Date")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(data_panels, heading=_("Data")),
            ObjectList([StructuredTextPanel("text", widget=Textarea(attrs={"rows": 30}))], heading=_("Text")),
            ObjectList(relation_panels, heading=_("Relations")),
            ObjectList(OwnedPage.promote_panels[1:], heading=_("Promote")),
            ObjectList(OwnedPage.settings_panels, heading=_("Settings")),
        ]
    )
    search_fields = [
        *OwnedPage.search_fields,
        index.SearchField("official_title", boost=2),
        index.AutocompleteField("official_title"),
        index.FilterField("document_type_id"),
        index.FilterField("issued_on"),
        index.FilterField("effective_on"),
        index.FilterField("gaps"),
    ]

    # The editor's form checks for itself, once it knows the issuers that were entered.
    twin_checked = False
    base_form_class = LegalDocumentForm

    class Meta:
        verbose_name = _("legal document")
        verbose_name_plural = _("legal documents")
        indexes = [models.Index(fields=["-issued_on"])]

    def issuers(self) -> list[Any]:
        """The issuers in the order in which they stand on the document."""
        return [row.issuer for row in self.document_issuers.all()]

    def set_issuers(self, issuers: Iterable[Any]) -> None:
        """Replace the issuers, in the order given."""
        self.document_issuers = [
            DocumentIssuer(issuer=issuer, sort_order=place) for place, issuer in enumerate(issuers)
        ]

    def identify(self) -> Identity:
        """Which document this is, from its data as it stands."""
        return identify(
            number=self.number,
            type_code=self.document_type.code if self.document_type_id else None,
            issued_on=self.issued_on,
            effective_on=self.effective_on,
            issuers=[issuer.code for issuer in self.issuers()],
            content=self.official_title + self.text,
        )

    def derive(self) -> None:
        """Label, keys and address follow from the data."""
        super().derive()
        self.number = clean_number(self.number or "")
        self.text = nfc(self.text).replace("\r\n", "\n")
        self.official_title = " ".join(nfc(self.official_title).split())
        if self.document_type_id and self.number:
            self.title = f"{self.document_type.printed_name} {self.number}"[:255]
            found = self.identify()
            self.number_key, self.identity = found.number, found.key
            self.name_key = name_key(self.document_type.printed_name, self.official_title)
            self.slug: str = self.slug or document_slug(self.number, found)
        self.gaps = ",".join(gaps_of(self))

    def minimal_clean(self) -> None:
        """Raise `ValidationError` for a draft of a document that is there already."""
        super().minimal_clean()
        if twin := self.find_twin():
            raise ValidationError({"number": self.twin_message(twin)})

    def clean(self) -> None:
        """Raise `ValidationError` for a document that is there already, a wrong text or impossible dates."""
        super().clean()
        errors: dict[str, Any] = {}
        if problems := text_errors(self.text):
            errors["text"] = problems
        if self.expires_on and self.effective_on and self.expires_on < self.effective_on:
            errors["expires_on"] = _("The expiry date comes before the effective date.")
        if self.document_type_id and not self.twin_checked and (twin := self.find_twin()):
            errors["number"] = self.twin_message(twin)
        if errors:
            raise ValidationError(errors)

    @staticmethod
    def twin_message(twin: "LegalDocumentPage") -> str:
        """Says which document is there already."""
        return _("This document is already in the collection: %(title)s (%(issuers)s).") % {
            "title": twin.title,
            "issuers": ", ".join(str(issuer) for issuer in twin.issuers()) or "?",
        }

    def find_twin(self, own: Identity | None = None) -> "LegalDocumentPage | None":
        """Another page that is the same document by its identity, or by the identity given."""
        own = own or self.identify()
        others = LegalDocumentPage.objects.filter(number_key=own.number).exclude(pk=self.pk)
        return next((other for other in others if own.matches(other.identify())), None)

    def gap_labels(self) -> list[str]:
        """What an editor has still to complete, in the reader's language."""
        return [str(Gap(gap).label) for gap in self.gaps.split(",") if gap]

    @property
    def is_extract(self) -> bool:
        """Whether articles are missing in between, so that readers are told "trích"."""
        return Gap.ARTICLES in self.gaps.split(",")

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        """Refused: raises `ValidationError`."""
        raise ValidationError(_("A legal document exists once: it cannot be copied, aliased or translated."))

    create_alias = copy_for_translation = copy

    def serve(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """The page, or the document in a form to take along."""
        if "format" in request.GET and "withdrawal" not in kwargs:
            from regulations.downloads.serving import open_file

            if response := open_file(request, self):
                return response
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what readers see of the document."""
        from regulations.presentation import page_context

        return {**super().get_context(request, *args, **kwargs), **page_context(self, request)}
