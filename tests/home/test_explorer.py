"""The explorer: which pages it lists, and what it asks."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import Department, draft_page, home_page, make_department, make_user, published_section

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25


@pytest.fixture
def department() -> Department:
    return make_department()


def listed(client: Client, page_id: int) -> set[int]:
    response = client.get(reverse("wagtailadmin_explore", args=[page_id]))
    return {page.pk for page in response.context["object_list"]}


def test_the_pages_directly_below(client: Client, department: Department) -> None:
    section = published_section(department)
    below = draft_page(department.author, section)
    draft_page(department.author, below)
    client.force_login(department.author)
    assert listed(client, section.pk) == {below.pk}
    assert section.pk in listed(client, home_page().pk)


def test_nobody_without_an_office(client: Client, department: Department) -> None:
    client.force_login(make_user())
    assert client.get(reverse("wagtailadmin_explore", args=[home_page().pk])).status_code == 302


@pytest.mark.parametrize("count", [1, 30])
def test_queries_do_not_grow(
    client: Client, department: Department, count: int, django_assert_max_num_queries: Any
) -> None:
    section = published_section(department)
    for _number in range(count):
        draft_page(department.author, section)
    client.force_login(department.author)
    address = reverse("wagtailadmin_explore", args=[section.pk])
    client.get(address)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(address)
