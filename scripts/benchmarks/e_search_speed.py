"""Search on Elasticsearch: what the site adds to a request, what ranking costs, and what a rebuild costs.

One JSON line: p95 in ms of the search page, of its own body sent raw, of a plain multi_match of the same
words; seconds of a rebuild and of a raw bulk of the same JSON; size of the index; p95 at ten times the documents.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmark_site import JUDGEMENTS, PROJECT, environment, loaded_site, report

VARIABLES = {"ELASTICSEARCH_URL": os.environ["ELASTICSEARCH_URL"], "SEARCH_INDEX_PREFIX": "bench"}
ASKED = 300
WARMING = 40
COPIES = 9
CHANGED = 0.2
CHUNK = 4 * 1024 * 1024

if len(sys.argv) == 1:
    loaded_site()
    subprocess.run([sys.executable, __file__, "run"], env=environment(**VARIABLES), check=True)
    sys.exit()

sys.path.insert(0, str(PROJECT))

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from elasticsearch import Elasticsearch  # noqa: E402
from search import sources  # noqa: E402
from search.engines.elasticsearch import indices  # noqa: E402
from search.engines.elasticsearch.compiler import compile_search  # noqa: E402
from search.engines.elasticsearch.documents import document  # noqa: E402
from search.planning import plan_for  # noqa: E402
from search.query import SearchQuery  # noqa: E402
from search.registry import get_engine  # noqa: E402
from search.upkeep import rebuild  # noqa: E402

settings.ALLOWED_HOSTS = ["*"]
client = Elasticsearch(settings.ELASTICSEARCH_URLS, request_timeout=300)
HEADERS = {"content-type": "application/json", "accept": "application/json"}
BULK_HEADERS = {"content-type": "application/x-ndjson", "accept": "application/json"}


def questions() -> list[str]:
    """Judged questions, the same every time."""
    asked = [json.loads(line)["question"] for line in JUDGEMENTS.read_text().splitlines()]
    return random.Random(5).sample(asked, ASKED + WARMING)  # noqa: S311 - the same every time


def p95s(ways: list[Callable[[str], object]], asked: list[str]) -> list[float]:
    """The 95th percentile in ms of each way, after warming up; they take turns, because machines have moods."""
    for question in asked[:WARMING]:
        for ask in ways:
            ask(question)
    times: list[list[float]] = [[] for _way in ways]
    for place, question in enumerate(asked):
        for turn in range(len(ways)):
            way = (place + turn) % len(ways)
            started = time.perf_counter()
            ways[way](question)
            times[way].append((time.perf_counter() - started) * 1000)
    return [round(statistics.quantiles(some, n=20)[-1], 1) for some in times]


def raw(body: dict[str, Any], index: str) -> None:
    """Send a body as bytes and read the answer as bytes, as any client could."""
    client.perform_request("POST", f"/{index}/_search", headers=HEADERS, body=body)


def own_body(question: str) -> dict[str, Any]:
    """The request that the site makes for a question."""
    return compile_search(plan_for(SearchQuery(keyword=question, language="vi")), {})


def plain_body(question: str) -> dict[str, Any]:
    """The simplest request for the same words."""
    fields = [f"passages.{name}_words" for name in ("title", "label", "text")]
    match = {"multi_match": {"query": question.lower(), "fields": fields}}
    return {"query": {"nested": {"path": "passages", "score_mode": "max", "query": match}}, "size": 10,
            "_source": {"excludes": ["passages"]}}  # fmt: skip


def lines(copy: int) -> Iterator[bytes]:
    """The documents as they are indexed, a bulk action each; copies with a fifth of the words changed."""
    chance = random.Random(copy)  # noqa: S311
    for source in sources.all_sources():
        for record in source.records():
            made = document(record)
            if copy:
                made["id"] += f"-{copy}"
                for passage in made["passages"]:
                    words = passage["text_words"].split()
                    others = chance.sample(words, int(len(words) * CHANGED))
                    for place, other in zip(
                        chance.sample(range(len(words)), len(others)), others, strict=True
                    ):
                        words[place] = other
                    passage["text_words"] = " ".join(words)
            action = json.dumps({"index": {"_id": made["id"]}})
            yield f"{action}\n{json.dumps(made, ensure_ascii=False)}\n".encode()


def bulk(index: str, rows: Iterable[bytes]) -> None:
    """Send actions in chunks."""
    chunk: list[bytes] = []
    for row in rows:
        chunk.append(row)
        if sum(map(len, chunk)) > CHUNK:
            client.perform_request("POST", f"/{index}/_bulk", headers=BULK_HEADERS, body=b"".join(chunk))
            chunk = []
    if chunk:
        client.perform_request("POST", f"/{index}/_bulk", headers=BULK_HEADERS, body=b"".join(chunk))


def make_ready(index: str) -> None:
    """As a rebuild leaves an index."""
    indices.prepare(client, index)


started = time.perf_counter()
rebuild(get_engine("elasticsearch"), restart=True)
rebuilt = time.perf_counter() - started
live = indices.alias()
size = client.indices.stats(index=live)["_all"]["primaries"]["store"]["size_in_bytes"]

rows = list(lines(0))
indices.create(client, "benchraw")
started = time.perf_counter()
bulk("benchraw", rows)
make_ready("benchraw")
bulked = time.perf_counter() - started

asked = questions()
pages = Client(headers={"DNT": "1"})
bodies = {question: own_body(question) for question in asked}
page, own, plain = p95s(
    [
        lambda question: pages.get("/tim-kiem/", {"q": question}).content,
        lambda question: raw(bodies[question], live),
        lambda question: raw(plain_body(question), live),
    ],
    asked,
)

for copy in range(1, COPIES + 1):
    bulk("benchraw", lines(copy))
make_ready("benchraw")
once, tenfold = p95s([lambda q: raw(bodies[q], live), lambda q: raw(bodies[q], "benchraw")], asked)
client.indices.delete(index="benchraw")

report(
    "search_speed",
    page_p95=page,
    body_p95=own,
    page_minus_body=round(page - own, 1),
    plain_p95=plain,
    body_by_plain=round(own / plain, 2),
    rebuild_seconds=round(rebuilt, 1),
    bulk_seconds=round(bulked, 1),
    rebuild_by_bulk=round(rebuilt / bulked, 2),
    index_mb=round(size / 1e6),
    tenfold_p95=tenfold,
    tenfold_by_one=round(tenfold / once, 2),
)
