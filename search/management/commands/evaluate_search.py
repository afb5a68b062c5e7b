"""manage.py evaluate_search: judged questions in, one JSON line with the figures out."""

import json
from argparse import ArgumentParser
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.text import fold
from search.engines.base import EngineUnavailable
from search.evaluation import Judgement, evaluate, read_judgements
from search.management.arguments import DOCUMENTS, add_engine, whole
from search.query import SearchQuery
from search.results import RankedPassage
from search.service import search_passages


class Command(BaseCommand):
    """Prints n, hit1, hit10, mrr10, ms_p50, ms_p95."""

    help = "Ask judged questions and print one JSON line: n, hit1, hit10, mrr10, ms_p50, ms_p95."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "file", type=Path, help='lines of {"question", "relevant": [{"number", "article"?}]}'
        )
        add_engine(parser)
        parser.add_argument("--fold", action="store_true", help="strip the questions' accents first")
        parser.add_argument("--limit", type=whole, help="ask only the first N questions")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, ask and print."""
        judgements = _read(options["file"], options["limit"])

        def ask(question: str, limit: int) -> list[RankedPassage]:
            keyword = fold(question) if options["fold"] else question
            return search_passages(SearchQuery(keyword=keyword, source=DOCUMENTS), limit, options["engine"])

        try:
            figures = evaluate(judgements, ask)
        except EngineUnavailable as error:
            raise CommandError(f"The search engine did not answer: {error}") from error
        self.stdout.write(json.dumps(figures))


def _read(path: Path, limit: int | None) -> list[Judgement]:
    try:
        with path.open(encoding="utf-8-sig") as lines:
            judgements = list(islice(read_judgements(lines), limit))
    except OSError as error:
        raise CommandError(f"Cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not UTF-8: {error}") from error
    except ValueError as error:
        raise CommandError(f"{path}, {error}") from error
    if not judgements:
        raise CommandError(f"{path} holds no judged question")
    return judgements
