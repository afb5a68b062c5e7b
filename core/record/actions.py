"""The names of what is recorded, in the language of the user."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import registry

REFUSED = "refused"


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """What the base records besides Wagtail's own actions; other apps register theirs in the same way."""
    actions.register_action(REFUSED, _("Refusal"), _("Refused"))
    actions.register_action("rights.grant", _("Grant of rights"), _("Rights granted"))
    actions.register_action("rights.withdraw", _("Withdrawal of rights"), _("Rights withdrawn"))
    actions.register_action("rights.account", _("Account switched"), _("Account switched"))
    actions.register_action("workflow.assign", _("Workflow assigned"), _("Workflow assigned"))
    actions.register_action("workflow.unassign", _("Workflow taken away"), _("Workflow taken away"))


def action_label(action: str) -> str:
    """The action's name as its app registered it, else its code."""
    registry.scan_for_actions()
    formatter = registry.formatters.get(action)
    return str(formatter.label) if formatter else action
