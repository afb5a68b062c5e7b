"""Chains for tests."""

from typing import Any

from wagtail.models import Page

from editorial.chains import put_in_force
from editorial.models import Chain, Rule
from home.models import HomePage

FULL = {"unit_head_hours": 8, "board_hours": 8, "censor_hours": 4, "last_hours": 4}


def set_chain(page: Page, **values: Any) -> Chain:
    """Put a chain in force as the installation does; without values the last stage alone."""
    return put_in_force(Chain(page=page, **{"last_hours": 24, **values}))


def one_stage_everywhere() -> None:
    """The Head's stage alone for both languages and nothing to confirm."""
    for home in HomePage.objects.all():
        set_chain(home)
    Rule.objects.all().delete()
