"""manage.py search_documents: the provisions that a query finds, in rank order."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineUnavailable
from search.management.arguments import add_engine, positive
from search.query import SearchQuery
from search.service import search_passages

LIMIT = 10


class Command(BaseCommand):
    """Prints hits, best first."""

    help = "Search the documents; hits are provisions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("query")
        add_engine(parser)
        parser.add_argument("--limit", type=positive, default=LIMIT, help="hits, at most 100")
        parser.add_argument("--json", action="store_true", help="one JSON array")

    def handle(self, *args: Any, **options: Any) -> None:
        """Search and print."""
        query = SearchQuery(keyword=options["query"])
        try:
            hits = search_passages(query, options["limit"], options["engine"])
        except EngineUnavailable as error:
            raise CommandError(f"The search engine did not answer: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False))
            return
        for hit in hits:
            article = f"Điều {hit.article}" if hit.article else "-"
            self.stdout.write(f"{hit.score:8.2f}  {hit.number}  {article}  {hit.title}")
