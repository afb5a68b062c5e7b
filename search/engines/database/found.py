"""What a query finds in the database: which documents, and the scores of their provisions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from search.models import IndexedDocument
from search.numbering import match_rank
from search.plan import Plan
from search.scoring import Corpus, Frequencies

from .candidates import find_candidates
from .documents import documents, is_filtered
from .narrowing import narrowed, narrowed_documents
from .ranking import promising, score_passages
from .statistics import corpus, frequencies
from .writing import document_of


@dataclass
class Found:
    """Candidates of a plan.

    `rough` maps ids of provisions to first weights, `numbered` ids of documents whose number the query
    names to 2 (in full) or 1. `fitting` are the ids of all documents found that fit every filter.
    """

    plan: Plan
    frequencies: Frequencies = field(default_factory=lambda: Frequencies({}, {}))
    size: Corpus = field(default_factory=lambda: Corpus(1, 1.0))
    rough: Mapping[int, float] = field(default_factory=dict)
    numbered: Mapping[int, int] = field(default_factory=dict)
    everything: frozenset[int] = frozenset()
    fitting: frozenset[int] = frozenset()

    def score(self, among: Collection[int] | None = None) -> dict[int, float]:
        """Return scores by ids of the most promising provisions, of `among` (document ids) or all that fit."""
        rows = promising(self.rough, self.fitting if among is None else among, self.numbered)
        return score_passages(self.plan, rows, self.frequencies, self.size)

    def ranked(self, scores: Mapping[int, float]) -> list[int]:
        """Return the ids of all fitting documents: number named first, then by their best provision."""
        best: dict[int, tuple[int, float]] = {}
        for row, weight in self.rough.items():
            document = document_of(row)
            value = (1, scores[row]) if row in scores else (0, weight)
            if value > best.get(document, (-1, 0.0)):
                best[document] = value
        nothing = (-1, 0.0)
        return sorted(
            self.fitting,
            key=lambda document: (
                -self.numbered.get(document, 0),
                *(-part for part in best.get(document, nothing)),
                document,
            ),
        )


def _numbered(plan: Plan) -> dict[int, int]:
    if plan.number is None:
        return {}
    rows = IndexedDocument.objects.filter(sequence=plan.number.sequence).values_list("pk", "number")
    ranks = {row: match_rank(plan.number, number) for row, number in rows}
    return {row: rank for row, rank in ranks.items() if rank}


def find(plan: Plan) -> Found:
    """Look a keyword up. At most six SQL queries, with phrases and exclusions twelve."""
    size = corpus()
    counted = frequencies(plan, size)
    rough = find_candidates(plan, counted.anywhere, size)
    if not rough and plan.can_relax:
        plan = plan.relax()
        rough = find_candidates(plan, counted.anywhere, size)
    numbered = _numbered(plan)
    if plan.phrases or plan.excluded:
        rough = narrowed(plan, rough)
        numbered = narrowed_documents(plan, numbered) if numbered else numbered
    everything = frozenset({document_of(row) for row in rough} | set(numbered))
    fitting = everything
    if is_filtered(plan.query):
        fitting = frozenset(documents(plan.query, everything).values_list("pk", flat=True))
    return Found(plan, counted, size, rough, numbered, everything, fitting)
