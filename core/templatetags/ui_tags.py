"""Small pieces of markup that templates of every app share."""

from datetime import date
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.anchors import Anchors

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """A decorative icon of `static/img/icons.svg`; the text beside it says what it means."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


@register.filter
def day(value: date) -> SafeString:
    """A date for readers, in the form of their language, and for machines."""
    shown = date_format(value, "SHORT_DATE_FORMAT")
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)


@register.simple_tag(takes_context=True)
def heading_anchor(context: template.Context, heading: str) -> str:
    """The id of a heading in a page's body, the same as in the search index; ask once for each, in order."""
    holder = context.get("request")
    anchors = getattr(holder, "heading_anchors", None) or Anchors()
    if holder is not None:
        holder.heading_anchors = anchors
    return anchors.take(heading)


@register.filter
def file_type(file_name: str) -> str:
    """The type of a file for readers: "quyet-dinh.pdf" is "PDF"."""
    return file_name.rpartition(".")[2].upper() if "." in file_name else ""
