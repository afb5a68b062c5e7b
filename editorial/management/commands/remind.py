"""manage.py remind: reminders before a stage's end, notices of lateness, escalation."""

from editorial.management.repeating import RepeatingCommand
from editorial.reminding import remind


class Command(RepeatingCommand):
    """For cron every five minutes; runs twice without harm."""

    help = "Remind those who decide, tell lateness and escalate what stays undecided."

    def work(self) -> None:
        """Remind once and say how often of what."""
        if counts := remind():
            self.stdout.write(", ".join(f"{kind}: {number}" for kind, number in sorted(counts.items())))
