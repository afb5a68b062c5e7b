"""How well searches answer judged questions."""

import json
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.text import nfc

from .results import RankedPassage

CONSIDERED = 10


@dataclass(frozen=True)
class Judgement:
    """A question and what answers it: (number, article), the article None where any provision will do.

    Numbers in NFC and lower case.
    """

    question: str
    relevant: frozenset[tuple[str, str | None]]


def _number(number: str) -> str:
    return nfc(number).lower().strip()


def _judgement(line: str) -> Judgement:
    row = json.loads(line)
    relevant = frozenset((_number(answer["number"]), _article(answer)) for answer in row["relevant"])
    if not isinstance(row["question"], str) or not relevant:
        raise ValueError("a question and at least one relevant provision are needed")
    return Judgement(row["question"], relevant)


def _article(answer: dict[str, object]) -> str | None:
    article = answer.get("article")
    return None if article is None else str(article).strip().lower()


def read_judgements(lines: Iterable[str]) -> Iterator[Judgement]:
    """Read a judgement a line, `{"question", "relevant": [{"number", "article"?}]}`; empty lines don't count.

    Raises `ValueError` that names the line.
    """
    for position, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _judgement(line)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(f"line {position}: {type(error).__name__}: {error}") from error


def rank_of(judgement: Judgement, hits: Sequence[RankedPassage]) -> int | None:
    """Return the rank, from 1, of the first relevant hit among the first ten; None if there is none."""
    for rank, hit in enumerate(hits[:CONSIDERED], start=1):
        number = _number(hit.number)
        article = hit.article.lower() if hit.article is not None else None
        if (number, None) in judgement.relevant or (number, article) in judgement.relevant:
            return rank
    return None


def summarize(ranks: Sequence[int | None], milliseconds: Sequence[float]) -> dict[str, float]:
    """Return n, hit1, hit10, mrr10 and the 50th and 95th percentile of the times."""
    count = max(len(ranks), 1)
    found = [rank for rank in ranks if rank is not None]
    times = sorted(milliseconds) or [0.0]
    return {
        "n": len(ranks),
        "hit1": round(sum(rank == 1 for rank in found) / count, 4),
        "hit10": round(len(found) / count, 4),
        "mrr10": round(sum(1 / rank for rank in found) / count, 4),
        "ms_p50": round(statistics.median(times), 1),
        "ms_p95": round(times[min(len(times) - 1, int(len(times) * 0.95))], 1),
    }


def evaluate(
    judgements: Iterable[Judgement], ask: Callable[[str, int], Sequence[RankedPassage]]
) -> dict[str, float]:
    """Ask every question for its first ten provisions and sum up how well they were answered."""
    ranks, milliseconds = [], []
    for judgement in judgements:
        started = time.perf_counter()
        hits = ask(judgement.question, CONSIDERED)
        milliseconds.append((time.perf_counter() - started) * 1000)
        ranks.append(rank_of(judgement, hits))
    return summarize(ranks, milliseconds)
