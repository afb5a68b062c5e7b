"""Mail of notifications: as each prefers, never lost, never doubled, nobody held up by another's address."""

import datetime
import threading
import time

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from editorial.mailing import send_notifications
from editorial.models import Notification, NotificationPreference
from editorial.submission import submit
from tests.factories import draft_page, make_department, make_user

pytestmark = pytest.mark.django_db
Mail = NotificationPreference.Mail


class DeadBackend(EmailBackend):
    """No mail server."""

    def send_messages(self, messages):
        raise OSError("connection refused")


class PickyBackend(EmailBackend):
    """Takes no mail to an address that begins with “bad”."""

    def send_messages(self, messages):
        if messages[0].to[0].startswith("bad"):
            raise ValueError("bad address")
        return super().send_messages(messages)


class SlowBackend(EmailBackend):
    """Takes its time, so that two senders meet."""

    def send_messages(self, messages):
        time.sleep(0.2)
        return super().send_messages(messages)


BACKEND = f"{__name__}."


def tell(user, title="Tin", **values):
    return Notification.objects.create(user=user, kind="approved", params={"title": title}, **values)


def waiting():
    return Notification.objects.filter(mailed_at=None).count()


def test_at_once_in_one_mail_and_once_only(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://so.example.vn"
    user = make_user("staff")
    tell(user, "Một")
    tell(user, "Hai")
    assert send_notifications() == (1, 0)
    assert send_notifications() == (0, 0)
    (message,) = mail.outbox
    assert message.to == [user.email]
    assert "Một" in message.body
    assert "Hai" in message.body
    assert "https://so.example.vn" + reverse("wagtailadmin_home") in message.body


def test_a_title_never_adds_a_header():
    tell(make_user("staff"), "Tin\nBcc: a@example.com")
    send_notifications()
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == mail.outbox[0].to


def test_mail_down_blocks_and_loses_nothing(settings):
    settings.EMAIL_BACKEND = f"{BACKEND}DeadBackend"
    department = make_department()
    page = draft_page(department.author)
    submit(page, department.author)
    assert waiting() == 1
    assert send_notifications() == (0, 1)
    assert send_notifications() == (0, 0)
    assert waiting() == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_notifications(timezone.now() + datetime.timedelta(minutes=1)) == (1, 0)
    assert mail.outbox[0].to == [department.head.email]
    assert waiting() == 0


def test_one_bad_address_never_stops_the_others(settings):
    settings.EMAIL_BACKEND = f"{BACKEND}PickyBackend"
    bad, good = make_user("staff", email="bad@example.com"), make_user("staff")
    tell(bad)
    tell(good)
    assert send_notifications() == (1, 1)
    assert [message.to for message in mail.outbox] == [[good.email]]
    assert Notification.objects.get(user=bad).attempts == 1


def test_the_official_address_where_the_account_has_none():
    user, nobody = make_user("staff", email=""), make_user("staff", email="")
    user.person.email = "official@example.com"
    user.person.save()
    tell(user)
    tell(nobody)
    assert send_notifications() == (1, 0)
    assert mail.outbox[0].to == ["official@example.com"]


def test_who_reads_it_in_the_admin_or_left_is_not_mailed():
    tell(make_user("staff"), read_at=timezone.now())
    tell(make_user("staff", is_active=False))
    assert send_notifications() == (0, 0)


def test_the_daily_mail_comes_once_a_morning():
    user = make_user("staff")
    NotificationPreference.objects.create(
        user=user, mail=Mail.DIGEST, digest_at=datetime.datetime(2026, 11, 23, 1, tzinfo=datetime.UTC)
    )
    with time_machine.travel("2026-11-23T05:00:00Z", tick=False):
        tell(user)
        assert send_notifications() == (0, 0)
    # 6:59 and 7:00 in Việt Nam.
    with time_machine.travel("2026-11-23T23:59:00Z", tick=False):
        assert send_notifications() == (0, 0)
    with time_machine.travel("2026-11-24T00:00:00Z", tick=False):
        assert send_notifications() == (1, 0)
        tell(user)
        assert send_notifications() == (0, 0)


def test_never_and_what_piled_up_meanwhile(client):
    user = make_user("staff", first_name="Văn", last_name="Nguyễn")
    NotificationPreference.objects.create(user=user, mail=Mail.NEVER)
    tell(user, "cũ")
    assert send_notifications() == (0, 0)
    client.force_login(user)
    response = client.get(reverse("wagtailadmin_account"))
    assert "approval_mail-mail" in response.content.decode()
    assert "rejected_notifications" not in response.content.decode()
    panels = response.context["panels_by_tab"]
    data = {}
    for panel in (panel for tab in panels.values() for panel in tab):
        form = panel.get_form()
        data |= {form.add_prefix(name): form[name].value() or "" for name in form.fields}
    response = client.post(reverse("wagtailadmin_account"), {**data, "approval_mail-mail": "at_once"})
    assert response.status_code == 302, [
        panel.get_form().errors for tab in response.context["panels_by_tab"].values() for panel in tab
    ]
    assert NotificationPreference.objects.get(user=user).mail == Mail.AT_ONCE
    tell(user, "mới")
    assert send_notifications() == (1, 0)
    assert "mới" in mail.outbox[0].body
    assert "cũ" not in mail.outbox[0].body


def test_in_the_language_of_the_reader():
    for language in ("vi", "en"):
        user = make_user("staff")
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        tell(user)
    send_notifications()
    assert "has passed its last stage" in mail.outbox[1].body


def test_the_command_says_what_it_did(capsys):
    tell(make_user("staff"))
    call_command("send_notifications")
    assert "1 mailed" in capsys.readouterr().out


@pytest.mark.service("postgresql")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_senders_at_once_mail_once(settings):
    if connection.vendor != "postgresql":
        pytest.skip("needs postgresql: with SQLite there is one writer at a time anyway")
    settings.EMAIL_BACKEND = f"{BACKEND}SlowBackend"
    users = [make_user("staff") for _time in range(5)]
    for user in users:
        tell(user)
    mail.outbox = []

    def work():
        try:
            send_notifications()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _time in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(message.to[0] for message in mail.outbox) == sorted(user.email for user in users)
    assert waiting() == 0
