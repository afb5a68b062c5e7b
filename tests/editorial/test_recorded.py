"""What the chain's people do beside the chain stands in the record, without what they wrote in their own words."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from core.models import RecordEntry
from core.record.actions import action_label
from editorial.delegating import end_delegation, name_delegate
from editorial.models import Delegation, Item
from editorial.submission import submit
from tests.factories import draft_page, make_department, make_user, published_page, published_section

pytestmark = pytest.mark.django_db
SECRET = "Ông Trần Văn A, CCCD 012345678901"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def department():
    return make_department()


@pytest.fixture
def new():
    """The entries since the test began."""
    start = RecordEntry.objects.order_by("id").last()
    return lambda: list(RecordEntry.objects.filter(id__gt=start.pk if start else 0).order_by("id"))


def holds_secret():
    return [
        entry
        for entry in RecordEntry.objects.all()
        if "012345678901" in str(entry.details) + entry.title + entry.actor_name
    ]


def test_the_words_of_a_return_stay_with_the_page(department):
    item = submit(draft_page(department.author), department.author)
    client = Client()
    client.force_login(department.head)
    url = reverse("approval_decision", args=[item.pk])
    revision = Item.objects.get(pk=item.pk).task_state.revision_id
    client.post(url, {"action": "return", "revision": revision, "comment": SECRET})
    entry = RecordEntry.objects.get(action="wagtail.workflow.reject")
    assert set(entry.details) == {"workflow", "revision"}
    assert entry.details["workflow"]["task"]["title"]
    assert entry.details["workflow"]["status"] == "rejected"
    assert not holds_secret()


def test_naming_a_delegate_and_ending_it(department, new):
    delegate, section = make_user("board_deputy"), published_section(department, title="Tin tức")
    now, count = timezone.now(), len(new())
    delegation = name_delegate(
        department.head,
        delegate,
        starts_at=now + DAY,
        ends_at=now + 2 * DAY,
        reason=SECRET,
        sections=[section],
    )
    end_delegation(Delegation.objects.get(pk=delegation.pk), department.head)
    end_delegation(Delegation.objects.get(pk=delegation.pk), department.head)
    named, ended = new()[count:]
    assert [named.action, ended.action] == ["delegation.name", "delegation.end"]
    for entry in (named, ended):
        assert entry.actor_id == department.head.pk
        assert (entry.object_type, entry.object_id) == ("editorial.delegation", str(delegation.pk))
        assert delegate.username in entry.title
        assert action_label(entry.action) != entry.action
    assert named.details == {
        "from": (now + DAY).isoformat(),
        "until": (now + 2 * DAY).isoformat(),
        "sections": [f"Tin tức ({section.pk})"],
    }
    assert not holds_secret()


def test_a_publication_on_its_date_that_is_cancelled(department, client, new):
    page = published_page(department, go_live_at=timezone.now() + DAY)
    client.force_login(department.head)
    count = len(new())
    client.post(reverse("approval_withdrawal", args=[page.pk]), {"reason": SECRET, "notice": "gone"})
    (entry,) = [one for one in new()[count:] if one.action == "wagtail.schedule.cancel"]
    assert (entry.page_id, entry.actor_id) == (page.pk, department.head.pk)
    assert entry.details["revision"]["id"] == page.latest_revision_id
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.schedule.cancel").count() == 1
    assert not holds_secret()
