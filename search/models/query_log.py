"""What people looked for, with as little about them as possible (Nghị định 13/2023/NĐ-CP Điều 3: minimise)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# How many days a row is kept and shown; `purge_query_log` deletes what is older.
KEPT_DAYS = 90


class LoggedQuery(models.Model):
    """One visitor's searches for the same words on one day; `search.query_log` says what is never stored.

    `visitor` is a keyed hash that differs for every query, so rows of one visitor can't be joined.
    `hits` and `reduced` tell of the latest of the searches. `watched` tells that the page could report
    choices (JavaScript ran); without it nothing is known about choices. `source`, `key` and `position`
    (from 1, over all pages) are of the first result that was chosen. `number` counts the day's rows, so
    that a full day is told from its last row alone.
    """

    day = models.DateField()
    number = models.PositiveIntegerField()
    visitor = models.CharField(max_length=64)
    words = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    searches = models.PositiveIntegerField(default=1)
    hits = models.PositiveIntegerField()
    reduced = models.BooleanField(default=False)
    watched = models.BooleanField(default=False)
    source = models.CharField(max_length=50, blank=True)
    key = models.CharField(max_length=100, blank=True)
    position = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("logged search")
        verbose_name_plural = _("logged searches")
        # Rows are for nobody's eyes: the one permission there is shows sums over at least five visitors.
        default_permissions = ()
        permissions = [("view_query_report", _("Can see what people look for"))]
        constraints = [models.UniqueConstraint(fields=["day", "visitor"], name="search_query_once_a_day")]
        indexes = [models.Index(fields=["day", "number"], name="search_query_day")]

    def __str__(self) -> str:
        return self.words
