"""What every test runs under."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

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
