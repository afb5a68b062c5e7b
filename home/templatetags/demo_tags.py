"""The demo's accounts on its sign-in page."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from home.demo.content import read
from home.demo.organization import DEMO_PASSWORD

register = template.Library()


@register.simple_tag
def demo_accounts() -> dict[str, Any]:
    """User names with their roles, and the password; empty outside the demo."""
    if not settings.DEMO_ACCOUNTS_SHOWN:
        return {}
    label = "role_label" if get_language() == "vi" else "role_label_en"
    accounts = [(entry["username"], entry[label]) for entry in read("organization.toml")["accounts"]]
    return {"password": DEMO_PASSWORD, "accounts": accounts}
