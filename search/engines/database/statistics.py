"""How frequent terms are: counted on a sample, because the whole index would take minutes and much memory."""

from collections import Counter

from django.db import transaction
from django.db.models import F

from search.models import IndexedPassage, IndexState, TermFrequency
from search.plan import Plan
from search.scoring import Corpus, Frequencies
from search.weights import FIELD_WEIGHTS
from search.words import fold_all

from .terms import ANYWHERE, anywhere, folded_form, in_title
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


def frequencies(plan: Plan, size: Corpus) -> Frequencies:
    """Return about how frequent the words of a plan are; a rare one is in less than one of the sample."""
    words = (*plan.single_shares, *plan.pair_shares)
    kinds = [{word: term(word, plan.accented) for word in words} for term in (anywhere, in_title)]
    wanted = [term for kind in kinds for term in kind.values()]
    known = dict(TermFrequency.objects.filter(term__in=wanted).values_list("term", "passages"))
    rare = step_of(size.passages) * SEEN / 2
    return Frequencies(*({word: known.get(term, rare) for word, term in kind.items()} for kind in kinds))


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
            seen.update(in_title(word, accented) for word in distinct(forms[1:2]))
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
