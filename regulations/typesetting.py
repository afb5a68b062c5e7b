"""How the text of legal documents is set: khoản, điểm and dashes indented, tables, footnotes linked both ways."""

import re
from collections.abc import Mapping, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.legal_text.footnotes import NOTE_MARK, read_notes
from core.legal_text.headings import is_capitals
from core.legal_text.tables import Row, blocks

# NĐ 30/2020/NĐ-CP Phụ lục I: khoản "1.", điểm "a)", dash; căn cứ in italics. A footnote may stand behind a number.
FORMS = (
    ("khoan", re.compile(r"\d{1,3}[a-zđ]?\.(?:\s|\[\d)")),
    ("diem", re.compile(r"[a-zđ]{1,2}\d?\)(?:\s|\[\d)")),
    ("gach", re.compile(r"[-–+•]\s")),
    ("can-cu", re.compile(r"Căn cứ\s|Theo đề nghị\s|Xét đề nghị\s", re.IGNORECASE)),
)
LONGEST_HEADING = 90
NOTE_ID, MARK_ID = "chu-thich-{}", "dau-chu-thich-{}"


def form_of(line: str) -> str:
    """The class of a line of legal text: khoan, diem, gach, can-cu, de-muc (capitals) or doan."""
    for name, pattern in FORMS:
        if pattern.match(line):
            return name
    return "de-muc" if len(line) <= LONGEST_HEADING and is_capitals(line) else "doan"


class Typesetter:
    """Sets the provisions of one page, which must come in their order: what is numbered is so once in the page.

    `contents` of the provisions; the notes stand at the end of the last.
    """

    def __init__(self, contents: Sequence[str]) -> None:
        self._contents = contents
        self._notes = read_notes(contents[-1].split("\n")) if contents else {}
        self._to_link = set(self._notes.values())
        self._linked: set[str] = set()
        self._tables = 0

    def heading(self, text: str) -> SafeString:
        """A heading, its footnotes linked."""
        return mark_safe(self._text(text))  # noqa: S308 - escaped

    def content(self, place: int) -> SafeString:
        """The content of the provision at a place, from 0: each line that is not empty a paragraph."""
        notes = self._notes if place + 1 == len(self._contents) else {}
        at, parts = 0, []
        for block in blocks(self._contents[place].split("\n")):
            if isinstance(block, str):
                parts.append(self._paragraph(block.strip(), at, notes))
                at += 1
            else:
                parts.append(self._table(block))
                at += len(block)
        return mark_safe("".join(parts))  # noqa: S308 - every line is escaped

    def _paragraph(self, line: str, at: int, notes: Mapping[int, str]) -> str:
        if not line:
            return ""
        if at in notes:
            return self._note(notes[at], line)
        return f'<p class="{form_of(line)}">{self._text(line)}</p>'

    def _note(self, number: str, line: str) -> str:
        # What a note says of another is no mark.
        self._to_link.clear()
        label, text = f"[{number}]", escape(line.partition("]")[2])
        if number in self._linked:
            label = _link(label, _("Back to the text from footnote %(mark)s"), MARK_ID.format(number))
        return f'<p class="chu-thich" id="{NOTE_ID.format(number)}">{label}{text}</p>'

    def _text(self, text: str) -> str:
        """The text escaped, the first mark of each note linked to it."""
        return NOTE_MARK.sub(lambda match: self._mark(match[1], match[0]), escape(text))

    def _mark(self, number: str, printed: str) -> str:
        if number not in self._to_link:
            return printed
        self._to_link.discard(number)
        self._linked.add(number)
        link = _link(printed, _("Footnote %(mark)s"), NOTE_ID.format(number))
        return f'<span class="dau-chu-thich" id="{MARK_ID.format(number)}">{link}</span>'

    def _table(self, rows: Sequence[Row]) -> str:
        self._tables += 1
        label = escape(_("Table number %(n)d in this text") % {"n": self._tables})
        # Names of columns come first in a table.
        heads = sum(row.is_header for row in rows)
        parts = (("thead", rows[:heads]), ("tbody", rows[heads:]))
        inside = "".join(f"<{tag}>{''.join(map(self._row, some))}</{tag}>" for tag, some in parts if some)
        return (
            f'<div class="table-scroll legal-table" role="region" tabindex="0" aria-label="{label}">'
            f"<table>{inside}</table></div>"
        )

    def _row(self, row: Row) -> str:
        # A header without words tells nothing of its column.
        cells = (
            f'<th scope="col">{self._text(cell)}</th>'
            if row.is_header and cell
            else f"<td>{self._text(cell)}</td>"
            for cell in row.cells
        )
        return f"<tr>{''.join(cells)}</tr>"


def _link(printed: str, words: str, target: str) -> str:
    """A link whose name says in the reader's language what it is; what is printed, "[1]", is in none."""
    name = escape(words % {"mark": printed})
    return f'<a lang="{get_language()}" href="#{target}" aria-label="{name}">{printed}</a>'
