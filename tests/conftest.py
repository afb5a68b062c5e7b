"""What every test runs under."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from regulations.facet_names import forget_names

REQUIRED = os.environ.get("REQUIRE_SERVICES") == "1"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Iterator[None]:
    """In CI a service or data that is missing is a failure, not a skip."""
    outcome = yield
    report = outcome.get_result()
    if REQUIRED and report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr)
        if "needs " in reason:
            report.outcome = "failed"
            report.longrepr = f"required in CI: {reason}"


@pytest.fixture(autouse=True)
def _clean_cache() -> None:
    """No test sees what another left in the cache."""
    cache.clear()
    forget_names()


@pytest.fixture(autouse=True)
def _language_of_the_site() -> None:
    """A request leaves its language active behind it: no test sees the one of another."""
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """One stage and nothing to confirm, unless a test says otherwise: most tests are about something else."""
    from tests.core.record import let_the_record_be_emptied
    from tests.editorial.chains import one_stage_everywhere

    with django_db_blocker.unblock():
        one_stage_everywhere()
        let_the_record_be_emptied()
        # What tests that empty the database bring back.
        connection._test_serialized_contents = connection.creation.serialize_db_to_string()
