"""The attack matrix: every address that may change something, called as everybody, on pages in each state.

What visitors see, who decides, and what they were asked changes by the decisions in `allowed.py` alone.
"""

import logging
from typing import Any

import pytest
from django.db import transaction
from wagtail.images import get_image_model

from .addresses import addresses
from .allowed import is_allowed
from .attacks import Attacker, Measure, Outcome
from .classified import CLASSES, FILE, HOW, classified
from .forms import Forms
from .payloads import attacks_on
from .snapshot import stored_files
from .world import ROLES, World, make_world

PAGE_BOUND = {"page", "pages", "child", "decision"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Any:
    """Made once; nothing of it is left behind."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module", autouse=True)
def _closed_renditions() -> Any:
    """Wagtail leaves the temporary file of a new rendition open, which is an error in tests."""
    model, made = get_image_model(), []
    generate = model.generate_rendition_file

    def noted(*args: Any, **kwargs: Any) -> Any:
        made.append(generate(*args, **kwargs))
        return made[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "generate_rendition_file", noted)
        yield
    for file in made:
        file.close()


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
    if outcome.status >= 500:
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
    user, kinds = world.users[role], classified()
    with transaction.atomic():
        before = stored_files()
        attacker, found = Attacker(user, Measure()), []
        for address in addresses():
            kind = kinds.get(address.route, "reading")
            attacks = attacks_on(world, address, kind, user, forms)
            assert attacks, f"{address.route}: nothing is tried"
            for attack in attacks:
                outcome = attacker.try_out(attack)
                print("OUT", role, outcome.status, attack)
                found += complaints(outcome, kind, role)
        assert stored_files() == before
        transaction.set_rollback(True)
    assert not found, f"{len(found)} of {attacker.sent} attacks:\n" + "\n".join(found)
