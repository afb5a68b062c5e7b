"""The attack matrix: every address that may change something, called as everybody, on pages in each state.

What visitors see, who decides, and what they were asked changes by the decisions in `allowed.py` alone.
"""

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from .addresses import addresses
from .allowed import EXPECTED, is_allowed
from .attacks import Attacker, Measure, Outcome
from .classified import CLASSES, FILE, HOW, classified
from .crashes import CRASHES, SEEN_BY
from .forms import Forms
from .payloads import attacks_on
from .snapshot import stored_files
from .world import ROLES, World, make_world

pytestmark = pytest.mark.matrix
PAGE_BOUND = {"page", "pages", "child", "decision"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Any:
    """Made once; nothing of it is left behind."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _closed_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wagtail leaves the temporary files of new renditions open, which is an error in tests."""
    for module in ("models", "views.images"):
        monkeypatch.setattr(f"wagtail.images.{module}.SpooledTemporaryFile", lambda **kwargs: io.BytesIO())


@pytest.fixture
def _django_db_helper(world: World) -> None:
    """In place of pytest-django's, which ends by closing the connection: tests share the transaction."""


@pytest.fixture(scope="module")
def forms(world: World) -> Forms:
    """Asked once for all roles."""
    return Forms(world)


def test_every_address_is_classified() -> None:
    known = classified()
    new = [f"{one.route} ({one.name})" for one in addresses() if one.route not in known]
    assert not new, f"New addresses that may change something:\n{chr(10).join(new)}\n{HOW}"


def test_no_address_is_classified_that_is_not_there() -> None:
    gone = classified().keys() - {one.route for one in addresses()}
    assert not gone, f"Not there any more, or renamed; take them out of {FILE.name}:\n{chr(10).join(gone)}"


def test_every_class_says_what_it_is_for() -> None:
    assert set(classified().values()) == set(CLASSES)


def complaints(outcome: Outcome, kind: str, role: str) -> list[str]:
    """What is wrong about the outcome of an attack."""
    attack, found = outcome.attack, []
    if outcome.status >= 500 and (attack.route, outcome.crash) not in CRASHES:
        found.append(f"answered {outcome.status}\n{outcome.error}")
    for part, rows in outcome.changed.items():
        if not is_allowed(attack.route, role, attack.target, part):
            found.append(
                f"changed “{part}”: {rows[0][:600]}" + f" and {len(rows) - 1} more" * (len(rows) > 1)
            )
    if kind in PAGE_BOUND and outcome.refused and role != "anonymous":
        if not outcome.recorded:
            found.append(f"refused with {outcome.status} without an entry in the record")
        if not outcome.told:
            found.append(f"refused with {outcome.status} without a word")
    return [f"{role}: {attack}: {text}" for text in found]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_nothing_changes_but_by_the_chain(world: World, forms: Forms, role: str, caplog: Any) -> None:
    caplog.set_level(logging.CRITICAL + 1, logger="django")
    with transaction.atomic():
        before = stored_files()
        attacker = Attacker(world.users[role], Measure())
        outcomes = list(all_outcomes(world, forms, role, attacker))
        assert stored_files() == before
        transaction.set_rollback(True)
    found = [text for outcome, kind in outcomes for text in complaints(outcome, kind, role)]
    assert not found, f"{len(found)} of {attacker.sent} attacks:\n" + "\n".join(found)
    assert carried_out(outcomes) >= EXPECTED.get(role, set()), "what is allowed is tried, and seen to happen"
    seen = {(outcome.attack.route, outcome.crash) for outcome, _kind in outcomes}
    mended = SEEN_BY.get(role, {}).keys() - seen
    assert not mended, f"Mended; take them out of crashes.py: {mended}"


def all_outcomes(world: World, forms: Forms, role: str, attacker: Attacker) -> Iterator[tuple[Outcome, str]]:
    """Every attack of this person with the class of its address."""
    kinds = classified()
    for address in addresses():
        kind = kinds.get(address.route, "reading")
        attacks = attacks_on(world, address, kind, role, forms)
        assert attacks, f"{address.route}: nothing is tried"
        for attack in attacks:
            yield attacker.try_out(attack), kind


def carried_out(outcomes: list[tuple[Outcome, str]]) -> set[tuple[str, str]]:
    """Route and target of what changed something."""
    return {(one.attack.route, one.attack.target) for one, _kind in outcomes if one.changed}
