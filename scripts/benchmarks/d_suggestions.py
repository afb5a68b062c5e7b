"""Suggestions on the server, in ms: requests in process with what people type letter by letter.

On SQLite, and on PostgreSQL where DATABASE_URL names one; at the shared documents and at ten times as many,
copies with changed words and numbers, which are taken out again.
"""

import os
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmark_site import PROJECT, environment, loaded_site, report

COPIES = 9
ASKED = 600
LONGEST = 20
BATCH = 100
ADDRESS = "/tim-kiem/goi-y/"

if len(sys.argv) == 1:
    databases: dict[str, dict[str, str]] = {"sqlite": {}}
    if "DATABASE_URL" in os.environ:
        databases["postgresql"] = {"DATABASE_URL": os.environ["DATABASE_URL"]}
    for name, variables in databases.items():
        loaded_site(**variables)
        subprocess.run([sys.executable, __file__, name], env=environment(**variables), check=True)
    sys.exit()

sys.path.insert(0, str(PROJECT))

import django  # noqa: E402

django.setup()

from core.text import fold  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from search.batches import in_batches  # noqa: E402
from search.models import IndexedDocument, Suggestion  # noqa: E402
from search.records import Record  # noqa: E402
from search.suggestions.writing import remove_suggestions, write_suggestions  # noqa: E402


def typed_texts() -> list[str]:
    """The first 1 to 20 letters of titles, of words within them, of numbers and names; half without accents."""
    chance = random.Random(4)  # noqa: S311 - the same texts every time
    documents = list(IndexedDocument.objects.order_by("key").values_list("title", "number"))
    names = [row.texts["vi"] for row in Suggestion.objects.exclude(kind="record").order_by("kind", "key")]
    texts: list[str] = []
    while len(texts) < ASKED:
        title, number = chance.choice(documents)
        words = title.split()
        within = " ".join(words[chance.randrange(len(words)) :]) if words else number
        source = chance.choice([title, within, number, chance.choice(names)])
        typed = source[: chance.randint(1, LONGEST)]
        if typed.strip():
            texts.append(chance.choice([typed, fold(typed)]))
    return texts


def measure(label: str, texts: list[str]) -> float:
    """Ask all of them once to warm up and once for the figures; the p95."""
    client = Client(SERVER_NAME="localhost")
    milliseconds = []
    empty = 0
    for text in [*texts, *texts]:
        started = time.perf_counter()
        response = client.get(ADDRESS, {"q": text})
        milliseconds.append((time.perf_counter() - started) * 1000)
        empty += not response.json()["suggestions"]
    measured = statistics.quantiles(milliseconds[len(texts) :], n=100)
    documents = Suggestion.objects.filter(kind="record").count()
    report(
        f"suggestions_{label}",
        n=len(texts),
        documents=documents,
        p50_ms=round(measured[49], 1),
        p95_ms=round(measured[94], 1),
        p99_ms=round(measured[98], 1),
        without=empty // 2,
    )
    return measured[94]


def copied(number: int) -> Iterator[Record]:
    """The indexed documents again, each fifth word and the number changed."""
    columns = ("key", "title", "label", "url", "number", "issued_on")
    for key, title, label, url, shown, issued_on in IndexedDocument.objects.values_list(*columns).order_by(
        "pk"
    ):
        words = title.split()
        for place in range(number % 5, len(words), 5):
            words[place] = words[place][:-1] + "aeiou"[number % 5]
        changed = re.sub(r"^[0-9]+", lambda match: str(int(match[0]) + 500 * number), shown)
        yield Record(
            source=f"copy-{number}",
            key=key,
            language="vi",
            title=" ".join(words),
            label=label.replace(shown, changed),
            url=url,
            number=changed,
            issued_on=issued_on,
        )


def remove_copies() -> None:
    """Take out all copies, those of an interrupted run as well."""
    for number in range(1, COPIES + 1):
        held = Suggestion.objects.filter(source=f"copy-{number}").values_list("key", flat=True)
        for keys in in_batches(list(held), BATCH):
            remove_suggestions(f"copy-{number}", keys)


def multiply() -> None:
    """Put the copies in."""
    for number in range(1, COPIES + 1):
        for records in in_batches(copied(number), BATCH):
            with transaction.atomic():
                write_suggestions(records)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE search_suggestionstart")


database = sys.argv[1]
if not Suggestion.objects.exists():
    call_command("rebuild_search", engine="database", verbosity=0)
remove_copies()
asked = typed_texts()
once = measure(database, asked)
try:
    multiply()
    tenfold = measure(f"{database}_x10", asked)
    report(f"suggestions_{database}_growth", ratio=round(tenfold / once, 2))
finally:
    remove_copies()
