"""The base in Wagtail's admin: each part of it registers its own hooks."""

from .files import hooks  # noqa: F401
from .record import actions, admin, bulk, group_panel  # noqa: F401
