"""Small helpers of the admin's import pages."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def value_of(values: Mapping[str, Any], key: str) -> Any:
    """The value under a key that is itself a variable; empty where there is none."""
    return values.get(key, "")
