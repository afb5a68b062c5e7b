import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from editorial.verification import Finding, check_page, live_pages
from editorial.verification_chain import other_findings


class Command(BaseCommand):
    """Last line: JSON with `checked` and `findings`; exit status 1 on a finding."""

    help = (
        "Checks that every live page is exactly what a recorded decision approved, that those decided who may, "
        "and that pages, files and the record are as they were then."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check every live page, then how it came about, and print each finding."""
        self.findings = checked = 0
        for page in live_pages():
            checked += 1
            if finding := check_page(page):
                self._tell(finding)
        for finding in other_findings():
            self._tell(finding)
        self.stdout.write(json.dumps({"checked": checked, "findings": self.findings}))
        if self.findings:
            sys.exit(1)

    def _tell(self, finding: Finding) -> None:
        self.findings += 1
        self.stdout.write(f"{finding.page_id}\t{finding.title}\t{finding.problem}")
