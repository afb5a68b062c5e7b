"""manage.py propose_relations: what the texts of published documents state of others, for editors to accept."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from regulations.models import LegalDocumentPage
from regulations.relations.proposing import known_laws, propose

CHUNK = 100


class Command(BaseCommand):
    """Stopped it is run again; what was decided on is not proposed again."""

    help = "Reads the relations that the texts of published documents state, and proposes them to editors."

    def handle(self, *args: Any, **options: Any) -> None:
        """Read document after document; prints how many relations are new."""
        pages = LegalDocumentPage.objects.live().order_by("pk")
        known, fresh = known_laws(), 0
        rows = pages.prefetch_related("document_issuers__issuer")
        with tqdm(total=pages.count(), unit="document", file=sys.stderr) as bar:
            for page in rows.iterator(chunk_size=CHUNK):
                fresh += propose(page, known)
                bar.update()
        self.stdout.write(f"{fresh}")
