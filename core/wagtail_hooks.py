"""The base in Wagtail's admin: each part of it registers its own hooks."""

from django.db.models import SlugField
from wagtail.admin.forms.models import register_form_field_override

from .files import hooks  # noqa: F401
from .record import actions, admin, bulk, group_panel  # noqa: F401
from .slugs import VietnameseSlugInput

register_form_field_override(SlugField, override={"widget": VietnameseSlugInput})
