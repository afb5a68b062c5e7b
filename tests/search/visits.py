"""Visitors who search: what tests of the query log need."""

import re
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from search.engines.database.engine import DatabaseEngine

from .corpus import MemorySource, put, record

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHOICES = "/tim-kiem/chon/"
_TOKEN = re.compile(r'data-choices="([^"]*)"')


def fill(source: MemorySource, *texts: str) -> None:
    """Documents "1", "2" … with these texts, in the source and in the index."""
    records = [record(str(place), text) for place, text in enumerate(texts, 1)]
    source.put(*records)
    put(DatabaseEngine(), *records)


def visit(
    words: str, visitor: int = 1, *, path: str = "/tim-kiem/", agent: str = AGENT, **values: Any
) -> HttpResponse:
    """Search as a visitor; `headers` and further parameters in `values`."""
    headers = values.pop("headers", {})
    return Client().get(
        path,
        {"q": words, **values},
        REMOTE_ADDR=f"203.0.113.{visitor}",
        headers={"User-Agent": agent, **headers},
    )


def token_of(response: HttpResponse) -> str:
    """The token that a page of results carries, "" without one."""
    found = _TOKEN.search(response.content.decode())
    return unescape(found[1]) if found else ""


def tell(token: str, position: str = "", visitor: int = 1, agent: str = AGENT) -> int:
    """Report that choices are watched, or a choice; returns the status."""
    body = {"token": token, **({"position": position} if position else {})}
    return (
        Client(enforce_csrf_checks=True)
        .post(CHOICES, body, REMOTE_ADDR=f"203.0.113.{visitor}", headers={"User-Agent": agent})
        .status_code
    )
