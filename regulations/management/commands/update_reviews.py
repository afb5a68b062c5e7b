"""manage.py update_reviews: which documents are to be reviewed, as of today."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.db.models import Max
from tqdm import tqdm
from wagtail.models import Page

from editorial.management.repeating import RepeatingCommand
from regulations.models import DocumentReview, LegalDocumentPage
from regulations.review.citations import write_citations
from regulations.review.queue import update_queue
from regulations.review.telling import tell_of_reviews

PAGES_AT_ONCE = 100


class Command(RepeatingCommand):
    """Run it each night after `update_validity`; stopped it is run again, run twice it changes nothing."""

    help = "Brings the queue of documents to be reviewed up to today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        super().add_arguments(parser)
        parser.add_argument(
            "--citations",
            action="store_true",
            help="first read anew which documents the published pages name, after an upgrade",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the pages where that was asked for; then the work, once or again and again."""
        if options["citations"]:
            self.read_pages()
        super().handle(*args, **options)

    def read_pages(self) -> None:
        """Each page in a transaction of its own."""
        pages = Page.objects.live().not_type(LegalDocumentPage).order_by("pk")
        with tqdm(total=pages.count(), unit="page", file=sys.stderr) as bar:
            for page in pages.specific().iterator(chunk_size=PAGES_AT_ONCE):
                write_citations(page)
                bar.update()

    def work(self) -> None:
        """Update, tell the units, and say how many reviews were opened."""
        last = DocumentReview.objects.aggregate(last=Max("pk"))["last"] or 0
        total = LegalDocumentPage.objects.filter(live=True).count()
        with tqdm(total=total, unit="document", file=sys.stderr, disable=not total) as bar:
            opened = update_queue(step=bar.update)
        if opened:
            tell_of_reviews(last)
            self.stdout.write(f"{opened}")
