"""The outline of a text as its editor sees it, rendered by the server alone."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.legal_text.outline import Outline, read_outline
from core.legal_text.paths import label

FIELD_ID = "id_text"
LONGEST = 2_000_000
"""Characters of a text that is taken apart while it is written; 500 pages of the gazette have 0.9 million."""
MOST_SHOWN = 20
"""Of one kind of problem."""
LONGEST_LINE = 80


def show_structure(text: str) -> dict[str, str]:
    """`summary`, a line of plain text; `problems` and `outline`, HTML, in which lines link to the field.

    A text longer than `LONGEST` has the summary alone, which says so.
    """
    text = text.replace("\r\n", "\n")
    if len(text) > LONGEST:
        said = _("The text has more than %(most)d characters: its structure is shown once it is shorter.")
        return {"summary": said % {"most": LONGEST}, "problems": "", "outline": ""}
    found = read_outline(text)
    lines = text.split("\n")
    context = {
        "field_id": FIELD_ID,
        "duplicates": [(label(one.path), *one.lines) for one in found.duplicates[:MOST_SHOWN]],
        "unknown": found.unknown[:MOST_SHOWN],
        "more": sum(max(0, len(rows) - MOST_SHOWN) for rows in (found.duplicates, found.unknown)),
        "proposed": [(line, lines[line - 1][:LONGEST_LINE]) for line in found.proposed[:MOST_SHOWN]],
        "more_proposed": max(0, len(found.proposed) - MOST_SHOWN),
        "marks": " ".join(map(str, found.proposed)),
        "entries": nested(found),
    }
    return {
        "summary": summary(found),
        "problems": render_to_string("regulations/admin/structure_problems.html", context),
        "outline": render_to_string("regulations/admin/structure_outline.html", context),
    }


def summary(found: Outline) -> str:
    """How many articles, what is wrong, and what to look at, in a line."""
    wrong, proposed = len(found.duplicates) + len(found.unknown), len(found.proposed)
    parts = [
        ngettext("%(n)d article", "%(n)d articles", found.articles) % {"n": found.articles},
        ngettext("%(n)d problem", "%(n)d problems", wrong) % {"n": wrong},
    ]
    if proposed:
        said = ngettext("%(n)d line without “§ ” to look at", "%(n)d lines without “§ ” to look at", proposed)
        parts.append(said % {"n": proposed})
    return ", ".join(parts)


def nested(found: Outline) -> list[Any]:
    """The entries as links, those inside a chapter or an appendix in a list behind it, as `unordered_list` reads it."""
    levels: list[list[Any]] = [[]]
    for line, provision in found.entries:
        depth = len(provision.context)
        if depth >= len(levels):
            levels[-1].append([])
            levels.append(levels[-1][-1])
        del levels[depth + 1 :]
        heading = provision.heading or label(provision.path)
        levels[-1].append(format_html('<a href="#{}" data-line="{}">{}</a>', FIELD_ID, line, heading))
    return levels[0]
