"""The editor's form of a document."""

from dataclasses import replace
from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm


class LegalDocumentForm(WagtailAdminPageForm):
    """Checks for a twin once the issuers are known: Wagtail attaches them only when it saves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.twin_checked = True

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
