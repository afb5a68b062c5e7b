"""The record's daily head, sent to where who changes the database cannot change it as well."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from .chain import Head
from .sealing import locked_head

FILE_NAME = "record-heads.jsonl"


def heads_file() -> Path:
    """Where this machine keeps the exported heads: a JSON object a line, `date` (ISO), `sequence`, `digest`."""
    return Path(settings.DATA_DIR) / FILE_NAME


def read_heads(path: Path) -> list[tuple[date, Head]]:
    """The days and heads in the file, none where there is none.

    Raises `ValueError`, naming the line, where one is not what an export writes.
    """
    heads = []
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for number, line in enumerate(lines, 1):
        try:
            values = json.loads(line)
            day, head = (
                date.fromisoformat(values["date"]),
                Head(int(values["sequence"]), str(values["digest"])),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path}, line {number}: not a head of the record") from error
        heads.append((day, head))
    return heads


@transaction.atomic
def export_head(day: date, path: Path, recipients: Sequence[str]) -> Head | None:
    """Mail the head to the recipients, if there are any, and append it to the file.

    None, and nothing is done, where the day has been exported already or the record is empty. The mail goes
    first: what failed is done again by the next call. Two calls at once wait for each other.
    """
    stored = locked_head()
    if not stored.sequence or day in {exported for exported, _head in read_heads(path)}:
        return None
    values = {"date": day.isoformat(), "sequence": stored.sequence, "digest": stored.digest}
    if recipients:
        with override(settings.LANGUAGE_CODE):
            send_mail(
                _("Head of the record, %(date)s") % values,
                _(
                    "The record of the website ended on %(date)s with entry %(sequence)s and this digest:\n\n"
                    "%(digest)s\n\n"
                    "Please keep this mail. It shows whether the record was changed afterwards."
                )
                % values,
                None,
                list(recipients),
            )
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(values) + "\n")
    return Head(stored.sequence, stored.digest)
