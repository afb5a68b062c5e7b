"""From a query to what engines compile: number, syllables, pairs, and how much of them must be found."""

from dataclasses import dataclass, replace

from core.legal_text.careless import NumberQuery, read_number_query
from core.text import has_accents, pairs

from .query import SearchQuery, Sort
from .words import fold_all, syllables

MAX_SYLLABLES = 64
# Up to here a query is a term, of which every syllable must occur; a longer one is a question.
TERM_SYLLABLES = 4


@dataclass(frozen=True)
class Plan:
    """A query made ready for an engine.

    `syllables` and `pairs` are distinct and in order, folded unless `accented`: accents that were
    typed count, accents left out don't. `number` is the document number in the keyword, if any.
    `relaxed` tells that a term is looked for as if it were a question.
    """

    query: SearchQuery
    number: NumberQuery | None = None
    accented: bool = False
    syllables: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    relaxed: bool = False

    @property
    def sort(self) -> Sort:
        """The order in force: without words there is no relevance, the newest come first."""
        if self.query.sort is Sort.RELEVANCE and not self.syllables:
            return Sort.ISSUED
        return self.query.sort

    @property
    def is_term(self) -> bool:
        """Whether every syllable must occur in a provision, its title or its document's."""
        return not self.relaxed and len(self.syllables) <= TERM_SYLLABLES

    @property
    def can_relax(self) -> bool:
        """Whether it is worth while to look again with less required when nothing was found."""
        return self.is_term and len(self.pairs) > 1 and self.number is None

    def relax(self) -> "Plan":
        """Return the plan for "nước sạch là gì" when no provision has all of it: some of its pairs will do."""
        return replace(self, relaxed=True)

    @property
    def only_number(self) -> bool:
        """Whether the keyword is a document number and nothing else."""
        return self.number is not None and not self.number.rest

    @property
    def offset(self) -> int:
        """How many documents come before the page."""
        return (self.query.page - 1) * self.query.page_size


def make_plan(query: SearchQuery) -> Plan:
    """Plan a query; syllables past the 64th are left out."""
    words = syllables(query.keyword)[:MAX_SYLLABLES]
    accented = has_accents(query.keyword)
    if not accented:
        words = fold_all(words)
    return Plan(
        query=query,
        number=read_number_query(query.keyword) if words else None,
        accented=accented,
        syllables=tuple(dict.fromkeys(words)),
        pairs=tuple(dict.fromkeys(pairs(words))),
    )
