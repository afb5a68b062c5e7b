from typing import Any

from django.core.management.base import BaseCommand

from organization.groups import sync_groups


class Command(BaseCommand):
    """Run daily after midnight: appointments begin and end by date."""

    help = "Brings the groups of all users in line with today's appointments."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sync and print how many users changed."""
        self.stdout.write(f"{sync_groups()} users changed")
