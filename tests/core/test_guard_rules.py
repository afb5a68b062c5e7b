"""The guard's rules without a database."""

from hypothesis import given
from hypothesis import strategies as st

from core.guard_rules import BOOKKEEPING_FIELDS, may_remove, may_save


@given(live_before=st.booleans(), update_fields=st.one_of(st.none(), st.lists(st.text())))
def test_nothing_becomes_live_without_a_decision(live_before, update_fields):
    allowed = may_save(
        live_before=live_before, live_after=True, update_fields=update_fields, decided=False, expiring=True
    )
    assert not allowed or (live_before and set(update_fields) <= BOOKKEEPING_FIELDS)


def test_a_live_page_leaves_only_by_decision_or_its_approved_expiry():
    gone = {"live_before": True, "live_after": False, "update_fields": None}
    assert not may_save(**gone, decided=False)
    assert may_save(**gone, decided=False, expiring=True)
    assert may_save(**gone, decided=True)


def test_drafts_are_free():
    assert may_save(live_before=False, live_after=False, update_fields=None, decided=False)
    assert may_remove(live=False, live_descendants=False, decided=False)


def test_a_parent_of_what_is_live_stays():
    assert not may_remove(live=False, live_descendants=True, decided=False)
    assert not may_remove(live=True, live_descendants=False, decided=False)
