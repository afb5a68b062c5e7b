"""Standing assignments of the demo, the quiet after its loading, and what is under way then."""

import datetime
from typing import Any

from django.utils import timezone

from editorial.models import Notification, SectionAssignment
from home.models import SectionPage, StandardPage
from organization.models import Person, Unit

from .approval import submit_up_to
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


def load_under_way(author: Any) -> None:
    """What waits for the demo's people, with what they are told of it; what is there stays."""
    for entry in read("work.toml")["under_way"]:
        section = SectionPage.objects.get(slug=entry["section"], locale__language_code="vi")
        if section.get_children().filter(title=entry["title"]).exists():
            continue
        page = StandardPage(title=entry["title"], intro=entry["intro"], owner=author, live=False)
        section.add_child(instance=page)
        page.save_revision(user=author)
        submit_up_to(page, author, entry["approvals"], entry.get("returned", ""))


def settle_notices(since: datetime.datetime) -> None:
    """What the loading itself told is read: the demo's people begin with today's work."""
    Notification.objects.filter(created_at__gte=since, read_at=None).update(read_at=timezone.now())
