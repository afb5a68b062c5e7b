"""What people look for, in sums that hide everybody: no line is about fewer than five visitors.

The threshold stands in the statement itself (HAVING), so no way of asking, export included, goes below it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet, Sum
from django.utils import timezone

from .models import IndexedDocument, LoggedQuery
from .models.query_log import KEPT_DAYS

MIN_VISITORS = 5
MAX_LINES = 5_000
EMPTY, ABANDONED = "empty", "abandoned"

# Of searches that nobody watched it isn't known whether a result was chosen.
_WATCHED = Q(hits__gt=0, watched=True)
_ABANDONED = _WATCHED & Q(position=None)
_OF_KIND = {EMPTY: Q(hits=0), ABANDONED: _ABANDONED}


@dataclass(frozen=True)
class QueryLine:
    """What was looked for, over all visitors who did.

    `without_choice` in percent of the searches with results whose choices were watched, None if there
    were none; `mean_position` of the choices, None without one. `chosen` names the result that most
    visitors chose, if at least five did.
    """

    words: str
    searches: int
    visitors: int
    mean_hits: float
    without_choice: int | None
    mean_position: float | None
    chosen: str


def kept_rows() -> QuerySet[LoggedQuery]:
    """Return the searches of the last `KEPT_DAYS` days, also where purging is overdue."""
    return LoggedQuery.objects.filter(day__gt=timezone.localdate() - timedelta(days=KEPT_DAYS))


def query_lines(rows: QuerySet[LoggedQuery], kind: str = "") -> list[QueryLine]:
    """Sum rows up by words, those of most visitors first, at most `MAX_LINES`.

    Of a `kind`, at least `MIN_VISITORS` visitors' searches must have been: `EMPTY` or `ABANDONED`.
    Raises `KeyError` for another kind.
    """
    of_kind = Count("visitor", distinct=True, filter=_OF_KIND[kind] if kind else None)
    groups = (
        rows.values("words")
        .annotate(
            asked=Sum("searches"),
            visitors=Count("visitor", distinct=True),
            of_kind=of_kind,
            mean_hits=Avg("hits"),
            mean_position=Avg("position"),
            seen=Count("pk", filter=_WATCHED),
            left=Count("pk", filter=_ABANDONED),
        )
        .filter(of_kind__gte=MIN_VISITORS)
        .order_by("-of_kind", "-asked", "words")
    )
    chosen = _chosen_most(rows)
    return [_line(group, chosen.get(group["words"], "")) for group in groups[:MAX_LINES]]


def _line(group: Mapping[str, Any], chosen: str) -> QueryLine:
    position = group["mean_position"]
    return QueryLine(
        words=group["words"],
        searches=group["asked"],
        visitors=group["visitors"],
        mean_hits=round(float(group["mean_hits"]), 1),
        without_choice=round(100 * group["left"] / group["seen"]) if group["seen"] else None,
        mean_position=None if position is None else round(float(position), 1),
        chosen=chosen,
    )


def _chosen_most(rows: QuerySet[LoggedQuery]) -> dict[str, str]:
    """Return by words the name of the result that most visitors chose, where at least `MIN_VISITORS` did."""
    groups = (
        rows.exclude(position=None)
        .values_list("words", "source", "key")
        .annotate(visitors=Count("visitor", distinct=True))
        .filter(visitors__gte=MIN_VISITORS)
        .order_by("visitors", "source", "key")
    )
    best = {words: (source, key) for words, source, key, _visitors in groups}
    names = _names(best.values())
    return {words: names.get(result, "") for words, result in best.items()}


def _names(results: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the names of those results (source, key) that can still be found."""
    wanted = set(results)
    found = IndexedDocument.objects.filter(key__in={key for _source, key in wanted})
    rows = found.values_list("source", "key", "label", "title")
    return {(source, key): label or title for source, key, label, title in rows if (source, key) in wanted}
