"""manage.py rebuild_search: every index anew from what is published."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.engines.base import EngineUnavailable, RecordsRefused
from search.management.arguments import add_engine
from search.registry import configured_engines, get_engine
from search.upkeep import IndexBusy, count_records, rebuild


class Command(BaseCommand):
    """Rebuilds beside the live index."""

    help = "Rebuild the search index, or go on where it was interrupted; searches go on meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        add_engine(parser)
        parser.add_argument(
            "--restart", action="store_true", help="begin anew where an interrupted rebuild could go on"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild that engine's index, or those of all engines in use."""
        for name in [options["engine"]] if options["engine"] else configured_engines():
            self._rebuild(name, options["restart"])

    def _rebuild(self, name: str, restart: bool) -> None:
        try:
            with tqdm(total=count_records(), desc=name, unit="doc", file=sys.stderr) as bar:
                done = rebuild(get_engine(name), bar.update, restart)
        except IndexBusy as error:
            raise CommandError(f"{name}: {error}; if it died, try again in half a minute") from error
        except EngineUnavailable as error:
            raise CommandError(f"{name} did not answer, run it again to go on: {error}") from error
        except RecordsRefused as error:
            raise CommandError(
                f"{name} is rebuilt but for some records, which are tried again: {error}"
            ) from error
        self.stdout.write(f"{name}: {done}")
