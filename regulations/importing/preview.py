"""What an uploaded file would bring, row by row, before anything is written."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from regulations.identity import identify
from regulations.models import ImportedRow, LegalDocumentPage

from .readers import read_file
from .rows import Row, RowError, read_row

SHOWN = 50


@dataclass(frozen=True)
class PreviewRow:
    """One row: its place in the file, what would become of it, and what is to be looked at."""

    place: int
    number: str
    title: str
    articles: int
    outcome: str
    problem: str


@dataclass(frozen=True)
class Preview:
    """All rows counted by outcome; the first rows and the first problems to see."""

    counts: dict[str, int]
    rows: list[PreviewRow]
    problems: list[PreviewRow]


def preview(path: Path) -> Preview:
    """Check every row of the file; raises `RowError` where the file as a whole cannot be read."""
    counts: Counter[str] = Counter()
    rows: list[PreviewRow] = []
    problems: list[PreviewRow] = []
    keys = set(LegalDocumentPage.objects.values_list("number_key", flat=True))
    for place, data in read_file(path):
        found = preview_row(place, data, keys)
        counts[found.outcome] += 1
        if len(rows) < SHOWN:
            rows.append(found)
        if found.problem and len(problems) < SHOWN:
            problems.append(found)
    return Preview(dict(counts), rows, problems)


def preview_row(place: int, data: Any, known_keys: set[str]) -> PreviewRow:
    """What would become of one row; `known_keys` are the folded numbers already in the collection."""
    try:
        if isinstance(data, RowError):
            raise data
        row = read_row(data)
    except RowError as error:
        return PreviewRow(place, "", "", 0, "rejected", str(error))
    key = identify(
        number=row.number,
        type_code=None,
        issued_on=row.issued_on,
        effective_on=row.effective_on,
        issuers=(),
        content=row.title,
    ).number
    return PreviewRow(
        place,
        row.number,
        row.title,
        len(row.articles),
        _outcome(row, key in known_keys),
        "; ".join(row.warnings()),
    )


def _outcome(row: Row, is_known: bool) -> str:
    if ImportedRow.objects.filter(digest=row.digest).exists():
        return "unchanged"
    return "updated" if is_known else "created"


def outcome_labels() -> dict[str, str]:
    """Names of the outcomes."""
    return {
        "created": _("new"),
        "updated": _("in the collection already, added to or corrected"),
        "unchanged": _("unchanged"),
        "merged": _("merged with another row"),
        "rejected": _("rejected"),
    }
