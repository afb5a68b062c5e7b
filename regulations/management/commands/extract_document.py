"""manage.py extract_document FILE: what a document's file says, as one JSON object; writes nothing."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.legal_text.extraction.document import read_document
from regulations.extraction.output import as_json
from regulations.extraction.pdf import UnreadableFile, is_scan, page_texts


class Command(BaseCommand):
    """Reads the text layer; a scan is said to be one."""

    help = "Prints what the file of a document says: its data, provisions, and where each was read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Raises `CommandError` for a file that cannot be read."""
        try:
            pages = page_texts(file)
        except (UnreadableFile, OSError) as error:
            raise CommandError(str(error)) from error
        found = read_document(pages)
        warnings = [_("Not found: %(field)s") % {"field": name} for name in found.missing]
        if is_scan(pages):
            warnings.insert(0, _("Most pages are pictures: text recognition is needed."))
        self.stdout.write(json.dumps(as_json(found, warnings), ensure_ascii=False))
