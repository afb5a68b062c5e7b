"""Accounts in the admin: neither groups, which follow from appointments, nor full rights are given there."""

from typing import Any

from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

DERIVED = ("is_superuser", "groups")


class DerivedRightsMixin:
    """Shows the fields of `DERIVED` and takes no change of them, whoever posts it."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in DERIVED:
            if name in self.fields:
                self.fields[name].disabled = True


class AccountCreationForm(DerivedRightsMixin, UserCreationForm):
    """A new account."""


class AccountEditForm(DerivedRightsMixin, UserEditForm):
    """An account that is there."""


class AccountViewSet(UserViewSet):
    """Wagtail's views of accounts."""

    def get_form_class(self, for_update: bool = False) -> type:
        """Our forms."""
        return AccountEditForm if for_update else AccountCreationForm
