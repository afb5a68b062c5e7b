"""What an uploaded file would bring, row by row, before anything is written."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from regulations.identity import identify
from regulations.models import ImportedRow, LegalDocumentPage
from search.batches import in_batches

from .readers import read_file
from .rows import Row, RowError, read_row

SHOWN = 50
AT_ONCE = 500


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
    read = ((place, _read(data)) for place, data in read_file(path))
    for batch in in_batches(read, AT_ONCE):
        digests = [row.digest for _place, row in batch if isinstance(row, Row)]
        taken = set(ImportedRow.objects.filter(digest__in=digests).values_list("digest", flat=True))
        found = [_shown(place, row, keys, taken) for place, row in batch]
        counts.update(one.outcome for one in found)
        rows += found[: SHOWN - len(rows)]
        problems += [one for one in found if one.problem][: SHOWN - len(problems)]
    return Preview(dict(counts), rows, problems)


def _read(data: Any) -> Row | RowError:
    try:
        return data if isinstance(data, RowError) else read_row(data)
    except RowError as error:
        return error


def _shown(
    place: int, row: Row | RowError, known_keys: Collection[str], taken: Collection[str]
) -> PreviewRow:
    """What would become of one row, by the folded numbers in the collection and the digests of rows taken in."""
    if isinstance(row, RowError):
        return PreviewRow(place, "", "", 0, "rejected", str(row))
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
        "unchanged" if row.digest in taken else "updated" if key in known_keys else "created",
        "; ".join(row.warnings()),
    )


def outcome_labels() -> dict[str, str]:
    """Names of the outcomes."""
    return {
        "created": _("new"),
        "updated": _("in the collection already, added to or corrected"),
        "unchanged": _("unchanged"),
        "merged": _("merged with another row"),
        "rejected": _("rejected"),
    }
