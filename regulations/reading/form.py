"""The editor's confirmation of what was read from a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core.legal_text.extraction.reading import LIKELY, SURE
from core.legal_text.party import is_party_number
from core.legal_text.paths import label
from core.legal_text.tables import rows_from_tabs
from regulations.importing.registers import party_type
from regulations.models import DocumentType, FileReading, Issuer, LegalDocumentPage, Signer, Verb
from regulations.models.amendments import Operation
from regulations.models.documents import TEXT_HELP
from regulations.text_checks import text_errors

from .names import FINDERS, may_add, unknown_name

LONGEST_EVIDENCE = 160
# The form's field → what was read.
READ_AS = {
    "number": "number",
    "document_type": "type",
    "issuers": "issuer",
    "official_title": "title",
    "issued_on": "date",
    "effective_on": "effective_on",
    "signer": "signer",
    "signer_office": "signer_office",
}


def day(name: Any) -> forms.DateField:
    """A day that need not be known."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=name, required=False, widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y"])


class ReadingForm(forms.Form):
    """Every field filled with what was read, and where; names of registers as text, so that unknown ones stay."""

    number = forms.CharField(label=gettext_lazy("number"), max_length=120)
    document_type = forms.CharField(
        label=gettext_lazy("document type"),
        max_length=255,
        widget=forms.TextInput(attrs={"list": "document-types"}),
    )
    issuers = forms.CharField(
        label=gettext_lazy("Issuers"),
        required=False,
        help_text=gettext_lazy("One a line, in their order."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    official_title = forms.CharField(
        label=gettext_lazy("title (trích yếu)"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    issued_on = day(gettext_lazy("date of issue"))
    effective_on = day(gettext_lazy("effective date"))
    expires_on = day(gettext_lazy("expiry date"))
    signer = forms.CharField(label=gettext_lazy("signer"), max_length=255, required=False)
    signer_office = forms.CharField(
        label=gettext_lazy("office of the signer"), max_length=255, required=False
    )
    signer_as_printed = forms.BooleanField(
        label=gettext_lazy("Signer as printed, not in the register"),
        required=False,
        help_text=gettext_lazy(
            "The draft is made without a signer; a comment at its field keeps the name for those who may add it."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("text"),
        required=False,
        strip=False,
        help_text=TEXT_HELP,
        widget=forms.Textarea(attrs={"rows": 30}),
    )
    relations = forms.MultipleChoiceField(
        label=gettext_lazy("Relations"), required=False, widget=forms.CheckboxSelectMultiple
    )
    amendments = forms.MultipleChoiceField(
        label=gettext_lazy("Amendments"), required=False, widget=forms.CheckboxSelectMultiple
    )
    add_names = forms.BooleanField(label=gettext_lazy("Add new names to the registers"), required=False)
    new_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    """Key of the document of which this shall be a new version, so that consent to one holds for no other."""

    def __init__(self, *args: Any, reading: FileReading, user: Any, **kwargs: Any) -> None:
        result = reading.result
        kwargs.setdefault("initial", initial(result))
        super().__init__(*args, **kwargs)
        self.user = user
        for field in self.fields.values():
            field.label = capfirst(field.label)
        # The place of issue, which the site doesn't keep, stands in one line with the date.
        evidence = {**result["evidence"]}
        evidence["date"] = evidence.get("place") or evidence.get("date")
        for name, source in READ_AS.items():
            if found := evidence.get(source):
                self.fields[name].help_text = read_where(found, self.fields[name].help_text, reading.is_word)
        for name, shown in (("relations", shown_relation), ("amendments", shown_amendment)):
            choices = [(str(at), shown(row)) for at, row in enumerate(result[name])]
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]
        if not any(may_add(model, user) for model in FINDERS):
            del self.fields["add_names"]
        if may_add(Signer, user) or not self._is_unknown(Signer, self["signer"].value()):
            del self.fields["signer_as_printed"]

    def offer_new_version(self, twin: LegalDocumentPage) -> None:
        """Let the editor choose to change the document that is there already."""
        field = self.fields["new_version"]
        field.widget = forms.CheckboxInput(attrs={"value": twin.pk})
        field.label = _("Save as a new version of %(title)s") % {"title": twin.title}
        field.help_text = _(
            "A draft beside what is published, which stays as it is until the draft is approved."
        )

    def clean_document_type(self) -> str:
        """Raise `ValidationError` for a type that the register lacks and this person may not add, or did not."""
        return self._known(DocumentType, self.cleaned_data["document_type"])

    def clean_signer(self) -> str:
        """As `clean_document_type`, or as printed; empty stays empty."""
        name: str = self.cleaned_data["signer"]
        return name if self._is_ticked("signer_as_printed") else self._known(Signer, name)

    def clean_issuers(self) -> list[str]:
        """The names, each as `clean_document_type`."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["issuers"].splitlines()]
        return list(dict.fromkeys(self._known(Issuer, line) for line in lines if line))

    def clean_text(self) -> str:
        """Raise `ValidationError` with the lines whose marks are wrong."""
        text = rows_from_tabs(self.cleaned_data["text"].replace("\r\n", "\n"))
        if problems := text_errors(text):
            raise ValidationError(problems)
        return str(text)

    def _known(self, model: type[Any], name: str) -> str:
        longest = model._meta.get_field("name").max_length
        if len(name) > longest:
            raise ValidationError(
                _("“%(name)s…” is longer than %(longest)d characters.")
                % {"name": name[:60], "longest": longest}
            )
        if self._is_unknown(model, name) and not (self._is_ticked("add_names") and may_add(model, self.user)):
            raise ValidationError(unknown_name(model, name, self.user))
        return name

    def _is_unknown(self, model: type[Any], name: str) -> bool:
        # PostgreSQL cannot be asked for a null character.
        return bool(name) and ("\x00" in name or FINDERS[model](name) is None)

    def _is_ticked(self, name: str) -> bool:
        return name in self.fields and bool(self[name].data)


def initial(result: dict[str, Any]) -> dict[str, Any]:
    """What the form is filled with."""
    values = result["values"]
    found = {name: values.get(source, "") for name, source in READ_AS.items()}
    found["issuers"] = found["issuers"].replace("; ", "\n")
    if is_party_number(found["number"]) and (kind := party_type(found["document_type"])):
        found["document_type"] = kind.name
    chosen = {name: [str(at) for at in range(len(result[name]))] for name in ("relations", "amendments")}
    return {**found, **chosen, "text": result["text"]}


def read_where(found: dict[str, Any], help_text: Any, is_word: bool) -> SafeString:
    """The words that were read, their page, and how sure that is."""
    quote = found["text"]
    if len(quote) > LONGEST_EVIDENCE:
        quote = f"{quote[:LONGEST_EVIDENCE]}…"
    said = format_html("“{}” – {}", quote, how_sure(found["confidence"]))
    if not is_word:
        page = _("page %(n)d") % {"n": found["page"]}
        said = format_html('<a href="#page-{}">{}</a>: {}', found["page"], page, said)
    return format_html("{} {}", help_text, said) if help_text else said


def how_sure(confidence: float) -> str:
    """In words."""
    if confidence >= SURE:
        return pgettext("reading", "read clearly")
    return (
        pgettext("reading", "likely") if confidence >= LIKELY else pgettext("reading", "a guess, compare it")
    )


def shown_relation(row: dict[str, str]) -> str:
    """A relation in a line."""
    target = " ".join(
        filter(None, [label_of(row["target_path"]), row["target_number"] or row["target_name"]])
    )
    return f"{Verb(row['verb']).label}: {target} – “{row['quote']}”"


def shown_amendment(row: dict[str, str]) -> str:
    """An amendment in a line."""
    places = ", ".join(label_of(line.partition("#")[0]) for line in row["places"].splitlines())
    words = f" “{row['old_words']}” → “{row['new_words']}”" if row["old_words"] else ""
    target = row["target_number"] or row["target_name"]
    return f"{label_of(row['own_path'])}: {Operation(row['operation']).label} {places}{words} – {target}"


def label_of(path: str) -> str:
    """A path as people say it; the path itself for what has no such name."""
    try:
        return label(path) if path else ""
    except ValueError:
        return path
