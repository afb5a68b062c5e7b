"""The admin's lists with 100,000 pages in 200 sections and 2,000 pieces of work under way, on SQLite.

One JSON line: queries and seconds (median of five) of the explorer, the board, the list of work, the home and the
chains, for the author and for those who decide; and the queries of the same pages before the pages and the work
were there.
"""

import os
import shutil
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmark_site import FOLDER, PROJECT, environment, manage, report

SECTIONS, PAGES_EACH, UNDER_WAY = 200, 500, 2000
HOURS = {"unit_head_hours": 8, "board_hours": 8, "censor_hours": 4, "last_hours": 4}
SITE = FOLDER.parent / "bench-approval"

shutil.rmtree(SITE, ignore_errors=True)
SITE.mkdir(parents=True)
variables = {"DATA_DIR": str(SITE)}
manage("migrate", "--verbosity", "0", **variables)
os.environ.clear()
os.environ.update(environment(**variables))
sys.path.insert(0, str(PROJECT))

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from editorial.chains import put_in_force  # noqa: E402
from editorial.models import Chain, Item  # noqa: E402
from home.demo.approval import account  # noqa: E402
from home.demo.organization import load_organization  # noqa: E402
from home.models import HomePage, SectionPage, StandardPage  # noqa: E402
from organization.models import Unit  # noqa: E402
from wagtail.models import Page  # noqa: E402

from bulk_site import add_items, add_pages  # noqa: E402

PEOPLE = {
    "author": "nguyenkhanhvy",
    "member": "tranhauyen",
    "head": "vudinhkhai",
    "director": "danghoaigiang",
}


def addresses(section: Page) -> dict[str, str]:
    """What is measured."""
    home = HomePage.objects.get(locale__language_code="vi")
    return {
        "home": reverse("wagtailadmin_home"),
        "board": reverse("approval_board"),
        "work": reverse("approval_work"),
        "work_waiting": reverse("approval_work") + "?waiting=me",
        "chains": reverse("approval_chains"),
        "explorer_sections": reverse("wagtailadmin_explore", args=[home.pk]),
        "explorer_section": reverse("wagtailadmin_explore", args=[section.pk]),
    }


def measure(section: Page, times: int) -> dict[str, dict[str, float]]:
    """Queries, and seconds where it is asked more than once, by page and person."""
    found: dict[str, dict[str, float]] = {}
    for role, username in PEOPLE.items():
        client = Client(SERVER_NAME="localhost")
        client.force_login(account(username))
        for name, url in addresses(section).items():
            client.get(url)
            asked: list[str] = []

            def count(execute: Any, sql: str, *rest: Any, asked: list[str] = asked) -> Any:
                asked.append(sql)
                return execute(sql, *rest)

            with connection.execute_wrapper(count):
                status = client.get(url).status_code
            seconds = []
            for _time in range(times):
                started = time.perf_counter()
                client.get(url)
                seconds.append(time.perf_counter() - started)
            figures = {"status": status, "queries": len(asked)}
            found[f"{name}_{role}"] = figures | (
                {"s": round(statistics.median(seconds), 3)} if seconds else {}
            )
    return found


load_organization()
author, unit = account(PEOPLE["author"]), Unit.objects.get(code="cai-cach-hanh-chinh")
home = HomePage.objects.get(locale__language_code="vi")
templates = {}
for model in (SectionPage, StandardPage):
    page = model(
        title=model.__name__, slug=model.__name__.lower(), owner=author, owning_unit=unit, live=False
    )
    page.locale = home.locale
    home.add_child(instance=page)
    templates[model] = page
chains = [Chain.objects.get(page=home)]
first = templates[SectionPage]
chains.append(put_in_force(Chain(page=first, **HOURS)))
add_items(add_pages(first, templates[StandardPage], 60, live=False)[:20], chains, author, unit.pk)
small = measure(first, 0)

sections = add_pages(home, templates[SectionPage], SECTIONS)[-SECTIONS:]
for section in sections:
    pages = add_pages(section, templates[StandardPage], PAGES_EACH)
    if len(chains) < 20:
        chains.append(put_in_force(Chain(page=section, **HOURS)))
    add_items(pages[: UNDER_WAY // SECTIONS], chains[-1:], author, unit.pk)
large = measure(sections[0], 5)

report(
    "approval_lists",
    pages=Page.objects.count(),
    under_way=Item.objects.count(),
    most_queries=max(figures["queries"] for figures in large.values()),
    slowest_s=max(figures["s"] for figures in large.values()),
    grown={
        name: [small[name]["queries"], large[name]["queries"]]
        for name in large
        if small[name]["queries"] < large[name]["queries"]
    },
    figures=large,
)
