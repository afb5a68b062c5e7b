"""manage.py appoint: a Director or Head of the board, where nobody in office is left to record one."""

import datetime
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from organization.appointing import UNIT_KINDS, NotAppointed, appoint


class Command(BaseCommand):
    """For whoever has the server's shell; the record keeps the reason. Called again it changes nothing."""

    help = (
        "Appoints a Director or Head of the board, for instance when the terms of all have ended: then nobody can "
        "do it in the admin."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("username", help="whose account; it must belong to a person")
        parser.add_argument("role", choices=sorted(UNIT_KINDS))
        parser.add_argument(
            "--unit",
            metavar="CODE",
            default="",
            help="the unit; default the department, or the editorial board",
        )
        parser.add_argument(
            "--from",
            dest="starts_on",
            metavar="DATE",
            type=datetime.date.fromisoformat,
            default=None,
            help="first day, as 2026-12-31; default today",
        )
        parser.add_argument("--reason", required=True, help="why, for the record")

    def handle(
        self,
        *args: Any,
        username: str,
        role: str,
        unit: str,
        starts_on: datetime.date | None,
        reason: str,
        **options: Any,
    ) -> None:
        """Appoint and say so. Raises `CommandError`, which says what to do, where something is missing."""
        try:
            appointment, new = appoint(username, role, unit=unit, starts_on=starts_on, reason=reason)
        except NotAppointed as problem:
            raise CommandError(str(problem)) from problem
        done = "Appointed" if new else "Nothing to do, in office already"
        self.stdout.write(f"{done}: {appointment}, {appointment.unit}, from {appointment.starts_on}")
