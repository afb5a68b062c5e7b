"""Accounts in the admin: neither groups, which follow from appointments, nor full rights are given there."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import EditView, UserViewSet

from .deciding_offices import decides, leaders_today

DERIVED = ("is_superuser", "groups")
SIGN_IN = ("username", "email", "password1", "password2")


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
    """An account that is there; how somebody who decides signs in is theirs and their leaders' to change."""

    def __init__(self, *args: Any, editor: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = editor is not None and editor.pk == self.instance.pk
        if not own and decides(self.instance) and editor.pk not in leaders_today():
            for name in {*SIGN_IN} & self.fields.keys():
                self.fields[name].disabled = True
                self.fields[name].help_text = _(
                    "This person decides about publication: a new password is mailed by “Forgotten password”; "
                    "name and e-mail are changed by the Director or the Head of the board."
                )


class AccountEditView(EditView):
    """Tells the form who edits."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """The signed-in person."""
        return {**super().get_form_kwargs(), "editor": self.request.user}


class AccountViewSet(UserViewSet):
    """Wagtail's views of accounts."""

    edit_view_class = AccountEditView

    def get_form_class(self, for_update: bool = False) -> type:
        """Our forms."""
        return AccountEditForm if for_update else AccountCreationForm
