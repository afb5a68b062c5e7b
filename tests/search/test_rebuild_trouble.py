"""A rebuild and whatever hypothesis lets happen meanwhile."""

import os
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import outbox, upkeep
from search.engines.base import EngineUnavailable, RecordsRefused

from .upkeep_site import Killed, Site, start

pytestmark = pytest.mark.django_db
HAPPENINGS = st.tuples(
    st.sampled_from(["nothing", "put", "remove", "drain", "kill", "be overtaken", "stand still"]),
    st.sampled_from("abcdefno"),
)
# So deep writers may stand still one within the other.
DEEPEST = 7


class Trouble:
    """Does the next of these before each step of the engine: the rest of the world meanwhile."""

    def __init__(self, site: Site, happenings: list[tuple[str, str]]) -> None:
        self.site = site
        self.left = happenings[::-1]
        self.depth = 0

    def happen(self, step: str) -> None:
        if not self.left or self.depth >= DEEPEST:
            return
        act, key = self.left.pop()
        if act == "put":
            self.site.put(key)
        elif act == "remove":
            self.site.remove(key)
        elif act == "drain":
            self.deeper(self.site.drain)
        elif act == "kill":
            raise Killed
        elif act == "be overtaken":
            self.site.expire()
            self.deeper(self.site.drain)
        elif act == "stand still":
            self.deeper(self.others)

    def deeper(self, act: Callable[[], object]) -> None:
        """Do it within; whoever is killed there doesn't take the one that stands still along."""
        self.depth += 1
        with suppress(Killed, upkeep.IndexBusy, EngineUnavailable, RecordsRefused):
            act()
        self.depth -= 1

    def others(self) -> None:
        """While this writer stands still, its lease ends and others do all the work."""
        self.site.expire()
        self.deeper(self.site.rebuild)
        self.site.expire()
        self.site.drain()


@settings(
    max_examples=int(os.environ.get("REBUILD_EXAMPLES", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(happenings=st.lists(HAPPENINGS, max_size=60))
def test_whatever_happens_meanwhile_nothing_is_lost(site: Site, happenings: list[tuple[str, str]]) -> None:
    """Changes, drains, deaths and writers that stand still while another does all their work."""
    site = start(site.source, site.engine)
    trouble = Trouble(site, happenings)
    site.engine.happen = trouble.happen
    trouble.deeper(site.rebuild)
    site.engine.happen = lambda step: None
    site.expire()
    for _time in range(2):
        site.drain()
    assert site.in_step()
    site.rebuild()
    assert site.in_step()
    assert len(site.engine.indexes) == 1
    assert not outbox.pending("memory").exists()
