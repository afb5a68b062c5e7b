"""Which of the starts that were found are suggested, in which order: pure.

Titles and names: first those with the accents that were typed, then by the rank written with them.
Numbers: first the one named in full, then those whose typed parts are whole, then the newest.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from search.numbering import match_rank

from .rows import Candidate, Lookup
from .starts import FACET_KINDS, NUMBER, TITLE
from .typed import Typed, misfits

MOST = 10
# Of each kind at first, out of ten; what one kind leaves goes round among the others.
SHARES = {NUMBER: 2, "field": 2, "issuer": 2, "type": 1, TITLE: 3}
KINDS = (NUMBER, *FACET_KINDS, TITLE)
# So many of a kind are looked at more closely.
KEPT = 2 * MOST
# So many titles of the same words, before others.
ALIKE = 2

Order = tuple[int, int]


@dataclass(frozen=True)
class Ranked:
    """Ids of suggestions of one kind, best first: those with the accents that were typed, then the others."""

    fitting: tuple[int, ...] = ()
    others: tuple[int, ...] = ()

    @property
    def rows(self) -> tuple[int, ...]:
        """All of them."""
        return self.fitting + self.others


def ranked(typed: Typed, lookups: Sequence[Lookup], candidates: Collection[Candidate]) -> dict[str, Ranked]:
    """Return suggestions by kind, each once."""
    places: dict[str, dict[int, tuple[Order, str]]] = {kind: {} for kind in KINDS}
    for candidate in candidates:
        kind = lookups[candidate.lookup].kind
        order = _number_order(typed, candidate) if kind == NUMBER else _order(typed, candidate)
        if order is not None:
            place = (order, candidate.start)
            held = places[kind].setdefault(candidate.suggestion, place)
            if place < held:
                places[kind][candidate.suggestion] = place
    return {kind: _best(held) for kind, held in places.items()}


def _best(places: Mapping[int, tuple[Order, str]]) -> Ranked:
    rows = sorted(places, key=lambda row: (*places[row], row))[:KEPT]
    fitting = sum(places[row][0][0] <= 0 for row in rows)
    return Ranked(tuple(rows[:fitting]), tuple(rows[fitting:]))


def without_repeats(found: Mapping[str, Ranked], texts: Mapping[int, str]) -> dict[str, Ranked]:
    """Leave out what has no text any more and titles of documents that are suggested by their number.

    Of one text that several documents have, two are enough as long as there are others.
    """
    numbered = set(found[NUMBER].rows)

    def cleared(kind: str, rows: Sequence[int]) -> tuple[int, ...]:
        there = [row for row in rows if row in texts and (kind != TITLE or row not in numbered)]
        seen: Counter[str] = Counter()
        again = []
        for row in there:
            seen[texts[row].lower()] += 1
            again.append(kind == TITLE and seen[texts[row].lower()] > ALIKE)
        return tuple(row for _again, row in sorted(zip(again, there, strict=True), key=lambda pair: pair[0]))

    return {
        kind: Ranked(cleared(kind, some.fitting), cleared(kind, some.others)) for kind, some in found.items()
    }


def _order(typed: Typed, candidate: Candidate) -> Order:
    return misfits(typed, candidate.spelt), candidate.rank


def _number_order(typed: Typed, candidate: Candidate) -> Order | None:
    named = typed.named
    fit = (
        match_rank(named, candidate.spelt)
        if named and candidate.start.startswith(f"{named.sequence} ")
        else 0
    )
    begins = bool(typed.number) and candidate.start.startswith(typed.number)
    whole = begins and candidate.start.startswith(typed.number.rstrip() + " ")
    if not (fit or begins):
        return None
    return -(3 if fit == 2 else 2 if whole else fit), candidate.rank


def kinds_in_order(found: Mapping[str, Ranked], begins: Mapping[str, bool]) -> list[str]:
    """Return the kinds in the order in which they are shown.

    Numbers, which are looked for only where one may be meant, come first; then kinds that fit the typed
    accents; then those of which the best text itself begins with what was typed.
    """

    def place(kind: str) -> tuple[bool, bool, bool, int]:
        return kind != NUMBER, not found[kind].fitting, not begins[kind], KINDS.index(kind)

    return sorted((kind for kind in KINDS if found[kind].rows), key=place)


def allotted(found: Mapping[str, Ranked], order: Sequence[str]) -> dict[str, int]:
    """Return how many of each kind are shown, ten at most; what is left goes round in that order of kinds.

    What does not fit the typed accents stands behind all that does, so only the last kind that has some
    of it shows both.
    """
    fitting = [kind for kind in order if found[kind].fitting]
    mixed = set(order) - set(fitting[:-1])
    available = {kind: len(found[kind].rows if kind in mixed else found[kind].fitting) for kind in order}
    taken = {kind: min(available[kind], SHARES[kind]) for kind in order}
    while (left := MOST - sum(taken.values())) > 0:
        hungry = [kind for kind in order if taken[kind] < available[kind]][:left]
        if not hungry:
            break
        for kind in hungry:
            taken[kind] += 1
    return taken
