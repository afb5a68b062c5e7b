"""The page that shows the state of the index, and what can be asked for there."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.admin.menu import reports_menu
from wagtail.users.models import UserProfile

from search import jobs, outbox, upkeep
from search.engines.base import EngineUnavailable, IndexReadOnly, NeedsRebuild, RecordsRefused
from search.engines.database.engine import DatabaseEngine
from search.models import IndexBuild, IndexState, OutboxEntry, UpkeepJob
from search.tasks import run_upkeep_job
from tests.factories import make_user

from .corpus import MemorySource, found, put, record

pytestmark = pytest.mark.django_db
ADMINISTRATOR = "network_administrator"
PAGE = "/admin/reports/search-index/"


def client_of(role: str) -> Client:
    user = make_user(role)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def administrator(source: MemorySource) -> Client:
    """Somebody who looks after the index; the only source is the tests' own."""
    return client_of(ADMINISTRATOR)


def text_of(client: Client) -> str:
    response = client.get(PAGE, headers={"accept-language": "en"})
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def press(client: Client, kind: str = "verify", engine: str = "database") -> Any:
    return client.post(PAGE, {"engine": engine, "kind": kind})


def run_what_was_asked() -> None:
    for job in UpkeepJob.objects.filter(finished_at=None):
        run_upkeep_job.call(job.pk)


# Who may


@pytest.mark.parametrize("role", ["staff", "unit_head", "board_head", "director"])
def test_others_see_nothing_and_a_direct_request_is_refused(source: MemorySource, role: str) -> None:
    client = client_of(role)
    assert client.get(PAGE).status_code != 200
    for kind in UpkeepJob.Kind.values:
        assert press(client, kind).status_code in (302, 403)
    assert not UpkeepJob.objects.exists()
    assert not DBTaskResult.objects.filter(task_path="search.tasks.run_upkeep_job").exists()


def test_without_login_nothing_is_shown_nor_asked(source: MemorySource) -> None:
    assert Client().get(PAGE).status_code == 302
    press(Client())
    assert not UpkeepJob.objects.exists()


def test_a_request_from_another_site_is_refused(administrator: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = administrator.cookies
    assert press(strict).status_code == 403
    assert not UpkeepJob.objects.exists()


def test_it_is_in_the_menu_of_those_who_may(rf: Any, source: MemorySource) -> None:
    shown = {}
    for role in (ADMINISTRATOR, "director"):
        request = rf.get("/admin/")
        request.user = make_user(role)
        shown[role] = "search-index" in {item.name for item in reports_menu.menu_items_for_request(request)}
    assert shown == {ADMINISTRATOR: True, "director": False}


@pytest.mark.parametrize(
    "values", [{}, {"engine": "solr", "kind": "verify"}, {"engine": "database", "kind": "drop"}]
)
def test_what_is_no_engine_or_kind_is_refused(administrator: Client, values: dict[str, str]) -> None:
    administrator.post(PAGE, values)
    assert not UpkeepJob.objects.exists()


# What is shown


def test_a_new_site(administrator: Client) -> None:
    page = text_of(administrator)
    assert "never" in page
    assert "Rebuild" in page


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (EngineUnavailable("Connection refused"), "Changes wait and are carried"),
        (IndexReadOnly("flood stage"), "a disk of the cluster is full"),
        (NeedsRebuild("other version"), "Rebuild it"),
    ],
)
def test_what_is_wrong_with_an_engine_is_said(
    administrator: Client, monkeypatch: pytest.MonkeyPatch, error: EngineUnavailable, said: str
) -> None:
    def probe(engine: DatabaseEngine) -> None:
        raise error

    monkeypatch.setattr(DatabaseEngine, "probe", probe)
    page = text_of(administrator)
    assert said in page
    assert str(error) in page
    outbox.drain()
    assert "since" in text_of(administrator)


def test_an_engine_that_failed_lately_is_not_waited_for(
    administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    probes = []

    def probe(engine: DatabaseEngine) -> None:
        probes.append(engine)
        raise EngineUnavailable("hangs")

    monkeypatch.setattr(DatabaseEngine, "probe", probe)
    outbox.drain()
    assert "hangs" in text_of(administrator)
    assert len(probes) == 1


def test_lag_and_refusals_are_shown(administrator: Client, source: MemorySource) -> None:
    outbox.record_changes("regulations", ["1", "2"])
    OutboxEntry.objects.update(created_at=timezone.now() - timedelta(hours=3))
    OutboxEntry.objects.filter(key="2").update(attempts=3, last_error="<b>too long</b>")
    page = text_of(administrator)
    assert "the oldest for 3 " in page
    assert "regulations:2</code> &lt;b&gt;too long&lt;/b&gt;" in page


def test_drift_is_shown(administrator: Client, source: MemorySource) -> None:
    source.put(record("1", "nước"), record("2", "nước"))
    press(administrator)
    run_what_was_asked()
    page = text_of(administrator)
    assert "missing in the index: 2" in page
    assert "finished at" in page


@pytest.mark.parametrize("number", [1, 60])
def test_the_number_of_queries_does_not_grow(
    administrator: Client, source: MemorySource, number: int
) -> None:
    source.put(*(record(str(key), "nước") for key in range(number)))
    put(DatabaseEngine(), *source.held.values())
    outbox.record_changes("regulations", list(source.held))
    OutboxEntry.objects.update(attempts=1)
    text_of(administrator)
    with CaptureQueriesContext(connection) as queries:
        text_of(administrator)
    own = [query["sql"] for query in queries if "search_" in query["sql"]]
    assert len(own) <= 10, own


def test_elasticsearch_has_a_panel_of_its_own(administrator: Client, settings: Any) -> None:
    settings.ELASTICSEARCH_URLS = ["http://127.0.0.1:9"]
    page = text_of(administrator)
    assert 'value="elasticsearch"' in page
    assert 'value="database"' in page


# What is asked for


def test_pressing_twice_starts_one(administrator: Client, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        press(administrator)
        press(administrator)
        press(administrator, "rebuild")
    assert UpkeepJob.objects.count() == 1
    assert DBTaskResult.objects.filter(task_path="search.tasks.run_upkeep_job").count() == 1
    page = text_of(administrator)
    assert "waits for a worker" in page
    assert 'name="kind"' not in page


@pytest.mark.parametrize("kind", ["repair", "rebuild"])
def test_repair_and_rebuild_bring_the_index_in_step(
    administrator: Client, source: MemorySource, kind: str
) -> None:
    source.put(record("1", "nước"), record("2", "nước"))
    put(DatabaseEngine(), record("3", "nước"))
    press(administrator, kind)
    run_what_was_asked()
    job = UpkeepJob.objects.get()
    assert job.finished_at
    assert (job.error, job.total) == ("", 2)
    assert job.outcome
    assert found(DatabaseEngine(), "nước") == ["1", "2"]
    press(administrator, kind)
    assert UpkeepJob.objects.count() == 2


def test_progress_is_shown(
    administrator: Client, source: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "NOTED_EVERY", 0.0)
    source.put(*(record(str(key), "nước") for key in range(250)))
    pages = []
    original = jobs._Noted.__call__

    def noted(progress: Any, number: int) -> None:
        original(progress, number)
        pages.append(text_of(administrator))

    monkeypatch.setattr(jobs._Noted, "__call__", noted)
    press(administrator)
    run_what_was_asked()
    assert "100 of 250" in pages[0]
    assert "200 of 250" in pages[1]


def test_what_went_wrong_is_shown(administrator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any) -> int:
        raise RecordsRefused({("regulations", "1"): "too long"})

    monkeypatch.setattr(jobs, "rebuild", refuse)
    press(administrator, "rebuild")
    run_what_was_asked()
    assert "1 refused, first: too long" in text_of(administrator)


def test_an_error_in_the_work_ends_the_job_as_well(
    administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any) -> int:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(jobs, "rebuild", fail)
    press(administrator, "rebuild")
    with pytest.raises(ZeroDivisionError):
        run_what_was_asked()
    assert "oops" in text_of(administrator)
    press(administrator)
    assert UpkeepJob.objects.filter(finished_at=None).count() == 1


def test_a_job_that_nobody_is_at_gives_way_and_does_nothing_later(
    administrator: Client, source: MemorySource
) -> None:
    source.put(record("1", "nước"))
    press(administrator, "rebuild")
    dead = UpkeepJob.objects.get()
    UpkeepJob.objects.update(touched_at=timezone.now() - jobs.STALLED - timedelta(seconds=1))
    assert "nobody has been at it since" in text_of(administrator)
    press(administrator)
    assert UpkeepJob.objects.filter(finished_at=None).get().kind == "verify"
    run_upkeep_job.call(dead.pk)
    assert found(DatabaseEngine(), "nước") == []


def test_an_interrupted_rebuild_is_named(administrator: Client, source: MemorySource) -> None:
    source.put(*(record(f"{key:03d}", "nước") for key in range(250)))

    def stop(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        upkeep.rebuild(DatabaseEngine(), stop)
    assert IndexBuild.objects.get().done == 100
    assert "has put 100 documents in" in text_of(administrator)
    press(administrator, "rebuild")
    run_what_was_asked()
    assert not IndexBuild.objects.exists()
    assert IndexState.objects.get(engine="database").condition == "ok"
