"""Every way to fail while publishing, unpublishing, deleting, searching, suggesting; afterwards nothing is lost."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from core.guard import carrying_out
from home.demo.approval import submit_and_approve
from regulations.models import LegalDocumentPage
from search import backoff, outbox, service
from search.engines.elasticsearch import schema
from search.query import SearchQuery
from search.suggestions.answer import suggest
from site_config.settings import base
from tests.factories import Department, draft_document, make_department, published_document

from .failures import FAILURES, Failure, Nodes
from .indexing import assert_in_step, drift, rebuild, warm

pytestmark = [pytest.mark.django_db, pytest.mark.service("elasticsearch")]
ANSWERED_WITHIN = 2.0
RECOVERED_WITHIN = 20.0
TEXT = "§ Điều 1. Phạm vi\nQuy định về nước sạch nông thôn.\n"
NUOC = SearchQuery(keyword="nước sạch")
CaptureCommits = Callable[..., Any]


@pytest.fixture(params=FAILURES)
def failure(request: pytest.FixtureRequest) -> Failure:
    """Each way in turn."""
    return FAILURES[request.param]


@pytest.fixture
def nodes(elasticsearch_settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Nodes]:
    """The cluster that the settings name, with the patience of production; after a failure it rests shortly."""
    monkeypatch.setattr(backoff, "ENGINE_FIRST", timedelta(seconds=0.5))
    direct = elasticsearch_settings.ELASTICSEARCH_URLS
    made = Nodes(direct[0])
    elasticsearch_settings.ELASTICSEARCH_URLS = [proxy.url for proxy in made.proxies]
    elasticsearch_settings.SEARCH_TIMEOUT_SECONDS = base.SEARCH_TIMEOUT_SECONDS
    yield made
    elasticsearch_settings.ELASTICSEARCH_URLS = direct
    made.close()


@pytest.fixture
def department() -> Department:
    """Who writes and approves."""
    return make_department()


@pytest.fixture
def page(department: Department, nodes: Nodes) -> LegalDocumentPage:
    """A published document that both indexes hold."""
    made = published_document(department, text=TEXT)
    rebuild()
    warm(NUOC)
    return made


class Change:
    """Carries out a change while the cluster fails, and sees to it that the cluster was not even asked."""

    def __init__(self, nodes: Nodes, failure: Failure, capture: CaptureCommits) -> None:
        self.nodes, self.failure, self.capture = nodes, failure, capture

    def make(self, action: Callable[[], object], found_afterwards: int) -> None:
        """Change, carry in vain or not, mend, carry: what is found, and what both indexes hold, is right."""
        self.failure.begin(self.nodes)
        before = self.nodes.requests
        with self.capture(execute=True):
            action()
        assert self.nodes.requests == before
        # A worker tries meanwhile.
        outbox.drain()
        assert drift("database") == (0, 0, 0)
        self.failure.mend(self.nodes)
        self.recover()
        assert_in_step()
        warm(NUOC)
        assert service.search(NUOC).total == found_afterwards

    def recover(self) -> None:
        """Do nothing but what the worker does, until nothing waits."""
        until = time.monotonic() + RECOVERED_WITHIN
        while outbox.pending("elasticsearch").exists():
            assert time.monotonic() < until, "not recovered"
            outbox.drain()
            time.sleep(0.1)


@pytest.fixture
def change(nodes: Nodes, failure: Failure, django_capture_on_commit_callbacks: CaptureCommits) -> Change:
    """For this failure."""
    return Change(nodes, failure, django_capture_on_commit_callbacks)


def test_publishing(change: Change, page: LegalDocumentPage, department: Department) -> None:
    draft = draft_document(department.author, text=TEXT)
    change.make(lambda: submit_and_approve(draft, department.author), found_afterwards=2)


def test_changing(change: Change, page: LegalDocumentPage, department: Department) -> None:
    page.text = TEXT.replace("nước sạch", "đất đai")
    change.make(lambda: submit_and_approve(page, department.author), found_afterwards=0)


def test_unpublishing(change: Change, page: LegalDocumentPage) -> None:
    def withdraw() -> None:
        with carrying_out(page.pk):
            page.unpublish()

    change.make(withdraw, found_afterwards=0)


def test_deleting(change: Change, page: LegalDocumentPage) -> None:
    def delete() -> None:
        with carrying_out(page.pk):
            page.delete()

    change.make(delete, found_afterwards=0)


def test_searching(nodes: Nodes, failure: Failure, page: LegalDocumentPage) -> None:
    failure.begin(nodes)
    schema._seen.clear()
    for _time in range(3):
        began = time.monotonic()
        results = service.search(NUOC)
        assert time.monotonic() - began < ANSWERED_WITHIN
        assert (results.reduced, results.total) == (failure.reduced, 1)
    failure.mend(nodes)
    warm(NUOC)
    assert_in_step()


def test_suggesting(nodes: Nodes, failure: Failure, page: LegalDocumentPage) -> None:
    failure.begin(nodes)
    before = nodes.requests
    began = time.monotonic()
    found = suggest(page.number[:6], "vi")
    assert time.monotonic() - began < ANSWERED_WITHIN
    assert [one.text for one in found if page.number in one.text]
    assert nodes.requests == before
    failure.mend(nodes)
