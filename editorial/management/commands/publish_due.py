"""manage.py publish_due: what is approved for a date that has come goes live, what has expired goes offline."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from editorial.batches import take_up
from editorial.management.repeating import RepeatingCommand


class Command(RepeatingCommand):
    """As Wagtail's `publish_scheduled`, but one page that cannot be published holds up no other.

    What could not be done is written to standard error and tried again with the next run. Approved batches of
    which nothing was published for a while are given to a worker again.
    """

    help = "Publishes what is approved for a date that has come, and takes offline what has expired."

    def work(self) -> None:
        """Each page in a transaction of its own."""
        now = timezone.now()
        for pk in Page.objects.filter(live=True, expire_at__lt=now).values_list("pk", flat=True):
            self._try(pk, self._expire)
        due = Revision.objects.page_revisions().filter(approved_go_live_at__lt=now)
        for pk in due.order_by("approved_go_live_at").values_list("pk", flat=True):
            self._try(pk, self._publish)
        take_up()

    def _try(self, pk: int, action: Callable[[int], None]) -> None:
        try:
            with transaction.atomic():
                action(pk)
        except (PermissionDenied, ValidationError) as error:
            self.stderr.write(f"{pk}: {error}")

    def _expire(self, pk: int) -> None:
        page = Page.objects.get(pk=pk).specific
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")

    def _publish(self, pk: int) -> None:
        # Locked, so that a cancellation at the same moment comes before or finds it published.
        revision = Revision.objects.select_for_update().get(pk=pk)
        if revision.approved_go_live_at is not None:
            revision.publish(log_action="wagtail.publish.scheduled")
