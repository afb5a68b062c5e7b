"""How the text of legal documents is set: khoản, điểm and dashes indented, headings in order."""

import re
from collections.abc import Iterable, Iterator

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.legal_text.headings import is_capitals
from core.legal_text.paths import label_or_text
from regulations.models.amendments import Operation
from regulations.presentation import ShownProvision

register = template.Library()

# NĐ 30/2020/NĐ-CP Phụ lục I: khoản "1.", điểm "a)", dash; căn cứ in italics.
FORMS = (
    ("khoan", re.compile(r"\d{1,3}[a-zđ]?\.\s")),
    ("diem", re.compile(r"[a-zđ]{1,2}\d?\)\s")),
    ("gach", re.compile(r"[-–+•]\s")),
    ("can-cu", re.compile(r"Căn cứ\s|Theo đề nghị\s|Xét đề nghị\s", re.IGNORECASE)),
)
LONGEST_HEADING = 90
FIRST_HEADING = 3
LAST_HEADING = 6


def form_of(line: str) -> str:
    """The class of a line of legal text: khoan, diem, gach, can-cu, de-muc (capitals) or doan."""
    for name, pattern in FORMS:
        if pattern.match(line):
            return name
    return "de-muc" if len(line) <= LONGEST_HEADING and is_capitals(line) else "doan"


@register.filter
def legal_paragraphs(text: str) -> SafeString:
    """Each line that is not empty as a paragraph with the class of its form."""
    lines = (line.strip() for line in text.split("\n"))
    return mark_safe(  # noqa: S308 - every line is escaped
        "".join(f'<p class="{form_of(line)}">{escape(line)}</p>' for line in lines if line)
    )


@register.filter
def provision_label(path: str) -> str:
    """How a legal text names a provision: "khoản 2 Điều 8"; a text that is no path as it is."""
    return label_or_text(path)


@register.filter
def operation_label(kind: str) -> str:
    """What an amendment does, in the reader's language."""
    return str(Operation(kind).label)


@register.filter
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
