"""Who decides: the pure rule."""

from hypothesis import given
from hypothesis import strategies as st

from editorial.permissions import (
    Case,
    Delegate,
    Offices,
    acts_for,
    deciders,
    may_ask_urgently,
    may_withdraw,
)
from editorial.stages import LAST, Stage

ROLES = ["board_head", "board_deputy", "board_member", "director", "deputy_director"]
people = st.frozensets(st.integers(1, 6))
some_offices = st.builds(
    Offices,
    holders=st.fixed_dictionaries(dict.fromkeys(ROLES, people)),
    lines=st.fixed_dictionaries({1: st.tuples(people, people)}),
    delegates=st.tuples(st.builds(Delegate, user=st.integers(1, 6), head=st.just(9))),
)
some_cases = st.builds(
    Case,
    stage=st.sampled_from(Stage),
    path=st.just("00010001"),
    unit=st.sampled_from([None, 1, 2]),
    authors=people,
    saved_by=st.none() | st.integers(1, 6),
    urgent=st.booleans(),
)


def case(stage: Stage, authors: tuple[int, ...] = (), **values: object) -> Case:
    return Case(**{"path": "00010001", "unit": 1, "authors": frozenset(authors), "stage": stage, **values})


def ids(*users: int) -> frozenset[int]:
    return frozenset(users)


HEAD, DEPUTY, MEMBER, DIRECTOR, DEPUTY_DIRECTOR, UNIT_HEAD, SUPERVISOR = 1, 2, 3, 4, 5, 6, 7
OFFICES = Offices(
    holders={
        "board_head": ids(HEAD),
        "board_deputy": ids(DEPUTY),
        "board_member": ids(MEMBER),
        "director": ids(DIRECTOR),
        "deputy_director": ids(DEPUTY_DIRECTOR, SUPERVISOR),
        "unit_head": ids(UNIT_HEAD),
    },
    lines={1: (ids(UNIT_HEAD), ids(SUPERVISOR)), 2: (ids(SUPERVISOR),)},
)


@given(some_cases, some_offices)
def test_nobody_approves_their_own(case: Case, offices: Offices) -> None:
    able = deciders(case, offices)
    assert not able & case.authors
    if case.stage in LAST:
        assert case.saved_by not in able


@given(some_cases, some_offices)
def test_only_those_who_hold_an_office_decide(case: Case, offices: Offices) -> None:
    holders = offices.of(*ROLES) | {
        user for line in offices.lines.values() for group in line for user in group
    }
    named = {delegate.user for delegate in offices.delegates}
    assert deciders(case, offices) <= holders | named


@given(some_offices)
def test_a_delegate_decides_in_the_head_s_stage_alone(offices: Offices) -> None:
    delegates = {delegate.user for delegate in offices.delegates}
    alone = Offices(delegates=offices.delegates)
    for stage in Stage:
        assert deciders(case(stage), alone) == (delegates if stage == Stage.HEAD else frozenset())


def test_each_stage_by_its_own_office() -> None:
    assert deciders(case(Stage.UNIT_HEAD), OFFICES) == {UNIT_HEAD}
    assert deciders(case(Stage.BOARD), OFFICES) == {MEMBER}
    assert deciders(case(Stage.CENSOR), OFFICES) == {DEPUTY}
    assert deciders(case(Stage.HEAD), OFFICES) == {HEAD}
    assert deciders(case(Stage.LEADERS), OFFICES) == {DIRECTOR, DEPUTY_DIRECTOR, SUPERVISOR}


def test_the_substitutes_where_the_author_is_the_only_member() -> None:
    assert deciders(case(Stage.UNIT_HEAD, (UNIT_HEAD,)), OFFICES) == {SUPERVISOR}
    assert deciders(case(Stage.UNIT_HEAD, (UNIT_HEAD, SUPERVISOR)), OFFICES) == {DIRECTOR}
    assert deciders(case(Stage.BOARD, (MEMBER,)), OFFICES) == {DEPUTY}
    assert deciders(case(Stage.CENSOR, (DEPUTY,)), OFFICES) == {HEAD}
    assert deciders(case(Stage.HEAD, (HEAD,)), OFFICES) == {DIRECTOR}
    assert deciders(case(Stage.HEAD, (HEAD, DIRECTOR)), OFFICES) == {DEPUTY_DIRECTOR, SUPERVISOR}
    assert deciders(case(Stage.HEAD, saved_by=HEAD), OFFICES) == {DIRECTOR}
    assert deciders(case(Stage.BOARD, saved_by=MEMBER), OFFICES) == {MEMBER}


def test_a_unit_without_a_head_and_work_without_a_unit() -> None:
    assert deciders(case(Stage.UNIT_HEAD, unit=2), OFFICES) == {SUPERVISOR}
    assert deciders(case(Stage.UNIT_HEAD, unit=None), OFFICES) == {DIRECTOR}


def test_what_is_reserved_to_the_leaders_has_no_substitute() -> None:
    leaders = (DIRECTOR, DEPUTY_DIRECTOR, SUPERVISOR)
    assert deciders(case(Stage.LEADERS, leaders), OFFICES) == frozenset()


def test_an_urgent_correction_by_any_other_member_of_the_last_stage() -> None:
    urgent = case(Stage.HEAD, (HEAD,), urgent=True)
    assert deciders(urgent, OFFICES) == {DIRECTOR, DEPUTY_DIRECTOR, SUPERVISOR}
    assert may_ask_urgently(HEAD, Stage.HEAD, "00010001", OFFICES)
    assert not may_ask_urgently(UNIT_HEAD, Stage.HEAD, "00010001", OFFICES)
    assert not may_ask_urgently(HEAD, Stage.LEADERS, "00010001", OFFICES)


def test_a_delegate_of_some_sections() -> None:
    delegate = Delegate(user=DEPUTY, head=HEAD, paths=("000100010002",))
    offices = Offices(OFFICES.holders, OFFICES.lines, (delegate,))
    inside, outside = (case(Stage.HEAD, path=path) for path in ("0001000100020001", "000100010003"))
    assert deciders(inside, offices) == {HEAD, DEPUTY}
    assert deciders(outside, offices) == {HEAD}
    assert acts_for(DEPUTY, inside, offices) == HEAD
    assert acts_for(HEAD, inside, offices) is None
    assert may_withdraw(DEPUTY, inside.path, offices)
    assert not may_withdraw(DEPUTY, outside.path, offices)
    assert not may_withdraw(DIRECTOR, inside.path, offices)


def test_nobody_holds_an_office() -> None:
    assert all(deciders(case(stage), Offices()) == frozenset() for stage in Stage)
