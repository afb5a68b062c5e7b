"""Attacks on the publish guard: every way by which content could go live or leave without its chain."""

import datetime
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from core.guard import PublicationRefused
from core.models import Decision
from home.models import StandardPage
from tests.factories import draft_page, home_page, make_department, published_page, published_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return make_department()


@pytest.fixture(params=["superuser", "head", "director", "author"])
def attacker(request, department, client):
    user = getattr(department, request.param)
    client.force_login(user)
    return user


def form_data(page, **values):
    """What the editor's form of a standard page posts."""
    return {
        "title": page.title,
        "draft_title": page.title,
        "slug": page.slug or "x",
        "intro": "",
        "picture": "",
        "picture_alt": "",
        "body-count": "0",
        "search_description": "",
        "seo_title": "",
        "source_author": "",
        "source_name": "",
        "source_url": "",
        "social_image": "",
        "review_on": "",
        "go_live_at": "",
        "expire_at": "",
        "owning_unit": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        **values,
    }


def live_titles():
    return set(Page.objects.live().values_list("title", flat=True))


def test_post_of_publish_in_the_editor_publishes_nothing(department, attacker, client):
    page = draft_page(department.author)
    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form_data(page, **{"action-publish": "1"})
    )
    page.refresh_from_db()
    assert not page.live
    assert not Decision.objects.filter(page_id=page.pk).exists()


def test_post_of_create_and_publish_publishes_nothing(attacker, client):
    url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home_page().pk])
    client.post(url, form_data(StandardPage(title="Tin", slug="tin"), **{"action-publish": "1"}))
    assert not Page.objects.live().filter(slug="tin").exists()


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
def test_bulk_actions_change_nothing_that_is_live(department, attacker, client, action):
    draft, live = draft_page(department.author), published_page(department)
    before = live_titles()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    client.post(
        f"{url}?id={draft.pk}&id={live.pk}",
        {"include_descendants": "on", "chooser": str(home_page("en").pk), "move_applicable": "on"},
    )
    assert live_titles() == before
    assert Page.objects.get(pk=live.pk).get_parent().pk == home_page().pk


@pytest.mark.parametrize("name", ["unpublish", "delete"])
def test_single_posts_change_nothing_that_is_live(department, attacker, client, name):
    live = published_page(department)
    client.post(reverse(f"wagtailadmin_pages:{name}", args=[live.pk]))
    assert Page.objects.live().filter(pk=live.pk).exists()


def test_a_section_with_live_pages_is_not_deleted_with_them(department, attacker, client):
    section = published_section(department)
    live = published_page(department, section)
    client.post(reverse("wagtailadmin_pages:delete", args=[home_page().pk]))
    assert Page.objects.live().filter(pk=live.pk).exists()


def test_move_and_reorder_of_live_pages_are_refused(department, attacker, client):
    section = published_section(department)
    first, second = published_page(department), published_page(department)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[first.pk, section.pk]))
    client.post(reverse("wagtailadmin_pages:set_page_position", args=[second.pk]) + "?position=0")
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.get_parent().pk == home_page().pk
    assert first.path < second.path


def test_a_copy_is_never_live(department, attacker, client):
    live = published_page(department)
    client.post(
        reverse("wagtailadmin_pages:copy", args=[live.pk]),
        {
            "new_title": "Bản sao",
            "new_slug": "ban-sao",
            "new_parent_page": home_page().pk,
            "publish_copies": "on",
            "alias": "on",
        },
    )
    assert not Page.objects.live().filter(slug="ban-sao").exists()


def test_autosave_does_not_overwrite_what_was_approved(department, client):
    page = published_page(department)
    approved = page.live_revision
    client.force_login(department.author)
    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form_data(page, title="Sửa lén", overwrite_revision_id=str(approved.pk)),
    )
    assert Revision.objects.get(pk=approved.pk).content["title"] == page.title
    verify()


class TestInCode:
    """The same from Python: commands, APIs, signals."""

    def test_publishing_a_revision_without_a_decision(self, department):
        page = draft_page(department.author)
        for options in ({}, {"user": department.superuser}, {"skip_permission_checks": True}):
            with pytest.raises(PermissionDenied):
                page.latest_revision.publish(**options)

    def test_saving_a_new_page_live(self, department):
        with pytest.raises(PublicationRefused):
            home_page().add_child(instance=StandardPage(title="Lén", slug="len", live=True))

    def test_saving_a_draft_as_live(self, department):
        page = draft_page(department.author)
        page.live = True
        with pytest.raises(PublicationRefused):
            page.save()
        with pytest.raises(PublicationRefused):
            page.save(update_fields=["live"])

    def test_writing_into_a_live_row(self, department):
        page = published_page(department)
        page.title = "Khác"
        with pytest.raises(PublicationRefused):
            page.save()
        plain = Page.objects.get(pk=page.pk)
        plain.slug = "khac"
        with pytest.raises(PublicationRefused):
            plain.save(update_fields=["slug"])

    def test_unpublishing_deleting_moving(self, department):
        page, section = published_page(department), published_section(department)
        for attempt in (
            page.unpublish,
            page.delete,
            lambda: page.move(section, pos="last-child"),
            Page.objects.get(pk=page.pk).unpublish,
            Page.objects.get(pk=page.pk).delete,
        ):
            with pytest.raises(PermissionDenied), transaction.atomic():
                attempt()

    def test_an_alias_of_a_live_page(self, department):
        page, section = published_page(department), published_section(department)
        with pytest.raises(PermissionDenied):
            page.create_alias(parent=section)

    def test_a_decision_for_one_revision_covers_no_other(self, department):
        page = published_page(department)
        page.title = "Mới"
        revision = page.save_revision()
        with pytest.raises(PublicationRefused):
            revision.publish()
        with pytest.raises(PublicationRefused):
            revision.publish(previous_revision=page.live_revision)

    def test_a_decided_revision_whose_content_was_changed(self, department):
        page = published_page(department)
        Revision.objects.filter(pk=page.live_revision_id).update(
            content={**page.live_revision.content, "title": "Khác"}
        )
        with pytest.raises(PublicationRefused):
            Revision.objects.get(pk=page.live_revision_id).publish()

    def test_a_decision_is_never_changed_or_deleted(self, department):
        decision = Decision.objects.filter(page_id=published_page(department).pk).get()
        with pytest.raises(PermissionDenied):
            decision.save()
        with pytest.raises(PermissionDenied):
            decision.delete()


class TestDates:
    """The dates in an approved revision act by themselves; no others do."""

    def test_goes_live_and_expires_on_the_approved_dates(self, department):
        now = timezone.now()
        page = published_page(
            department,
            go_live_at=now + datetime.timedelta(days=1),
            expire_at=now + datetime.timedelta(days=3),
        )
        assert not page.live
        with time_machine.travel(now + datetime.timedelta(days=2), tick=False):
            call_command("publish_due")
            assert StandardPage.objects.get(pk=page.pk).live
        with time_machine.travel(now + datetime.timedelta(days=4), tick=False):
            call_command("publish_due")
            assert not StandardPage.objects.get(pk=page.pk).live

    def test_a_draft_scheduled_by_hand_stays_a_draft(self, department):
        page = draft_page(department.author)
        Revision.objects.filter(pk=page.latest_revision_id).update(
            approved_go_live_at=timezone.now() - datetime.timedelta(hours=1)
        )
        said = StringIO()
        call_command("publish_due", stderr=said)
        assert said.getvalue().startswith(f"{page.latest_revision_id}: ")
        assert not StandardPage.objects.get(pk=page.pk).live


def verify():
    """Run `verify_approval`; raises SystemExit on a finding."""
    output = StringIO()
    call_command("verify_approval", stdout=output)
    return output.getvalue()


def test_verifier_accepts_what_went_through_the_chain(department):
    published_page(department)
    assert '"findings": 0' in verify()


def test_verifier_finds_what_was_forced_live(department):
    page = draft_page(department.author)
    Page.objects.filter(pk=page.pk).update(live=True)
    with pytest.raises(SystemExit):
        verify()


def test_verifier_finds_a_changed_revision(department):
    page = published_page(department)
    Revision.objects.filter(pk=page.live_revision_id).update(
        content={**page.live_revision.content, "title": "Khác"}
    )
    with pytest.raises(SystemExit):
        verify()


def test_verifier_finds_a_live_row_whose_blocks_were_reordered(department):
    blocks = [("heading", "Một"), ("heading", "Hai")]
    page = published_page(department, body=blocks)
    assert '"findings": 0' in verify()
    StandardPage.objects.filter(pk=page.pk).update(body=list(reversed(list(page.body.get_prep_value()))))
    with pytest.raises(SystemExit):
        verify()
