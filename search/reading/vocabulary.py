"""The words of all documents as the database engine counted them; kept whichever engine answers."""

from collections.abc import Collection
from functools import cached_property

from search.engines.database.statistics import corpus
from search.engines.database.terms import anywhere
from search.models import TermFrequency

# One letter and a colon stand before the word in a term.
_KIND = len(anywhere("", True))


class StoredVocabulary:
    """A `search.reading.correction.Vocabulary` of one search; one SQL query each time it is asked."""

    @cached_property
    def passages(self) -> int:
        """How many provisions were counted. One SQL query."""
        return corpus().passages

    def frequencies(self, words: Collection[str], accented: bool) -> dict[str, int]:
        """Return in about how many provisions syllables and pairs occur; rare ones are left out."""
        terms = [anywhere(word, accented) for word in words]
        rows = TermFrequency.objects.filter(term__in=terms).values_list("term", "passages")
        return {term[_KIND:]: passages for term, passages in rows}

    def spellings(self, folded: Collection[str], least: int) -> dict[str, int]:
        """Return accented syllables and pairs that fold to one of these, with frequencies of `least` or more."""
        rows = TermFrequency.objects.filter(folded__in=folded, passages__gte=least)
        return {term[_KIND:]: passages for term, passages in rows.values_list("term", "passages")}
