"""Accounts in the admin: neither groups, which follow from appointments, nor full rights are given there."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.bulk_actions import AssignRoleBulkAction
from wagtail.users.views.users import EditView, UserViewSet

from core.refusals import Refused

from .deciding_offices import decides, office_holders
from .rules import may_change_sign_in

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
    """An account that is there; how somebody who decides, or a superuser, signs in is not the editor's to change.

    Locking stays open to whoever may edit accounts, of whomever: a stolen account must be locked at once, and
    a locked one decides nothing. Source: R20, R21 and `rules.may_change_sign_in`.
    """

    def __init__(self, *args: Any, editor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.closed: set[str] = set()
        if not may_change_sign_in(
            editor.pk,
            self.instance.pk,
            decides=decides(self.instance),
            editor_is_superuser=editor.is_superuser,
            account_is_superuser=self.instance.is_superuser,
        ):
            self.closed = {*SIGN_IN} & self.fields.keys()
        for name in self.closed:
            self.fields[name].disabled = True
            self.fields[name].help_text = closed_text()

    def clean(self) -> dict[str, Any]:
        """Raise `PermissionDenied` where a closed field is posted all the same, which no browser does."""
        for name in self.closed:
            value = self.data.get(self.add_prefix(name))
            if value and value != self.initial.get(name):
                raise Refused(closed_text())
        return super().clean() or {}


def closed_text() -> str:
    """Whom to ask instead."""
    return _(
        "Only the owner of this account changes its user name, e-mail and password: it decides about "
        "publication, or has all rights. “Forgotten password” mails a new one; where the address is wrong, ask "
        "whoever operates the server. The account can be locked."
    )


class AccountEditView(EditView):
    """Tells the form who edits."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """The signed-in person."""
        return {**super().get_form_kwargs(), "editor": self.request.user}


class AccountViewSet(UserViewSet):
    """Wagtail's views of accounts; none is copied, since a copy posts into the account that is copied."""

    edit_view_class = AccountEditView
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type:
        """Our forms."""
        return AccountEditForm if for_update else AccountCreationForm


class NoRoleByHand(AssignRoleBulkAction):
    """In the place of Wagtail's action, and not shown: groups follow from appointments alone (R20)."""

    classes = {"!w-hidden"}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raise `PermissionDenied`, saying what to do instead."""
        raise Refused(_("Groups follow from appointments: record an appointment instead."))


def require_deletable(users: Iterable[Any]) -> None:
    """Raise `PermissionDenied` where one of the accounts is of somebody who holds or held an office.

    What they decided must stay theirs (R21), and a locked account signs in no more either.
    """
    if kept := office_holders(list(users)):
        raise Refused(
            _(
                "Not deleted, since their owners hold or held an office: %(names)s. Lock these accounts instead "
                "(take away “Active”)."
            )
            % {"names": ", ".join(map(str, kept))}
        )
