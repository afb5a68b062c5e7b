"""Deletes what the query log may not keep any longer."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from search.models import LoggedQuery
from search.models.query_log import KEPT_DAYS

BATCH = 1_000


class Command(BaseCommand):
    """Timed, daily. In batches, so that no search waits; stopped and started again it goes on."""

    help = f"Delete logged searches of {KEPT_DAYS} days ago and before."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many rows went."""
        expired = LoggedQuery.objects.filter(day__lte=timezone.localdate() - timedelta(days=KEPT_DAYS))
        deleted = 0
        while keys := list(expired.order_by("pk").values_list("pk", flat=True)[:BATCH]):
            deleted += LoggedQuery.objects.filter(pk__in=keys).delete()[0]
        self.stdout.write(f"{deleted} logged searches deleted")
