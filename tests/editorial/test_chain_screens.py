"""Setting chains, and the register of rules: by the Director and the Head alone, also by direct post."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from editorial.chains import chain_in_force
from editorial.models import Chain, Rule
from tests.editorial.chains import set_chain
from tests.factories import draft_page, home_page, make_department, make_user, published_section

pytestmark = pytest.mark.django_db
OTHERS = ["superuser", "author", "unit_head", "deputy", "network_administrator", "board_deputy"]
VALUES = {"board_hours": 6, "last": "leaders", "last_hours": 12, "reason": "Điều 5"}
RULE = {
    "name": "Không có bí mật",
    "code": "bi-mat",
    "citation": "HY 9.2",
    "moment": "both",
    "position": 1,
    "active": "on",
    "translated_names-TOTAL_FORMS": 0,
    "translated_names-INITIAL_FORMS": 0,
}


@pytest.fixture
def department():
    return make_department()


@pytest.fixture
def section(department):
    return published_section(department)


def person(department, role):
    return make_user(role) if role.startswith("board_d") else getattr(department, role)


def post(client, user, page, **values):
    client.force_login(user)
    return client.post(reverse("approval_chain", args=[page.pk]), values)


@pytest.mark.parametrize("role", ["director", "head"])
def test_the_director_and_the_head_set_a_chain(client, department, section, role):
    user = getattr(department, role)
    assert post(client, user, section, action="set", **VALUES).status_code == 302
    chain = chain_in_force(Page.objects.get(pk=section.pk))
    assert (chain.page_id, chain.decided_by, chain.reason) == (section.pk, user, "Điều 5")
    assert list(chain.hours().values()) == [6, 12]


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_sets_or_removes_one(client, department, section, role):
    set_chain(section, board_hours=3)
    before = Chain.objects.count()
    user = person(department, role)
    post(client, user, section, action="set", **VALUES)
    post(client, user, section, action="inherit")
    assert Chain.objects.count() == before
    assert chain_in_force(section).page_id == section.pk
    assert client.get(reverse("approval_chain", args=[section.pk])).status_code in (302, 403)


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"reason": "  "},
        {"last_hours": 0},
        {"last_hours": ""},
        {"board_hours": 0},
        {"last": "board"},
    ],
)
def test_a_chain_without_reason_hours_or_end_is_refused(client, department, section, wrong):
    response = post(client, department.head, section, action="set", **{**VALUES, **wrong})
    assert response.context["form"].errors
    assert not Chain.objects.filter(page=section).exists()


def test_inheriting_takes_the_own_chain_away(client, department, section):
    set_chain(section, board_hours=3)
    post(client, department.head, section, action="inherit")
    assert chain_in_force(section).page_id == home_page().pk
    post(client, department.head, home_page(), action="inherit")
    assert chain_in_force(section).page_id == home_page().pk


def test_the_list_shows_own_and_inherited_chains_for_a_fixed_number_of_queries(
    client, department, section, django_assert_max_num_queries
):
    set_chain(section, board_hours=3)
    for _time in range(4):
        set_chain(published_section(department), board_hours=3)
    client.force_login(department.author)
    with django_assert_max_num_queries(25):
        response = client.get(reverse("approval_chains"))
    rows = {row.page.pk: row for row in response.context["rows"]}
    assert rows[section.pk].source is None
    assert len(rows[section.pk].boxes) == 2
    assert rows[home_page("en").pk].chain is not None
    assert reverse("approval_chain", args=[section.pk]) not in response.content.decode()


def test_a_pages_header_leads_to_its_chain(client, department, section):
    url = reverse("approval_chain", args=[section.pk])
    for user, shown in ((department.head, True), (department.author, False), (department.superuser, False)):
        client.force_login(user)
        assert (
            url in client.get(reverse("wagtailadmin_explore", args=[section.pk])).content.decode()
        ) == shown
    client.force_login(department.head)
    assert client.get(url).status_code == 200


def snippet(name, *args):
    return reverse(f"wagtailsnippets_editorial_rule:{name}", args=args)


@pytest.mark.parametrize("role", ["director", "head"])
def test_the_director_and_the_head_keep_the_rules(client, department, section, role):
    client.force_login(getattr(department, role))
    assert client.post(snippet("add"), {**RULE, "sections": [section.pk]}).status_code == 302
    rule = Rule.objects.get()
    assert list(rule.sections.all()) == [Page.objects.get(pk=section.pk)]
    client.post(snippet("edit", rule.pk), {**RULE, "citation": "Luật mới", "sections": [section.pk]})
    assert Rule.objects.get().citation == "Luật mới"


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_changes_a_rule(client, department, role):
    rule = Rule.objects.create(name="Luật", code="luat", citation="cũ")
    client.force_login(person(department, role))
    client.post(snippet("add"), RULE)
    client.post(snippet("edit", rule.pk), {**RULE, "citation": "mới"})
    client.post(snippet("delete", rule.pk))
    client.post(snippet("copy", rule.pk), RULE)
    bulk = reverse("wagtail_bulk_action", args=["editorial", "rule", "delete"])
    client.post(f"{bulk}?id={rule.pk}")
    assert list(Rule.objects.values_list("citation", flat=True)) == ["cũ"]


def test_the_rules_form_offers_sections_and_not_every_page(client, department, section):
    leaf = draft_page(department.author, title="Một trang lá")
    client.force_login(department.head)
    page = client.get(snippet("add")).content.decode()
    assert section.title in page
    assert leaf.title not in page
