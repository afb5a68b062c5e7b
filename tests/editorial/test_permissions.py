"""Who decides: the pure rule."""

from hypothesis import given
from hypothesis import strategies as st

from editorial.permissions import last_stage_approvers

ROLES = ["board_head", "director", "deputy_director"]
people = st.sets(st.integers(1, 6))


@given(st.fixed_dictionaries(dict.fromkeys(ROLES, people)), people)
def test_nobody_approves_their_own(holders, authors):
    assert not last_stage_approvers(holders, authors) & authors


@given(st.fixed_dictionaries(dict.fromkeys(ROLES, people)), people)
def test_the_head_decides_where_able_else_director_else_deputy(holders, authors):
    able = [holders[role] - authors for role in ROLES]
    expected = next((users for users in able if users), set())
    assert last_stage_approvers(holders, authors) == expected


def test_nobody_holds_an_office():
    assert last_stage_approvers({}, {1}) == frozenset()
