"""manage.py convert_text [FILE]: text in an old Vietnamese encoding in, Unicode out."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.legacy_text.decoding import UnknownEncoding, decode


class Command(BaseCommand):
    """The text goes to standard output in NFC, the name of the encoding that it was in to standard error."""

    help = (
        "Converts text in TCVN3 (ABC), VNI, VPS, VISCII, Windows-1258 or UTF-16 to Unicode; "
        "what is Unicode stays as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file; without one, standard input."""
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        """Raises `CommandError` for what cannot be read or whose encoding cannot be told; writes nothing then."""
        try:
            found = decode(file.read_bytes() if file else sys.stdin.buffer.read())
        except UnknownEncoding as error:
            raise CommandError(str(error)) from error
        except FileNotFoundError as error:
            raise CommandError(_("There is no file %(file)s.") % {"file": file}) from error
        except IsADirectoryError as error:
            raise CommandError(_("%(file)s is a folder: name a file in it.") % {"file": file}) from error
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(reason)s.") % {"file": file, "reason": error.strerror}
            ) from error
        self.stdout.write(found.text, ending="")
        self.stderr.write(found.encoding, str)
