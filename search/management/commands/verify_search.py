"""manage.py verify_search: the differences between the search indexes and the database."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from search.drift import KINDS, verify
from search.engines.base import EngineUnavailable
from search.management.arguments import add_engine
from search.registry import configured_engines, get_engine
from search.upkeep import count_records


class Command(BaseCommand):
    """Ends with status 1 where an index differs or did not answer."""

    help = "Compare the search index with the database, record by record; status 1 where they differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        add_engine(parser)
        parser.add_argument("--repair", action="store_true", help="bring in step what differs")
        parser.add_argument("--json", action="store_true", help="one JSON object, by engine")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare that engine's index, or those of all engines in use."""
        reports: dict[str, dict[str, Any]] = {}
        for name in [options["engine"]] if options["engine"] else configured_engines():
            try:
                with tqdm(total=count_records(), desc=name, unit="doc", file=sys.stderr) as bar:
                    drift = verify(get_engine(name), bar.update, repair=options["repair"])
            except EngineUnavailable as error:
                reports[name] = {"error": str(error)}
            else:
                reports[name] = drift.as_dict()
        if options["json"]:
            self.stdout.write(json.dumps(reports, ensure_ascii=False))
        else:
            self._print(reports)
        if any(not is_in_step(report) for report in reports.values()):
            sys.exit(1)

    def _print(self, reports: dict[str, dict[str, Any]]) -> None:
        for name, report in reports.items():
            if "error" in report:
                self.stdout.write(f"{name}: did not answer: {report['error']}")
                continue
            counts = ", ".join(f"{report[kind]} {kind}" for kind in ("checked", *KINDS, "lag", "repaired"))
            self.stdout.write(f"{name}: {counts}")
            for kind, keys in report["first"].items():
                self.stdout.write(f"  {kind}: {' '.join(keys)}")
            if report["needs_rebuild"]:
                self.stdout.write(f"  manage.py rebuild_search is needed: {report['needs_rebuild']}")


def is_in_step(report: dict[str, Any]) -> bool:
    """Tell whether nothing differs but what is on its way."""
    return "error" not in report and not report["needs_rebuild"] and not any(report[kind] for kind in KINDS)
