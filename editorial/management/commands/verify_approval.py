import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from editorial.verification import check_page, live_pages


class Command(BaseCommand):
    """Last line: JSON with `checked` and `findings`; exit status 1 on a finding."""

    help = "Checks that every live page is exactly what a recorded decision approved."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check every live page and print each finding."""
        checked = findings = 0
        for page in live_pages():
            checked += 1
            if finding := check_page(page):
                findings += 1
                self.stdout.write(f"{finding.page_id}\t{finding.title}\t{finding.problem}")
        self.stdout.write(json.dumps({"checked": checked, "findings": findings}))
        if findings:
            sys.exit(1)
