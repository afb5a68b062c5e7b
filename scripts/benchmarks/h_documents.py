"""Legal documents at large: 100,000 of sixty years against 1,000, with their nightly work and every list, on SQLite.

One JSON line: seconds, queries and peak memory of the commands; queries and seconds (median of five) of the pages, at
both sizes; how many times longer the explorer and the editor's list take; pages whose queries grew. Each command
runs in a process of its own, so that none counts another's memory.
"""

import contextlib
import datetime
import io
import multiprocessing
import os
import resource
import shutil
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmark_site import FOLDER, PROJECT, environment, manage, report

SIZES = [int(size) for size in sys.argv[1:]] or [1_000, 100_000]
ASKED = 5
# The engine inside the database takes in some 250 documents a second: so many are in the public list.
INDEXED = 10_000
SITE = FOLDER.parent / "bench-documents"
BOARD_MEMBER = "tranhauyen"

shutil.rmtree(SITE, ignore_errors=True)
SITE.mkdir(parents=True)
variables = {"DATA_DIR": str(SITE)}
manage("migrate", "--verbosity", "0", **variables)
os.environ.clear()
os.environ.update(environment(**variables))
sys.path.insert(0, str(PROJECT))

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from home.demo.approval import account  # noqa: E402
from home.demo.organization import load_organization  # noqa: E402
from home.models import HomePage, SectionPage, StandardPage  # noqa: E402
from organization.models import Unit  # noqa: E402
from regulations.filing import document_index  # noqa: E402
from regulations.models import (  # noqa: E402
    AffectedPage,
    DocumentReview,
    DocumentYearPage,
    LegalDocumentPage,
    Relation,
)
from regulations.relations.updating import due, refresh_many  # noqa: E402
from search.models import IndexedDocument  # noqa: E402
from search.outbox import drain  # noqa: E402

from bulk_documents import LAW, DocumentMaker, add_citations  # noqa: E402
from bulk_site import add_pages  # noqa: E402

TODAY = timezone.localdate()
TOMORROW = TODAY + datetime.timedelta(days=1)
JOBS: dict[str, Callable[[], Any]] = {
    "validity_all": lambda: call_command("update_validity", all=True),
    "reviews_first": lambda: call_command("update_reviews"),
    "reviews_again": lambda: call_command("update_reviews"),
    "validity_due": lambda: refresh_many(due(TOMORROW), lambda _done: None, TOMORROW),
    "search_index": lambda: drain(INDEXED),
}


def make(start: int, count: int) -> None:
    """Add documents, and a hundredth as many pages that name some of them."""
    if not start:
        load_organization()
    home, unit = HomePage.objects.get(locale__language_code="vi"), Unit.objects.order_by("pk").first()
    ids = DocumentMaker(TODAY).add(start, count)
    section = SectionPage(title="Bulk", slug=f"bulk-{start}", locale=home.locale, live=False)
    home.add_child(instance=section)
    model = StandardPage(title="Bulk", slug="model", locale=home.locale, owning_unit=unit, live=False)
    section.add_child(instance=model)
    add_citations(add_pages(section, model, count // 100)[1:], ids, TODAY)


def counted(work: Callable[[], Any]) -> dict[str, Any]:
    """Seconds and queries of some work."""
    asked = 0

    def count(execute: Any, *rest: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*rest)

    started = time.perf_counter()
    with connection.execute_wrapper(count):
        work()
    return {"s": round(time.perf_counter() - started, 3), "queries": asked}


def job(name: str) -> dict[str, float]:
    """One command or what it does: seconds, queries, and the peak memory of this process in MB."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        found = counted(JOBS[name])
    return found | {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def addresses() -> dict[str, str]:
    """What is asked, by name; those of the admin begin with `admin_`."""
    index, law = document_index(), LegalDocumentPage.objects.order_by("pk")[LAW]
    year = DocumentYearPage.objects.child_of(index).get(slug=str(TODAY.year - 3))
    listed, reviews = reverse("legal_documents:index"), reverse("legal_reviews")
    return {
        "admin_list": listed,
        "admin_list_in_force": f"{listed}?validity=in_force",
        "admin_list_expired": f"{listed}?validity=expired",
        "admin_explorer_index": reverse("wagtailadmin_explore", args=[index.pk]),
        "admin_explorer_year": reverse("wagtailadmin_explore", args=[year.pk]),
        "admin_reviews": reviews,
        "admin_reviews_overdue": f"{reviews}?answered=no&reason=overdue",
        "admin_pages_concerned": reverse("legal_affected_pages"),
        "public_list": index.url,
        "public_list_filtered": f"{index.url}?validity=in_force&field=dat-dai",
        "public_list_words": f"{index.url}?q=thi đua, khen thưởng",
        "sitemap_index": "/sitemap.xml",
        "sitemap_file": "/sitemap-0.xml",
        "feed": "/tin/van-ban.atom",
        "feed_of_a_field": "/tin/linh-vuc/dat-dai.atom",
        "api": "/api/v1/documents?limit=100",
        "api_filtered": "/api/v1/documents?validity=in_force&field=dat-dai",
        "law": law.url,
    }


def ask() -> dict[str, dict[str, Any]]:
    """Status, queries and median seconds of each address."""
    visitor, editor = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    editor.force_login(account(BOARD_MEMBER))
    found = {}
    for name, url in addresses().items():
        client = editor if name.startswith("admin_") else visitor
        status = client.get(url).status_code
        asked = [counted(partial(client.get, url)) for _time in range(ASKED)]
        seconds = statistics.median(one["s"] for one in asked)
        found[name] = {"status": status, "queries": asked[-1]["queries"], "s": seconds}
    return found


def alone(work: Callable[..., Any], *arguments: Any) -> Any:
    """Run something in a process of its own, and give back what it returns."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as process:
        return process.submit(work, *arguments).result()


def counts() -> dict[str, int]:
    """How many rows of each kind there are."""
    models = (LegalDocumentPage, Relation, DocumentReview, AffectedPage, IndexedDocument)
    return {model.__name__: model._default_manager.count() for model in models}


def times(figures: list[dict[str, Any]]) -> float:
    """How many times longer it takes at the largest size than at the smallest."""
    return round(figures[-1]["s"] / figures[0]["s"], 2)


jobs: dict[str, list[dict[str, Any]]] = defaultdict(list)
pages: dict[str, list[dict[str, Any]]] = defaultdict(list)
made = 0
for size in SIZES:
    alone(make, made, size - made)
    made = size
    for name in JOBS:
        jobs[name].append(alone(job, name))
    for name, figures in alone(ask).items():
        pages[name].append(figures)

report(
    "documents",
    sizes=SIZES,
    rows=alone(counts),
    times_as_long={name: times(figures) for name, figures in pages.items()},
    more_queries=[name for name, figures in pages.items() if figures[-1]["queries"] > figures[0]["queries"]],
    jobs=jobs,
    pages=pages,
)
