"""System checks that hold the conventions on which the guard rests."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from wagtail.models import Page, get_page_models

from .models import BasePage
from .permissions import GuardedPermissionTester


@register()
def check_page_types_are_guarded(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """`core.E001`: a page type without the guard is a hole through which content goes live."""
    return [
        Error(
            f"{model.__name__} does not inherit core.models.BasePage and its publish guard.",
            hint="Inherit BasePage (or OwnedPage), don't override `publish` nor `permissions_for_user`; "
            "`permission_tester_class` is a GuardedPermissionTester.",
            obj=model,
            id="core.E001",
        )
        for model in get_page_models()
        if model is not Page and not is_guarded(model)
    ]


def is_guarded(model: type[Page]) -> bool:
    """Whether the page type keeps the guard's publish and permission tester."""
    if not issubclass(model, BasePage) or model.publish is not BasePage.publish:
        return False
    tester = model.permission_tester_class
    return (
        issubclass(tester, GuardedPermissionTester)
        and model.permissions_for_user is BasePage.permissions_for_user
    )
