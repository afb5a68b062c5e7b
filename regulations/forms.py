"""The editor's form of a document."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from core.legacy_text.repairing import repair
from core.legal_text.tables import rows_from_tabs

PASTED = ("official_title", "signer_office", "recipients", "text")


class LegalDocumentForm(WagtailAdminPageForm):
    """Checks for a twin once the issuers are known: Wagtail attaches them only when it saves."""

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.twin_checked = True

    def clean_text(self) -> str:
        """Tables pasted with tabs between their cells become rows; the editor sees them once it is saved."""
        return rows_from_tabs(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        """What was pasted in an old encoding comes back in Unicode, to be compared before it is saved.

        Nothing is lost so: the letters of such an encoding and those of Unicode stand for each other.
        """
        cleaned: dict[str, Any] = super().clean()
        for name in PASTED:
            if found := repair(cleaned.get(name) or ""):
                self.data = self.data.copy()
                self.data[self.add_prefix(name)] = found.text
                self.add_error(
                    name,
                    _(
                        "This was in an old encoding (%(encoding)s). Here it is in Unicode, and not saved yet: "
                        "compare it, above all the capitals, and save again."
                    )
                    % {"encoding": found.encoding},
                )
        return cleaned

    def is_valid(self) -> bool:
        """Whether all is in order and the document is not in the collection yet."""
        if not super().is_valid():
            return False
        twin = self.instance.find_twin(replace(self.instance.identify(), issuers=self.entered_issuers()))
        if twin:
            self.add_error("number", self.instance.twin_message(twin))
        return twin is None

    def entered_issuers(self) -> tuple[str, ...]:
        """Codes of the issuers in the form, as the identity holds them."""
        rows = self.formsets["document_issuers"].cleaned_data
        chosen = {row["issuer"].code for row in rows if row.get("issuer") and not row.get("DELETE")}
        return tuple(sorted(chosen))
