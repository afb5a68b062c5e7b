"""From a query to what engines compile: number, words with their shares, and how much of them must be found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.legal_text.careless import NumberQuery, read_number_query
from core.text import has_accents, pairs

from .equivalents import NONE, Equivalents
from .query import SearchQuery, Sort
from .stopwords import asked_about, segments
from .weights import EQUIVALENT_SHARE, QUESTION_SHARE, STOP_SHARE
from .words import fold_all, syllables

MAX_SYLLABLES = 64
Words = tuple[str, ...]
# Up to here a query is a term, of which every syllable must occur; a longer one is a question.
TERM_SYLLABLES = 4


@dataclass(frozen=True)
class Run:
    """Syllables that stand in a row; folded, and compared so, unless `accented`."""

    words: Words
    accented: bool

    @property
    def pieces(self) -> Words:
        """What holds the run holds these: its pairs, or its only syllable. Of one or two syllables, also the reverse."""
        return tuple(pairs(list(self.words))) or self.words


@dataclass(frozen=True)
class Plan:
    """A query made ready for an engine.

    `syllables` and `pairs` are what was typed, distinct and in order, folded unless `accented`: accents
    that were typed count, accents left out don't. `single_shares` and `pair_shares` map what to look for,
    typed or equivalent, to how much it counts (0–1]. `wordings` are the syllables that tell what is asked,
    and again with equivalents in place of what was typed. `phrases` must, `excluded` must not occur.
    `number` is the document number in the keyword, if any. `relaxed` tells that a term is looked for as if
    it were a question; `definition` that it is asked what something is.
    """

    query: SearchQuery
    number: NumberQuery | None = None
    accented: bool = False
    syllables: Words = ()
    pairs: Words = ()
    single_shares: Mapping[str, float] = field(default_factory=dict)
    pair_shares: Mapping[str, float] = field(default_factory=dict)
    wordings: tuple[Words, ...] = ((),)
    phrases: tuple[Run, ...] = ()
    excluded: tuple[Run, ...] = ()
    definition: bool = False
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
        return not self.relaxed and len(self.wordings[0]) <= TERM_SYLLABLES

    @property
    def can_relax(self) -> bool:
        """Whether it is worth while to look again with less required when nothing was found."""
        return self.is_term and len(self.pairs) > 1 and self.number is None

    def relax(self) -> "Plan":
        """Return the plan for "nước sạch là gì" when no provision has all of it: some of its pairs will do."""
        return replace(self, relaxed=True)

    @property
    def least_pairs(self) -> int:
        """How many pairs a provision must have to answer a question."""
        return max(1, int(QUESTION_SHARE * len(self.pairs)))

    @property
    def scale(self) -> int:
        """How much the title cover counts: longer questions have higher scores."""
        return len(self.pairs) + 1

    @property
    def telling_pairs(self) -> frozenset[str]:
        """The pairs that say what is asked for, equivalents included."""
        return frozenset(pair for pair, share in self.pair_shares.items() if share != STOP_SHARE)

    @property
    def only_number(self) -> bool:
        """Whether the keyword is a document number and nothing else."""
        return self.number is not None and not self.number.rest

    @property
    def offset(self) -> int:
        """How many documents come before the page."""
        return (self.query.page - 1) * self.query.page_size


def _shares(
    words: Sequence[str], added: Sequence[Sequence[str]], accented: bool
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the shares of syllables and of pairs: typed, stop words, equivalents."""
    runs = segments(words, accented) or [list(words)]
    singles = dict.fromkeys((word for run in runs for word in run), 1.0)
    doubles = dict.fromkeys((pair for run in runs for pair in pairs(run)), 1.0)
    for some, all_of_them in ((singles, words), (doubles, pairs(list(words)))):
        for word in all_of_them:
            some.setdefault(word, STOP_SHARE)
    for meaning in added:
        for word in meaning:
            singles.setdefault(word, EQUIVALENT_SHARE)
        for pair in pairs(list(meaning)):
            doubles.setdefault(pair, EQUIVALENT_SHARE)
    return singles, doubles


def make_plan(
    query: SearchQuery,
    equivalents: Equivalents = NONE,
    phrases: Sequence[str] = (),
    excluded: Sequence[str] = (),
    number: NumberQuery | None = None,
) -> Plan:
    """Plan a query whose keyword is free words; syllables past the 64th are left out.

    `number` is one that was named as such.
    """
    text = " ".join((query.keyword, *phrases))
    accented = has_accents(text)
    words = _syllables(text, accented)
    # Phrases are required as they are.
    free = _syllables(query.keyword, accented) or words
    asked = asked_about(free)
    added, other = equivalents.look_up(asked, accented)
    singles, doubles = _shares(words, added, accented)
    return Plan(
        query=query,
        number=number or (read_number_query(text) if words else None),
        accented=accented,
        syllables=tuple(dict.fromkeys(words)),
        pairs=tuple(dict.fromkeys(pairs(words))),
        single_shares=singles,
        pair_shares=doubles,
        wordings=tuple(tuple(dict.fromkeys(wording)) for wording in ((asked, other) if added else (asked,))),
        phrases=_runs(phrases, accented),
        excluded=_runs(excluded, accented),
        definition=asked != free,
    )


def _syllables(text: str, accented: bool) -> list[str]:
    words = syllables(text)[:MAX_SYLLABLES]
    return words if accented else fold_all(words)


def _runs(texts: Sequence[str], accented: bool) -> tuple[Run, ...]:
    """Several syllables without accents are clear; one ("an") may be meant as it is beside words with accents."""
    runs = []
    for text in texts:
        alone = len(syllables(text)) == 1
        own = has_accents(text) or (alone and accented)
        runs.append(Run(tuple(_syllables(text, own)), own))
    return tuple(run for run in runs if run.words)
