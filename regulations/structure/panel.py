"""The editor's field of a document's text, with its structure beside it."""

from typing import Any

from django.forms import Script
from django.urls import reverse
from wagtail.admin.panels import FieldPanel

from .showing import show_structure


class StructuredTextPanel(FieldPanel):
    """A field with the outline of what stands in it; after a refused POST, of what was sent."""

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "regulations/admin/structure_panel.html"

        class Media:
            css = {"all": ["css/structure.css"]}
            js = [Script("js/structure.js", defer=True)]

        def get_editable_context_data(self) -> dict[str, Any]:
            """Add the structure, and where the script asks for a new one."""
            field = self.bound_field
            page = [self.instance.pk] if self.instance.pk else []
            return {
                **super().get_editable_context_data(),
                "structure": show_structure(str(field.value() or "")),
                "address": reverse("regulations_structure", args=page),
            }
