"""manage.py purge_readings: deletes uploaded files out of which no document was made for 30 days."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from regulations.models import FileReading

KEPT_DAYS = 30


class Command(BaseCommand):
    """Run it daily."""

    help = "Deletes files that were uploaded to be read 30 days ago or before, and became no document."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints how many."""
        old = FileReading.objects.filter(
            page=None, created_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)
        ).only("file")
        count = 0
        for reading in old.iterator():
            reading.file.delete(save=False)
            reading.delete()
            count += 1
        self.stdout.write(f"{count}")
