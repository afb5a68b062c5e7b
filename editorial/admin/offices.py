"""Who may use which page of the admin, by today's offices alone: a superuser without one may not."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from wagtail.permission_policies.base import BasePermissionPolicy

from editorial.people import current_offices, users
from editorial.permissions import Offices
from editorial.work_permissions import holds_office

OfficeRule = Callable[[int, Offices], bool]


def account(request: HttpRequest) -> Any:
    """The account that asks; the admin lets in nobody without one."""
    return request.user


class OfficeRequired:
    """Mixin of views: refuses whoever `rule` does not let in."""

    rule: OfficeRule = staticmethod(holds_office)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Raise `PermissionDenied` for those whom the rule does not let in."""
        if not self.rule(account(request).pk, current_offices()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class OfficePolicy(BasePermissionPolicy):
    """Wagtail's permissions on a register: `may_view` and `may_change` are rules about today's offices."""

    def __init__(self, model: type[Model], *, may_view: OfficeRule, may_change: OfficeRule) -> None:
        super().__init__(model)
        self.may_view, self.may_change = may_view, may_change

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the person may do this with some or all rows."""
        rule = self.may_view if action == "view" else self.may_change
        return bool(user.is_active) and rule(user.pk, current_offices())

    def users_with_any_permission(self, actions: Sequence[str]) -> QuerySet[Any]:
        """The accounts that may do one of these."""
        offices = current_offices()
        rules = [self.may_view if action == "view" else self.may_change for action in actions]
        held = frozenset[int]().union(*offices.holders.values())
        known = held | {delegate.user for delegate in offices.delegates}
        return users(frozenset(pk for pk in known if any(rule(pk, offices) for rule in rules)))
