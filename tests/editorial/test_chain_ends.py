"""Who acts for the Head, and the urgent way to the last stage."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from editorial.models import Delegation
from editorial.submission import submit
from home.models import StandardPage
from tests.editorial.chains import FULL, set_chain
from tests.editorial.test_chain import is_live
from tests.editorial.test_chain_stages import able, pass_on
from tests.factories import (
    draft_page,
    home_page,
    make_department,
    make_user,
    published_page,
    published_section,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    """With a board deputy too."""
    made = make_department()
    made.board_deputy = make_user("board_deputy")
    return made


class TestDelegation:
    """From the first minute to the last, in its sections, in the last stage alone."""

    START = datetime.datetime(2026, 5, 10, 8, tzinfo=datetime.UTC)
    END = datetime.datetime(2026, 5, 12, 17, tzinfo=datetime.UTC)

    @pytest.fixture
    def delegation(self, department):
        return Delegation.objects.create(
            everywhere=True,
            head=department.head,
            delegate=department.board_deputy,
            starts_at=self.START,
            ends_at=self.END,
            reason="Đi công tác",
        )

    @pytest.fixture
    def last(self, department):
        return submit(draft_page(department.author), department.author)

    @pytest.mark.parametrize(
        ("minutes", "from_end", "expected"),
        [(-1, False, False), (0, False, True), (-1, True, True), (0, True, False), (1, True, False)],
    )
    def test_not_a_minute_before_or_after(self, department, delegation, last, minutes, from_end, expected):
        moment = (self.END if from_end else self.START) + datetime.timedelta(minutes=minutes)
        with time_machine.travel(moment, tick=False):
            assert (department.board_deputy.pk in able(last)) is expected

    def test_ends_early_and_the_log_says_for_whom(self, department, delegation, last):
        with time_machine.travel(self.START, tick=False):
            pass_on(last, department.board_deputy)
            step = last.steps.get(action="approve")
            assert (step.by, step.on_behalf_of) == (department.board_deputy, department.head)
        assert is_live(last.page)
        another = submit(draft_page(department.author), department.author)
        with time_machine.travel(self.START + datetime.timedelta(hours=1), tick=False):
            delegation.end_now()
        with time_machine.travel(self.START + datetime.timedelta(hours=1, minutes=1), tick=False):
            assert able(another) == {department.head.pk}

    def test_some_sections_only(self, department, delegation):
        section = published_section(department)
        delegation.sections.add(section)
        Delegation.objects.update(everywhere=False)
        inside = submit(draft_page(department.author, section), department.author)
        outside = submit(draft_page(department.author), department.author)
        with time_machine.travel(self.START, tick=False):
            assert department.board_deputy.pk in able(inside)
            assert department.board_deputy.pk not in able(outside)

    def test_lapses_with_either_office(self, department, delegation, last):
        for user in (department.head, department.board_deputy):
            user.person.appointments.update(ends_on="2026-05-09")
            with time_machine.travel(self.START, tick=False):
                assert department.board_deputy.pk not in able(last)
            user.person.appointments.update(ends_on=None)

    def test_is_never_deleted(self, delegation):
        with pytest.raises(PermissionDenied):
            delegation.delete()


class TestUrgent:
    """Straight to the last stage, for its members and what is live alone."""

    def correct(self, department, user):
        page = published_page(department)
        set_chain(home_page(), **FULL)
        page.title = "Đính chính"
        page.save_revision(user=user)
        return submit(page, user, urgent=True)

    def test_by_the_head_with_any_other_member_of_the_last_stage(self, department):
        item = self.correct(department, department.head)
        assert able(item) == {department.director.pk, department.deputy.pk}
        pass_on(item, department.deputy)
        assert StandardPage.objects.get(pk=item.page_id).title == "Đính chính"

    def test_not_by_others(self, department):
        for user in (department.author, department.unit_head, department.superuser):
            with pytest.raises(PermissionDenied):
                self.correct(department, user)

    def test_not_for_what_is_new(self, department):
        with pytest.raises(PermissionDenied):
            submit(draft_page(department.head), department.head, urgent=True)
