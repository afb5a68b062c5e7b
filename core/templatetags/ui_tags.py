"""Small pieces of markup that templates of every app share."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon of `static/img/icons.svg`; the text beside it says what it means."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


@register.filter
def file_type(file_name: str) -> str:
    """The type of a file for readers: "quyet-dinh.pdf" is "PDF"."""
    return file_name.rpartition(".")[2].upper() if "." in file_name else ""
