"""Who is told what, in the transaction in which it happens, and who may mark it as read."""

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse

from editorial.deciding import approve, send_back
from editorial.models import BoardTask, Item, Notification
from editorial.submission import submit
from tests.editorial.chains import FULL, set_chain
from tests.factories import draft_page, home_page, make_department, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return make_department()


@pytest.fixture
def item(department):
    set_chain(home_page(), **FULL)
    member = make_user("board_member")
    page = draft_page(department.author, owning_unit=department.unit, title="Tin mới")
    found = submit(page, department.author)
    found.member = member
    return found


def told(kind, **lookups):
    return set(Notification.objects.filter(kind=kind, **lookups).values_list("user_id", flat=True))


def decide(how, item, user, **values):
    item = Item.objects.select_related("task_state").get(pk=item.pk)
    return how(item.pk, user, revision_id=item.task_state.revision_id, **values)


def test_each_stage_is_asked_in_its_turn(item, department):
    assert told("decide") == {department.unit_head.pk}
    decide(approve, item, department.unit_head)
    assert told("decide", read_at=None) == {item.member.pk}
    notice = Notification.objects.get(user=item.member)
    assert notice.params["stage"] == "board"
    assert "Tin mới" in notice.text


def test_what_was_asked_is_settled_with_the_stage(item, department):
    decide(approve, item, department.unit_head)
    assert Notification.objects.get(user=department.unit_head).read_at


def test_a_return_reaches_every_author_with_the_reasons(item, department):
    decide(send_back, item, department.unit_head, comment="Thiếu nguồn")
    assert told("returned") == {department.author.pk}
    assert "Thiếu nguồn" in Notification.objects.get(kind="returned").text
    item = submit(item.page.specific, department.author)
    assert told("decide", read_at=None) == {department.unit_head.pk}


def test_the_end_reaches_the_authors(item, department):
    deputy = make_user("board_deputy")
    for user in (department.unit_head, item.member, deputy, department.head):
        decide(approve, item, user)
    assert told("approved") == {department.author.pk}


def test_a_recall_reaches_whom_it_waited_for(item, department):
    item.workflow_state.cancel(user=department.author)
    assert told("recalled") == {department.unit_head.pk}
    assert told("decide", read_at=None) == set()


def test_an_urgent_correction_ends_with_its_one_stage(department):
    set_chain(home_page(), **FULL)
    page = draft_page(department.author)
    page.__class__.objects.filter(pk=page.pk).update(live=True)
    page.refresh_from_db()
    item = submit(page, department.head, urgent=True)
    assert told("decide") == {department.director.pk, department.deputy.pk}
    decide(approve, item, department.director)
    assert told("approved") == {department.author.pk, department.head.pk}


def test_what_did_not_happen_was_not_told(item, department):
    before = Notification.objects.count()

    with transaction.atomic():
        decide(approve, item, department.unit_head)
        transaction.set_rollback(True)
    assert Notification.objects.count() == before
    assert Notification.objects.get(user=department.unit_head).read_at is None


def test_wagtail_mails_nothing_itself(item, department):
    decide(send_back, item, department.unit_head, comment="Thiếu nguồn")
    assert mail.outbox == []


def test_a_task_reaches_whom_it_is_for(department):
    member = make_user("board_member")
    BoardTask.objects.create(person=member.person, text="Viết bài về Tết")
    assert told("task") == {member.pk}


@pytest.mark.parametrize("posted", ["all", "one"])
@pytest.mark.parametrize("reader", ["director", "superuser", "network_administrator", "author"])
def test_nobody_marks_what_is_anothers(client, item, department, posted, reader):
    notice = Notification.objects.get(user=department.unit_head)
    client.force_login(getattr(department, reader))
    client.post(reverse("approval_notifications_read"), {"notice": notice.pk if posted == "one" else "all"})
    notice.refresh_from_db()
    assert notice.read_at is None


def test_one_marks_ones_own_by_post_alone(client, item, department):
    client.force_login(department.unit_head)
    url = reverse("approval_notifications_read")
    client.get(url, {"notice": "all"})
    assert Notification.objects.get(user=department.unit_head).read_at is None
    client.post(url, {"notice": "x"})
    assert Notification.objects.get(user=department.unit_head).read_at is None
    response = client.post(url, {"notice": "all", "next": "https://example.com/"})
    assert Notification.objects.get(user=department.unit_head).read_at
    assert response.url == reverse("wagtailadmin_home")


def test_the_list_and_the_menu_show_ones_own(client, item, department):
    client.force_login(department.unit_head)
    assert "Tin mới" in client.get(reverse("approval_notifications")).content.decode()
    client.force_login(department.director)
    assert "Tin mới" not in client.get(reverse("approval_notifications")).content.decode()
