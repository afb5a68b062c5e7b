"""manage.py send_notifications: notices reach people by mail, at once or once a day, as each prefers."""

from editorial.mailing import send_notifications
from editorial.management.repeating import RepeatingCommand


class Command(RepeatingCommand):
    """For cron each minute; what the mail backend does not take is tried again later."""

    help = "Mail the notifications that are due."

    def work(self) -> None:
        """Send once and say how many mails were taken and how many were not."""
        sent, failed = send_notifications()
        if sent or failed:
            self.stdout.write(f"{sent} mailed, {failed} not taken")
