"""manage.py update_validity: the stored validity of documents whose day has come, or of all."""

import sys
from argparse import ArgumentParser
from typing import Any

from tqdm import tqdm

from editorial.management.repeating import RepeatingCommand
from regulations.models import LegalDocumentPage
from regulations.relations.updating import due, refresh_many


class Command(RepeatingCommand):
    """Run it soon after midnight; stopped it is run again, run twice it changes nothing."""

    help = "Recomputes the validity of documents on whose dates or events a day has come."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        super().add_arguments(parser)
        parser.add_argument("--all", action="store_true", help="every published document")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remember which documents are meant."""
        self.everything = options["all"]
        super().handle(*args, **options)

    def work(self) -> None:
        """Recompute, and say how many changed."""
        documents = LegalDocumentPage.objects.live().order_by("pk")
        ids = list(documents.values_list("pk", flat=True)) if self.everything else due()
        with tqdm(total=len(ids), unit="document", file=sys.stderr, disable=not ids) as bar:
            changed = refresh_many(ids, bar.update)
        if changed:
            self.stdout.write(f"{changed}")
