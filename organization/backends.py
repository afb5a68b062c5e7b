"""Signing in with what the admin asks on every page anyway."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend


class OfficeBackend(ModelBackend):
    """Django's, but that permissions come from groups alone, which follow from offices (R20)."""

    def get_user(self, user_id: Any) -> Any:
        """The account with its preferences; None for one that may not sign in."""
        accounts = get_user_model()._default_manager.select_related("wagtail_userprofile")
        user = accounts.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def _get_user_permissions(self, user_obj: Any) -> Any:
        """None: what was given to an account by hand would go round its office."""
        return user_obj.user_permissions.none()
