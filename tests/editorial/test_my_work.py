"""The home, the board and the list of work: what they show, to whom, and for how many queries."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from editorial.deciding import send_back
from editorial.models import Delegation, Item
from editorial.submission import submit
from scripts.bulk_site import add_items, add_pages
from tests.editorial.chains import FULL, set_chain
from tests.factories import draft_page, home_page, make_department, make_user, published_section

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25
MOST_IN_THE_EXPLORER = 60
"""Wagtail's own explorer asks some forty of them."""
PAGES = ["wagtailadmin_home", "approval_board", "approval_work"]


@pytest.fixture
def department():
    return make_department()


@pytest.fixture
def item(department):
    set_chain(home_page(), **FULL)
    page = draft_page(department.author, owning_unit=department.unit, title="Tin mới")
    return submit(page, department.author)


def work(client, user):
    client.force_login(user)
    response = client.get(reverse("wagtailadmin_home"))
    panel = next(
        panel for panel in response.context["panels"] if getattr(panel, "name", "") == "approval_my_work"
    )
    return response.content.decode(), panel


def test_who_decides_finds_it_with_stage_author_and_deadline(client, item, department):
    page, _panel = work(client, department.unit_head)
    assert reverse("approval_decision", args=[item.pk]) in page
    assert str(department.author.person) in page
    assert "workflow_objects_to_moderate" not in page


def test_lateness_is_said_in_words(client, item, department):
    Item.objects.update(due_at=timezone.now() - datetime.timedelta(hours=1))
    page, _panel = work(client, department.unit_head)
    assert ">late<" in "".join(page.split()) or "trễ" in page or "quá hạn" in page


def test_others_find_nothing_waiting(client, item, department):
    for user in (
        department.head,
        department.director,
        department.superuser,
        department.network_administrator,
    ):
        page, _panel = work(client, user)
        assert reverse("approval_decision", args=[item.pk]) not in page


def test_the_author_sees_where_it_is_and_why_it_came_back(client, item, department):
    page, _panel = work(client, department.author)
    assert "Tin mới" in page
    send_back(item.pk, department.unit_head, revision_id=item.task_state.revision_id, comment="Thiếu nguồn")
    other = submit(
        draft_page(department.author, owning_unit=department.unit, title="Tin khác"), department.author
    )
    assert other.due_at
    page, _panel = work(client, department.author)
    sent = page[page.index('id="sent"') if 'id="sent"' in page else 0 :]
    assert "Thiếu nguồn" in sent
    assert sent.index("Tin mới") < sent.index("Tin khác")


def delegate(department):
    deputy, now = make_user("board_deputy"), timezone.now()
    Delegation.objects.create(
        everywhere=True,
        head=department.head,
        delegate=deputy,
        starts_at=now,
        ends_at=now + datetime.timedelta(days=1),
        reason="Đi công tác",
    )
    return deputy


def test_a_delegation_is_seen_by_both(client, department):
    deputy = delegate(department)
    for user in (department.head, deputy):
        assert str(deputy.person) in work(client, user)[0]
    assert str(deputy.person) not in work(client, department.author)[0]


def test_the_board_counts_and_leads_to_the_list(client, item, department):
    section = published_section(make_department())
    set_chain(section, last_hours=5)
    submit(draft_page(department.author, parent=section, title="Ở chuyên mục"), department.author)
    Item.objects.filter(pk=item.pk).update(due_at=timezone.now() - datetime.timedelta(hours=1))
    client.force_login(department.author)
    rows = client.get(reverse("approval_board")).context["rows"]
    counted = {line.pk: (sum(line.stages.values()), line.late) for line, _cells in rows}
    assert counted == {home_page().pk: (1, 1), section.pk: (1, 0)}
    url = reverse("approval_work")
    for query, titles in (
        ("", ["Tin mới", "Ở chuyên mục"]),
        (f"section={section.pk}", ["Ở chuyên mục"]),
        ("late=yes", ["Tin mới"]),
        ("stage=unit_head", ["Tin mới"]),
        (f"unit={department.unit.pk}&status=in_progress", ["Tin mới", "Ở chuyên mục"]),
        ("waiting=me", []),
        ("status=needs_changes", []),
    ):
        found = client.get(f"{url}?{query}").context["object_list"]
        assert sorted(row.title for row in found) == sorted(titles), query
    client.force_login(department.unit_head)
    assert [row.title for row in client.get(f"{url}?waiting=me").context["object_list"]] == ["Tin mới"]


@pytest.mark.parametrize("name", ["approval_board", "approval_work", "approval_work_results"])
def test_without_an_office_nobody_sees_what_is_under_way(client, item, department, name):
    client.force_login(department.superuser)
    response = client.get(reverse(name))
    assert response.status_code in (302, 403)
    client.force_login(department.network_administrator)
    assert client.get(reverse(name)).status_code == 200


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("role", ["author", "unit_head", "head", "director"])
def test_no_list_asks_more_where_more_is_under_way(client, department, role):
    chains = [set_chain(home_page(), **FULL)]
    template = draft_page(department.author, owning_unit=department.unit)
    section = published_section(make_department(), owning_unit=department.unit)
    client.force_login(getattr(department, role))
    template.save_revision(user=getattr(department, role), log_action=True)
    delegate(department)
    numbers = []
    for count in (60, 300):
        pages = add_pages(section, template, count, live=False)
        add_items(pages[-count:], chains, department.author, department.unit.pk)
        own = [queries(client, reverse(name)) for name in PAGES]
        explorer = queries(client, reverse("wagtailadmin_explore", args=[section.pk]))
        numbers.append((own, explorer))
    assert numbers[0] == numbers[1]
    assert max(numbers[1][0]) <= MOST_QUERIES, numbers
    assert numbers[1][1] <= MOST_IN_THE_EXPLORER
