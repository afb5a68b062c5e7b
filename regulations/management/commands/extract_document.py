"""manage.py extract_document FILE: what a document's file says, as one JSON object; writes nothing."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from regulations.extraction.errors import UnreadableFile
from regulations.extraction.output import as_json
from regulations.extraction.reading import read, read_text


class Command(BaseCommand):
    """Scanned pages go through text recognition, where it is installed; how far it is goes to standard error."""

    help = "Prints what the file of a document (PDF or .docx) says: its data, provisions, and where each was read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Raises `CommandError` for a file that cannot be read."""
        try:
            text = read_text(file, note=self._note)
        except (UnreadableFile, OSError) as error:
            raise CommandError(str(error)) from error
        found, warnings = read(text, file.name)
        warnings += [_("Not found: %(field)s") % {"field": name} for name in found.missing]
        self.stdout.write(json.dumps(as_json(found, warnings), ensure_ascii=False))

    def _note(self, done: dict[int, str], total: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"{len(done)}/{total}")
