"""How frequent terms are: counted on a sample, because the whole index would take minutes and much memory."""

from collections import Counter
from collections.abc import Collection

from django.db import transaction
from django.db.models import F

from search.models import IndexedPassage, IndexState, TermFrequency
from search.scoring import Corpus
from search.weights import FIELD_WEIGHTS
from search.words import fold_all

from .terms import ANYWHERE, anywhere, folded_form
from .terms import with_pairs as distinct

SAMPLE = 6_000
# Terms seen less often in a sample than this are called rare and not stored.
SEEN = 2
# The statistics are taken anew when the index has grown or shrunk by this share.
DRIFT = 0.2
ENGINE = "database"


def corpus() -> Corpus:
    """Return the size of the index at the last statistics."""
    state = IndexState.objects.filter(engine=ENGINE).first()
    if state is None or not state.counted_passages:
        return Corpus(passages=1, mean_length=100.0)
    return Corpus(passages=state.counted_passages, mean_length=state.mean_length)


def step_of(passages: int) -> int:
    """Return n where one in n provisions is in the sample; odd, because ids run in powers of two."""
    return 1 if passages <= SAMPLE else (passages // SAMPLE) | 1


def frequencies(terms: Collection[str], size: Corpus) -> dict[str, float]:
    """Return in about how many provisions each term occurs; a rare one in less than one of the sample."""
    known = dict(TermFrequency.objects.filter(term__in=terms).values_list("term", "passages"))
    return {term: known.get(term, step_of(size.passages) * SEEN / 2) for term in terms}


def _count(step: int) -> tuple[Counter[str], int, float]:
    rows = IndexedPassage.objects.annotate(remainder=F("id") % step).filter(remainder=0)
    seen: Counter[str] = Counter()
    sampled = length = 0
    for label, title, text in rows.values_list("document__words", "title_words", "words").iterator(500):
        parts = [label.split(), title.split(), text.split()]
        sampled += 1
        length += sum(
            len(part) * FIELD_WEIGHTS[name]
            for part, name in zip(parts, ("label", "title", "text"), strict=True)
        )
        for accented in ANYWHERE:
            forms = parts if accented else [fold_all(part) for part in parts]
            seen.update(anywhere(word, accented) for word in distinct(forms))
    return seen, sampled, length / max(sampled, 1)


def refresh() -> None:
    """Take the statistics anew. About ten seconds for 62,000 provisions, hardly more for ten times as many."""
    passages = IndexedPassage.objects.count()
    step = step_of(passages)
    seen, _sampled, mean_length = _count(step)
    with transaction.atomic():
        TermFrequency.objects.all().delete()
        TermFrequency.objects.bulk_create(
            (
                TermFrequency(term=term, passages=count * step, folded=folded_form(term))
                for term, count in seen.items()
                if count >= SEEN
            ),
            batch_size=5_000,
        )
        IndexState.objects.update_or_create(
            engine=ENGINE, defaults={"counted_passages": passages, "mean_length": max(mean_length, 1.0)}
        )


def refresh_if_drifted() -> None:
    """Take the statistics anew if the index has changed much since."""
    passages = IndexedPassage.objects.count()
    counted = IndexState.objects.filter(engine=ENGINE).values_list("counted_passages", flat=True).first() or 0
    if abs(passages - counted) > DRIFT * counted:
        refresh()
