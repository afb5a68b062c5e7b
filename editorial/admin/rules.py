"""The register of rules that content is checked against, kept by the Director and the Head (R26, R34)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from editorial.models import Rule
from editorial.permissions import may_configure
from editorial.sections import section_pages
from editorial.work_permissions import holds_office

from .delegations import SectionsField
from .menu import MENU_HOOK
from .offices import OfficePolicy

register_permission_policy(
    Rule, OfficePolicy(Rule, may_view=holds_office, may_change=may_configure), exact_class=True
)


class RuleForm(WagtailAdminModelForm):
    """Offers sections, not every page of the site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = self.fields["sections"]
        self.fields["sections"] = SectionsField(
            label=whole.label, help_text=whole.help_text, required=False, queryset=section_pages()
        )


class RuleViewSet(SnippetViewSet):
    """Statements to confirm or to cite, with their citations."""

    model = Rule
    icon = "list-ul"
    menu_label = _("Rules")
    menu_name = "rules"
    menu_order = 500
    menu_hook = MENU_HOOK
    edit_handler = ObjectList(Rule.panels, base_form_class=RuleForm)
    list_display = ["name", "citation", "moment", BooleanColumn("active", label=_("in force"))]
    list_filter = ["moment", "active"]
    search_fields = ["name", "citation"]
    search_backend_name = None
    ordering = ["position"]


register_snippet(RuleViewSet)
