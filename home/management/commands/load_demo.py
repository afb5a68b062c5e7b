import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from home.demo.approval import account
from home.demo.content import documents, read
from home.demo.documents import load_documents
from home.demo.organization import load_organization
from home.demo.pages import load_pages
from home.demo.sections import load_sections
from home.demo.work import load_assignments, load_under_way, settle_notices
from regulations.review.queue import update_queue
from search.outbox import drain


class Command(BaseCommand):
    """Runs twice without harm: what is there stays."""

    help = "Loads the demo: a fictitious department, its pages and documents, and an account per role."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything; refused where demo accounts, whose password is public, must not be."""
        if not settings.DEMO_ACCOUNTS_SHOWN:
            raise CommandError("The demo has accounts with a public password: it loads in development only.")
        began = timezone.now()
        load_organization()
        author = account(read("organization.toml")["accounts"][0]["username"])
        load_pages(author)
        load_sections(author)
        with tqdm(total=len(list(documents())), unit="document", desc="demo", file=sys.stderr) as bar:
            load_documents(author, bar.update)
        load_assignments()
        update_queue()
        settle_notices(began)
        load_under_way(author)
        drain()
