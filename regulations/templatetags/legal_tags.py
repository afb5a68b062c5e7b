"""What the templates of legal documents need: their text set, names of provisions and operations."""

from collections.abc import Iterable, Iterator

from django import template
from django.utils.safestring import SafeString

from core.legal_text.paths import label_or_text
from regulations.models.amendments import Operation
from regulations.presentation import ShownProvision
from regulations.typesetting import Typesetter

register = template.Library()

FIRST_HEADING = 3
LAST_HEADING = 6


@register.filter
def provision_label(path: str) -> str:
    """How a legal text names a provision: "khoản 2 Điều 8"; a text that is no path as it is."""
    return label_or_text(path)


@register.filter
def operation_label(kind: str) -> str:
    """What an amendment does, in the reader's language."""
    return str(Operation(kind).label)


@register.filter
def typeset(
    provisions: Iterable[ShownProvision],
) -> Iterator[tuple[ShownProvision, int, SafeString, SafeString]]:
    """Each provision with the level of its HTML heading, see `with_headings`, its heading and its content, both set."""
    rows = list(provisions)
    setter = Typesetter([row.content for row in rows])
    for place, (row, level) in enumerate(with_headings(rows)):
        yield row, level, setter.heading(row.heading), setter.content(place)


def with_headings(provisions: Iterable[ShownProvision]) -> Iterator[tuple[ShownProvision, int]]:
    """Each provision with the level of its HTML heading, which never skips one (WCAG 1.3.1); 0 for none."""
    enclosing: list[int] = []
    for provision in provisions:
        if not provision.level:
            yield provision, 0
            continue
        while enclosing and enclosing[-1] >= provision.level:
            enclosing.pop()
        yield provision, min(FIRST_HEADING + len(enclosing), LAST_HEADING)
        enclosing.append(provision.level)
