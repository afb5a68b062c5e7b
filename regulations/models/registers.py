"""The tables that classify documents (R2): issuers, types, fields and signers, one row each."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel

from core.legal_text.issuers import issuer_key
from core.models import NamedModel, TranslatedName
from core.text import sort_text

NAME_PANELS = [
    FieldPanel("name"),
    FieldPanel("code"),
]
OTHER_NAMES_PANEL = InlinePanel("translated_names", heading=_("Names in other languages"))


class Issuer(NamedModel):
    """An agency that issues documents (cơ quan ban hành)."""

    short_code = models.CharField(
        _("short code"), max_length=40, blank=True, help_text=_("As in document numbers: UBND, BNV, TTg.")
    )

    panels = [
        *NAME_PANELS,
        FieldPanel("short_code"),
        InlinePanel("aliases", heading=_("Other spellings")),
        OTHER_NAMES_PANEL,
    ]

    class Meta(NamedModel.Meta):
        verbose_name = _("issuer")
        verbose_name_plural = _("issuers")


class IssuerAlias(models.Model):
    """A spelling or former name under which the same issuer appears in sources."""

    issuer = ParentalKey(Issuer, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("spelling"), max_length=500)
    key = models.CharField(max_length=500, unique=True, editable=False)

    class Meta:
        verbose_name = _("spelling of an issuer")
        verbose_name_plural = _("spellings of an issuer")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the key by which spellings are compared."""
        self.key = issuer_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def clean(self) -> None:
        """Raise `ValidationError` where the spelling belongs to another issuer."""
        super().clean()
        taken = IssuerAlias.objects.filter(key=issuer_key(self.name)).exclude(pk=self.pk)
        if taken.exists():
            raise ValidationError({"name": _("This spelling already belongs to an issuer.")})


class IssuerName(TranslatedName):
    """An issuer's name in a further language."""

    owner = ParentalKey(Issuer, on_delete=models.CASCADE, related_name="translated_names")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "language"], name="issuer_name_once_a_language")
        ]
        verbose_name = _("name of an issuer")
        verbose_name_plural = _("names of an issuer")


PARTY_SUFFIX = " của Đảng"


class DocumentType(NamedModel):
    """A type of document (loại văn bản) in the order of its legal force."""

    class Category(models.TextChoices):
        """Series of numbers by NĐ 30/2020 and the rules of the Party."""

        LEGAL = "legal", pgettext_lazy("category", "legal document")
        ADMINISTRATIVE = "administrative", _("administrative and directive document")
        PARTY = "party", _("Party document")

    category = models.CharField(
        _("category"), max_length=20, choices=Category.choices, default=Category.LEGAL
    )
    abbreviation = models.CharField(_("abbreviation in numbers"), max_length=20, blank=True)
    review_months = models.PositiveSmallIntegerField(
        _("reviewed every … months"),
        null=True,
        blank=True,
        help_text=_("Empty: its documents are reviewed only when something happens to them (HY 11.2)."),
    )

    panels = [
        *NAME_PANELS,
        FieldPanel("category"),
        FieldPanel("abbreviation"),
        FieldPanel("review_months"),
        OTHER_NAMES_PANEL,
    ]

    class Meta(NamedModel.Meta):
        verbose_name = _("document type")
        verbose_name_plural = _("document types")

    @property
    def printed_name(self) -> str:
        """The name as documents bear it: the register tells "Nghị quyết của Đảng" apart from the State's."""
        return self.name.removesuffix(PARTY_SUFFIX)


class DocumentTypeName(TranslatedName):
    """A type's name in a further language."""

    owner = ParentalKey(DocumentType, on_delete=models.CASCADE, related_name="translated_names")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "language"], name="type_name_once_a_language")
        ]
        verbose_name = _("name of a document type")
        verbose_name_plural = _("names of a document type")


class DocumentField(NamedModel):
    """A field of state management (lĩnh vực)."""

    panels = [*NAME_PANELS, OTHER_NAMES_PANEL]

    class Meta(NamedModel.Meta):
        verbose_name = _("field")
        verbose_name_plural = _("fields")


class DocumentFieldName(TranslatedName):
    """A field's name in a further language."""

    owner = ParentalKey(DocumentField, on_delete=models.CASCADE, related_name="translated_names")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "language"], name="field_name_once_a_language")
        ]
        verbose_name = _("name of a field")
        verbose_name_plural = _("names of a field")


class Signer(models.Model):
    """Who signs documents (người ký); the office at the time stands on the document."""

    name = models.CharField(_("full name"), max_length=255)
    code = models.SlugField(_("code"), max_length=80, unique=True)
    sort_name = models.CharField(max_length=1020, editable=False, db_index=True)

    panels = NAME_PANELS

    class Meta:
        verbose_name = _("signer")
        verbose_name_plural = _("signers")
        ordering = ["sort_name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the sort key."""
        self.sort_name = sort_text(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
