"""What search suggests while somebody types."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import ByteOrderedField

MAX_START = 48
MAX_SPELT = 60


class Suggestion(models.Model):
    """A record, or a value of a facet that at least one record has.

    `kind` is "record" or the facet's name. `source` is "" for a facet's value, whose `key` is its code.
    `texts` and `urls` map languages of the site to titles or names and to addresses; `language` is the
    one that the thing itself is in. `label` is a document's type and number.
    """

    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=50, blank=True)
    key = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    label = models.TextField(blank=True)
    texts = models.JSONField(default=dict)
    urls = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        constraints = [
            models.UniqueConstraint(fields=["kind", "source", "key"], name="search_suggestion_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.texts.get(self.language, self.key)}"


class SuggestionStart(models.Model):
    """A place where what is typed may begin to match: a word of a title or name, a form of a number.

    `shelf` tells what is matched and for readers of which language (`search.suggestions.starts`).
    `start` holds the words from there on, folded, each followed by a space; `spelt` the same with accents,
    or the number itself. `head` is the first letter of `start`. The lowest `rank` is the best.
    """

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="starts")
    shelf = models.CharField(max_length=32)
    head = models.CharField(max_length=1)
    start = ByteOrderedField(max_length=MAX_START)
    spelt = ByteOrderedField(max_length=MAX_SPELT)
    rank = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("start of a suggestion")
        verbose_name_plural = _("starts of suggestions")
        # With the id among their columns the indexes answer alone (`search.suggestions.rows`).
        indexes = [
            models.Index(fields=["shelf", "start", "rank", "id"], name="search_start_folded"),
            models.Index(fields=["shelf", "spelt", "rank", "id"], name="search_start_spelt"),
            models.Index(fields=["shelf", "head", "rank", "start", "id"], name="search_start_best"),
        ]

    def __str__(self) -> str:
        return f"{self.shelf}: {self.spelt}"
