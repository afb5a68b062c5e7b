"""Why a provision stands where it does: its score taken apart, by the written table of weights."""

from collections.abc import Sequence
from dataclasses import dataclass

from .engines.database.ranking import fields_of
from .engines.database.statistics import corpus, frequencies
from .models import IndexedPassage
from .plan import Plan
from .priors import asked
from .results import RankedPassage
from .scoring import Parts, take_apart, weigh

STRONGEST = 8


@dataclass(frozen=True)
class Explanation:
    """What made a score, by the statistics of the database; `total` differs a little from Elasticsearch's."""

    parts: Parts
    prior: float
    definitions: float

    @property
    def total(self) -> float:
        """The score that the database engine gives."""
        return self.parts.total * self.prior * self.definitions

    def lines(self) -> list[str]:
        """Return the factors and the strongest words, in words."""
        strongest = sorted(self.parts.matches, key=lambda match: -match.value)
        words = "; ".join(
            f"{match.text} {match.value:.2f} ("
            + ", ".join(f"{name} {count}" for name, count in match.fields.items())
            + ")"
            for match in strongest[:STRONGEST]
        )
        more = len(strongest) - STRONGEST
        matched = sum(match.value for match in strongest)
        return [
            f"{self.total:.2f} = ({matched:.2f} words + {self.parts.cover:.2f} title cover)"
            f" × {self.prior:g} prior × {self.definitions:g} definitions",
            words + (f"; {more} more" if more > 0 else ""),
        ]


def how_read(plan: Plan) -> str:
    """Return in one line how a query was understood."""
    kind = (
        "term: every syllable must occur"
        if plan.is_term
        else f"question: {plan.least_pairs} pairs must occur"
    )
    shares = {**plan.single_shares, **plan.pair_shares}
    typed = {*plan.syllables, *plan.pairs}
    parts = [
        kind,
        "with accents" if plan.accented else "without accents",
        f"number {plan.number.sequence}" if plan.number else "",
        "asks for a definition" if plan.definition else "",
        "stop words " + ", ".join(word for word in plan.syllables if shares[word] < 1),
        "equivalents " + ", ".join(word for word in plan.single_shares if word not in typed),
        "phrases " + ", ".join(" ".join(run.words) for run in plan.phrases),
        "without " + ", ".join(" ".join(run.words) for run in plan.excluded),
    ]
    return "; ".join(part for part in parts if part and not part.endswith(" "))


def explain(plan: Plan, hits: Sequence[RankedPassage]) -> dict[RankedPassage, Explanation]:
    """Explain hits that are provisions; one found by its document's number alone needs no score."""
    size = corpus()
    terms = weigh(plan, frequencies(plan, size), size)
    held = IndexedPassage.objects.filter(
        document__key__in={hit.key for hit in hits}, path__in={hit.path for hit in hits}
    )
    values = held.values_list(
        "document__source",
        "document__key",
        "path",
        "prior",
        "defines",
        "title_words",
        "document__words",
        "words",
    )
    found = {
        (source, key, path): Explanation(
            take_apart(terms, fields_of(fields, plan.accented), size),
            prior,
            asked(plan.definition) if defines else 1.0,
        )
        for source, key, path, prior, defines, *fields in values
    }
    places = {hit: (hit.source, hit.key, hit.path) for hit in hits}
    return {hit: found[place] for hit, place in places.items() if place in found}
