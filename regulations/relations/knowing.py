"""Loads what validity follows from: dates and acts of published documents and of those that act on them."""

from collections import defaultdict
from collections.abc import Collection

from regulations.models import LegalDocumentPage, PartDate, Relation

from .acts import KINDS, Act, Dates, Knowledge

# Acts on acts on acts …: real chains have three links.
DEEPEST = 8


def load(ids: Collection[int]) -> Knowledge:
    """Dates and acts of these documents, of those that act on them, and so on; three queries a link."""
    dates: dict[int, Dates] = {}
    acts: dict[int, list[Act]] = defaultdict(list)
    wanted = set(ids)
    for _link in range(DEEPEST):
        if not wanted:
            break
        dates.update(_dates(wanted))
        found = _acts(wanted)
        for act in found:
            acts[act.to].append(act)
        wanted = {act.by for act in found} - dates.keys()
    return Knowledge(dates, acts)


def _dates(ids: set[int]) -> dict[int, Dates]:
    parts: dict[int, list[tuple[str, str, object]]] = defaultdict(list)
    for page, kind, path, on in PartDate.objects.filter(page_id__in=ids).values_list(
        "page_id", "kind", "path", "on"
    ):
        parts[page].append((kind, path, on))
    rows = LegalDocumentPage.objects.filter(pk__in=ids).values_list("pk", "effective_on", "expires_on")
    return {pk: Dates(begins, ends, tuple(parts[pk])) for pk, begins, ends in rows.order_by()}  # type: ignore[arg-type]


def _acts(ids: set[int]) -> list[Act]:
    rows = Relation.objects.filter(target_id__in=ids, verb__in=list(KINDS), on__isnull=False, page__live=True)
    columns = ("page_id", "target_id", "verb", "on", "own_path", "target_path", "until")
    return [Act(*row) for row in rows.order_by("pk").values_list(*columns)]
