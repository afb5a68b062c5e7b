"""What a document does to others and which others it names: entered in its revision, derived at publication."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable

from core.legal_text.paths import parse_path

PATH_HELP = _("As “khoan-2” inside “dieu-8”: dieu-8/khoan-2. Leave it empty for the whole document.")


class Verb(models.TextChoices):
    """How one document acts on another; the reverse of each stands in `REVERSE` (R3, N1)."""

    AMENDS = "amends", _("amends and supplements")
    REPLACES = "replaces", _("replaces")
    REPEALS = "repeals", _("repeals")
    SUSPENDS = "suspends", _("suspends (đình chỉ)")
    PAUSES = "pauses", _("pauses the effect of (tạm ngưng)")
    RESUMES = "resumes", _("lets take effect again")
    EXTENDS = "extends", _("extends the effect of")
    ENDS = "ends", _("announces the end of effect of")
    UNSUITABLE = "unsuitable", _("finds no longer suitable")
    CORRECTS = "corrects", _("corrects")
    CONSOLIDATES = "consolidates", _("consolidates")
    DETAILS = "details", _("details or guides")
    EXPLAINS = "explains", _("explains")
    ANNOUNCES = "announces", _("announces")
    BASED_ON = "based_on", _("is based on")
    CITES = "cites", _("cites")


REVERSE = {
    Verb.AMENDS: _("amended and supplemented by"),
    Verb.REPLACES: _("replaced by"),
    Verb.REPEALS: _("repealed by"),
    Verb.SUSPENDS: _("suspended by"),
    Verb.PAUSES: _("paused by"),
    Verb.RESUMES: _("in effect again by"),
    Verb.EXTENDS: _("extended by"),
    Verb.ENDS: _("announced as ended by"),
    Verb.UNSUITABLE: _("found no longer suitable by"),
    Verb.CORRECTS: _("corrected by"),
    Verb.CONSOLIDATES: _("consolidated by"),
    Verb.DETAILS: _("detailed or guided by"),
    Verb.EXPLAINS: _("explained by"),
    Verb.ANNOUNCES: _("announced by"),
    Verb.BASED_ON: _("basis of"),
    Verb.CITES: _("cited by"),
}


def validate_path(path: str) -> None:
    """Raise `ValidationError` for what is no path of a provision."""
    if path:
        try:
            parse_path(path)
        except ValueError as error:
            raise ValidationError(
                _("“%(path)s” is no provision: write for example dieu-8/khoan-2/diem-a.") % {"path": path}
            ) from error


class Acting(Orderable):
    """What a document's own text does to another one: which, by which of its provisions, from which day on."""

    target = models.ForeignKey(
        "regulations.LegalDocumentPage",
        verbose_name=_("other document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    target_number = models.CharField(
        _("its number"),
        max_length=120,
        blank=True,
        help_text=_("If it is not in the collection: it is linked as soon as it arrives."),
    )
    target_name = models.CharField(
        _("its name"), max_length=255, blank=True, help_text=_("Of a law that is called so: Luật Đất đai.")
    )
    own_path = models.CharField(
        _("by this provision"), max_length=200, blank=True, validators=[validate_path], help_text=PATH_HELP
    )
    takes_effect_on = models.DateField(
        _("from"), null=True, blank=True, help_text=_("If it is not this document's own effective date.")
    )

    class Meta(Orderable.Meta):
        abstract = True

    def clean(self) -> None:
        """Raise `ValidationError` where no other document is named, or it is this one."""
        super().clean()
        if not (self.target_id or self.target_number or self.target_name):
            raise ValidationError({"target": _("Choose the other document, or write its number or name.")})
        if self.target_id and self.target_id == getattr(self, "page_id", None):
            raise ValidationError({"target": _("A document does nothing to itself; choose another one.")})


TARGET_PANELS = [
    PageChooserPanel("target", page_type="regulations.LegalDocumentPage"),
    FieldRowPanel([FieldPanel("target_number"), FieldPanel("target_name")]),
]


class DocumentRelation(Acting):
    """One relation as an editor confirmed it; part of the acting document's revision."""

    page = ParentalKey("regulations.LegalDocumentPage", on_delete=models.CASCADE, related_name="relations")
    verb = models.CharField(_("this document"), max_length=20, choices=Verb.choices)
    target_path = models.CharField(
        _("its provision"), max_length=200, blank=True, validators=[validate_path], help_text=PATH_HELP
    )
    until = models.DateField(
        _("until (not included)"), null=True, blank=True, help_text=_("The end of a pause or an extension.")
    )

    panels = [
        FieldPanel("verb"),
        *TARGET_PANELS,
        FieldRowPanel([FieldPanel("target_path"), FieldPanel("own_path")]),
        FieldRowPanel([FieldPanel("takes_effect_on"), FieldPanel("until")]),
    ]

    class Meta(Acting.Meta):
        verbose_name = _("relation")
        verbose_name_plural = _("relations")

    def clean(self) -> None:
        """Raise `ValidationError` for an end before its beginning."""
        super().clean()
        if self.until and self.takes_effect_on and self.until <= self.takes_effect_on:
            raise ValidationError({"until": _("The end must come after the beginning.")})


class PartDate(Orderable):
    """A day that concerns a part of the document, by its own words: it begins later, ends earlier, goes on."""

    class Kind(models.TextChoices):
        """What happens on the day."""

        BEGIN = "begin", _("takes effect")
        EXPIRE = "expire", _("has no effect any more")
        EXTEND = "extend", _("goes on in effect until then")

    page = ParentalKey("regulations.LegalDocumentPage", on_delete=models.CASCADE, related_name="part_dates")
    path = models.CharField(
        _("provision"), max_length=200, blank=True, validators=[validate_path], help_text=PATH_HELP
    )
    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices)
    on = models.DateField(_("day"))

    panels = [FieldRowPanel([FieldPanel("path"), FieldPanel("kind"), FieldPanel("on")])]

    class Meta(Orderable.Meta):
        verbose_name = _("date of a part")
        verbose_name_plural = _("dates of parts")
