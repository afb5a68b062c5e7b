"""The table of equivalent words, which editors keep."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from search.models import Equivalent


class EquivalentViewSet(SnippetViewSet):
    """Abbreviations and everyday words with what documents say."""

    model = Equivalent
    icon = "search"
    menu_label = _("Equivalent words")
    menu_order = 900
    add_to_settings_menu = True
    list_display = [
        "words",
        "meaning",
        BooleanColumn("both_ways", label=_("both ways"), sort_key="both_ways"),
    ]
    list_filter = ["both_ways"]
    search_fields = ["words", "meaning"]
    list_export = ["words", "meaning", "both_ways"]
    ordering = ["words"]


register_snippet(EquivalentViewSet)
