"""Mails notices as each person prefers. A notice waits until the mail backend has taken it, however long."""

import datetime
import logging
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.users.models import UserProfile

from search.backoff import record_rests

from .deadlines import digest_from
from .models import Notification, NotificationPreference

logger = logging.getLogger(__name__)
Mail = NotificationPreference.Mail
LONGEST_SUBJECT = 150


def to_mail(now: datetime.datetime) -> QuerySet[Notification]:
    """Notices that nobody has read or mailed yet and that may be tried now, oldest first."""
    return Notification.objects.filter(
        Q(retry_at=None) | Q(retry_at__lte=now), read_at=None, mailed_at=None
    ).order_by("pk")


def send_notifications(now: datetime.datetime | None = None) -> tuple[int, int]:
    """Mail what is due, one mail a person: how many mails were taken and how many were not.

    What is not taken is tried again later, at growing intervals; one person's bad address holds up nobody
    else. Two that run at once share the work.
    """
    now = now or timezone.now()
    people = get_user_model().objects.filter(
        pk__in=to_mail(now).order_by().values("user_id").distinct(), is_active=True
    )
    sent = failed = 0
    for user in people.select_related("person", "notice_preference").order_by("pk"):
        if address_of(user) and is_due(preference_of(user), now):
            taken = _send_to(user, now)
            sent, failed = sent + (taken is True), failed + (taken is False)
    return sent, failed


def address_of(user: Any) -> str:
    """Where the person is mailed: the account's address, else the official one; empty for none."""
    person = getattr(user, "person", None)
    return user.email or (person.email if person else "")


def preference_of(user: Any) -> NotificationPreference:
    """The person's preference, or the one that holds without."""
    return getattr(user, "notice_preference", None) or NotificationPreference(user=user)


def is_due(preference: NotificationPreference, now: datetime.datetime) -> bool:
    """Whether the person may be mailed now."""
    if preference.mail == Mail.DIGEST:
        last = preference.digest_at
        return last is None or last < digest_from(timezone.localtime(now, timezone.get_default_timezone()))
    return preference.mail == Mail.AT_ONCE


@transaction.atomic
def _send_to(user: Any, now: datetime.datetime) -> bool | None:
    """One mail with all that waits for the person; None where somebody else is at it, False where it failed."""
    preference = preference_of(user)
    waiting = to_mail(now).filter(user=user)
    if preference.mail_from:
        waiting = waiting.filter(created_at__gte=preference.mail_from)
    skip_locked = connection.features.has_select_for_update_skip_locked
    notices = list(waiting.select_for_update(skip_locked=skip_locked))
    if not notices:
        return None
    rows = Notification.objects.filter(pk__in=[notice.pk for notice in notices])
    try:
        # A queue in the database takes the mail and the mark in one transaction, or neither.
        with transaction.atomic():
            message(user, notices).send()
            rows.update(mailed_at=now)
            if preference.mail == Mail.DIGEST:
                NotificationPreference.objects.filter(pk=preference.pk).update(digest_at=now)
    except Exception as error:
        # Whatever a mail backend raises, the others are mailed and this is tried again.
        logger.error("mail to user %s was not taken: %s", user.pk, error)
        attempts = max(notice.attempts for notice in notices) + 1
        rows.update(attempts=attempts, retry_at=now + record_rests(attempts))
        return False
    return True


def message(user: Any, notices: Sequence[Notification]) -> EmailMessage:
    """The mail, in the person's language and time zone."""
    profile = UserProfile.get_for_user(user)
    language = profile.preferred_language or settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(profile.get_current_time_zone()):
        base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        lines = [(notice.text, _address(base, notice)) for notice in notices]
        context = {
            "lines": lines,
            "site": settings.WAGTAIL_SITE_NAME,
            "account": base + reverse("wagtailadmin_account"),
        }
        return EmailMessage(
            subject=_subject(lines),
            body=render_to_string("editorial/emails/notifications.txt", context),
            to=[address_of(user)],
            headers={"Auto-Submitted": "auto-generated"},
        )


def _subject(lines: Sequence[tuple[str, str]]) -> str:
    """The one notice, on one line since it goes into a header, or how many there are."""
    if len(lines) > 1:
        return ngettext("%(n)d notification", "%(n)d notifications", len(lines)) % {"n": len(lines)}
    text = " ".join(lines[0][0].split())
    return text if len(text) <= LONGEST_SUBJECT else _("%(start)s …") % {"start": text[:LONGEST_SUBJECT]}


def _address(base: str, notice: Notification) -> str:
    if notice.item_id:
        return base + reverse("approval_decision", args=[notice.item_id])
    return base + reverse("wagtailadmin_home")
