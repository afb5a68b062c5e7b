"""manage.py search_documents: the provisions that a query finds, in rank order."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineUnavailable
from search.explaining import explain, how_read
from search.management.arguments import DOCUMENTS, add_engine, positive
from search.planning import plan_for
from search.query import SearchQuery
from search.results import RankedPassage
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
        parser.add_argument(
            "--explain", action="store_true", help="tell how the query was read and why each hit"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Search and print."""
        query = SearchQuery(keyword=options["query"], source=DOCUMENTS)
        try:
            hits = search_passages(query, options["limit"], options["engine"])
        except EngineUnavailable as error:
            raise CommandError(f"The search engine did not answer: {error}") from error
        plan = plan_for(query)
        why = explain(plan, hits) if options["explain"] else {}
        if options["json"]:
            rows = [_row(hit) | ({"why": why[hit].lines()} if hit in why else {}) for hit in hits]
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        if options["explain"]:
            self.stdout.write(how_read(plan))
        for hit in hits:
            article = f"Điều {hit.article}" if hit.article else "-"
            self.stdout.write(f"{hit.score:8.2f}  {hit.number}  {article}  {hit.title}")
            for line in why[hit].lines() if hit in why else ():
                self.stdout.write(f"{'':10}{line}")


def _row(hit: RankedPassage) -> dict[str, object]:
    return {"number": hit.number, "article": hit.article, "title": hit.title, "score": hit.score}
