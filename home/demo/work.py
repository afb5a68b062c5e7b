"""Standing assignments of the demo, and the quiet after its loading."""

import datetime

from django.utils import timezone

from editorial.models import Notification, SectionAssignment
from home.models import SectionPage
from organization.models import Person, Unit

from .content import read


def load_assignments() -> None:
    """Make what is not there yet; runs twice without harm."""
    for entry in read("work.toml")["assignments"]:
        SectionAssignment.objects.get_or_create(
            page=SectionPage.objects.get(slug=entry["section"], locale__language_code="vi"),
            unit=Unit.objects.get(code=entry["unit"]),
            defaults={
                "officer": Person.objects.filter(code=entry.get("officer", "")).first(),
                "rhythm": entry["rhythm"],
                "note": entry.get("note", ""),
            },
        )


def settle_notices(since: datetime.datetime) -> None:
    """What the loading itself told is read: the demo's people begin with today's work."""
    Notification.objects.filter(created_at__gte=since, read_at=None).update(read_at=timezone.now())
