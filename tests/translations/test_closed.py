"""wagtail-localize is closed for everybody until the English team's chain opens it."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import get_resolver, reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from tests.factories import make_department, published_page

pytestmark = pytest.mark.django_db
OPEN = {"javascript_catalog", "translations_report", "translations_report_results"}


@pytest.fixture
def department():
    return make_department()


def localize_patterns():
    """Names and numbers of arguments of wagtail-localize's own addresses."""
    admin = next(entry for entry in get_resolver().url_patterns if str(entry.pattern) == "admin/")
    for entry in admin.url_patterns:
        if getattr(entry, "namespace", "") == "wagtail_localize":
            return [(pattern.name, pattern.pattern.converters) for pattern in entry.url_patterns]
    return []


def test_nobody_has_the_permission(department):
    permission = Permission.objects.get(codename="submit_translation")
    assert not permission.group_set.exists()
    assert not permission.user_set.exists()


@pytest.mark.parametrize("role", ["superuser", "head", "author"])
def test_every_writing_address_is_closed(client, department, role):
    page = published_page(department)
    client.force_login(getattr(department, role))
    before = Page.objects.count()
    names = [(name, converters) for name, converters in localize_patterns() if name not in OPEN]
    assert len(names) > 8
    for name, converters in names:
        values = {
            key: page.pk if type(value).__name__ == "IntConverter" else "x"
            for key, value in converters.items()
        }
        url = reverse(f"wagtail_localize:{name}", kwargs=values)
        for method in (client.get, client.post):
            response = method(url, {"locales": [Locale.objects.get(language_code="en").pk]})
            assert response.status_code == 302, url
    assert Page.objects.count() == before
    assert not Translation.objects.exists()
    assert not TranslationSource.objects.exists()
