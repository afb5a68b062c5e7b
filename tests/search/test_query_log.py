"""Searches are logged after the answer, once a visitor and day, and never at the answer's cost."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search import query_log
from search.models import LoggedQuery
from search.models.query_log import KEPT_DAYS
from search.query_log import Search, write_search

from .corpus import MemorySource
from .visits import AGENT, fill, token_of, visit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _documents(source: MemorySource) -> None:
    fill(source, "quản lý đất đai", "đất đai và nước", "thi đua")


def rows() -> list[tuple[Any, ...]]:
    """What is stored, but for who and when."""
    return list(LoggedQuery.objects.order_by("words").values_list("words", "hits", "searches", "language"))


def statements(response_of: Any) -> list[str]:
    """The statements about the log while a page is made and its response closed."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response_of()
    return [query["sql"] for query in captured if "loggedquery" in query["sql"]]


def search_of(
    words: str = "đất đai", visitor: str = "a", day: date = date(2026, 5, 1), **values: Any
) -> Search:
    """A search to write."""
    return Search(
        **{"day": day, "visitor": visitor, "words": words, "language": "vi", "hits": 1, "reduced": False}
        | values
    )


@time_machine.travel("2026-05-01T17:30:00Z", tick=False)
def test_a_search_is_logged_with_its_hits_and_the_local_day() -> None:
    assert visit("Đất  đai").status_code == 200
    row = LoggedQuery.objects.get()
    assert (row.words, row.hits, row.searches, row.language) == ("đất đai", 2, 1, "vi")
    assert (row.reduced, row.watched, row.position) == (False, False, None)
    # Half past midnight in Việt Nam.
    assert row.day == date(2026, 5, 2)


def test_nothing_else_about_the_visitor_is_stored() -> None:
    visit("đất đai 0912345678 a@b.vn", visitor=77, headers={"Referer": "https://x.example/secret"})
    stored = " ".join(str(value) for value in LoggedQuery.objects.values().get().values())
    for part in ("203.0.113", "Mozilla", "Firefox", "0912", "b.vn", "secret"):
        assert part not in stored
    assert "Set-Cookie" not in visit("đất đai")


def test_asking_again_raises_the_count_with_the_latest_hits(source: MemorySource) -> None:
    visit("nước sạch")
    fill(source, "nước sạch", "nước sạch nông thôn")
    visit("NƯỚC sạch")
    for visitor in (2, 3):
        visit("nước sạch", visitor)
    assert LoggedQuery.objects.count() == 3
    assert sorted(LoggedQuery.objects.values_list("searches", flat=True)) == [1, 1, 2]
    assert LoggedQuery.objects.get(searches=2).hits >= 1


def test_a_search_without_hits_is_logged_as_such() -> None:
    visit("khongcogi")
    assert rows() == [("khongcogi", 0, 1, "vi")]


def test_the_english_page_and_the_list_of_documents_are_logged_as_well() -> None:
    visit("đất đai", path="/en/tim-kiem/")
    visit("thi đua", 2, path="/van-ban/")
    assert [row[3] for row in rows()] == ["vi", "en"] or [row[3] for row in rows()] == ["en", "vi"]
    assert {row[0] for row in rows()} == {"đất đai", "thi đua"}


@pytest.mark.parametrize(
    "values",
    [
        {"page": "2"},
        {"year": "2020"},
        {"from": "2020-01-01"},
        {"sort": "issued"},
        {"headers": {"DNT": "1"}},
        {"headers": {"Sec-GPC": "1"}},
        {"headers": {"Sec-Purpose": "prefetch"}},
        {"agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"agent": ""},
    ],
)
def test_what_is_not_logged(values: dict[str, Any]) -> None:
    assert visit("đất đai", **values).status_code == 200
    assert rows() == []


@pytest.mark.parametrize("words", ["", "   ", "0912345678", "a@b.vn", "https://so.vn/x", "x" * 500])
def test_what_leaves_no_words_is_not_logged(words: str) -> None:
    response = visit(words)
    assert response.status_code == 200
    assert rows() == []
    assert token_of(response) == ""


def test_staff_are_not_logged() -> None:
    client = Client()
    client.force_login(get_user_model().objects.create_user("staff"))
    response = client.get("/tim-kiem/", {"q": "đất đai"}, headers={"User-Agent": AGENT})
    assert token_of(response) == ""
    assert rows() == []


def test_who_objects_gets_no_token_and_everybody_the_notice() -> None:
    objecting = visit("đất đai", headers={"DNT": "1"})
    assert token_of(objecting) == ""
    assert "choices.js" not in objecting.content.decode()
    for response in (objecting, visit("đất đai"), visit("", path="/van-ban/"), visit("khongcogi")):
        assert f"{KEPT_DAYS} " in response.content.decode().split("</form>")[-1]


def test_it_is_one_statement_whatever_is_there() -> None:
    visit("đất đai", 9)
    alone = statements(lambda: visit("đất đai"))
    LoggedQuery.objects.bulk_create(
        LoggedQuery(day=date(2026, 1, 1 + n % 20), number=n, visitor=str(n), words="x", hits=1, language="vi")
        for n in range(300)
    )
    many = statements(lambda: visit("đất đai", 2))
    assert len(alone) == len(many) == 1
    assert statements(lambda: visit("đất đai", headers={"DNT": "1"})) == []


def test_the_answer_is_complete_before_anything_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    from search import query_log_views

    order: list[str] = []
    render = query_log_views.render
    monkeypatch.setattr(query_log_views, "render", lambda *args: (order.append("rendered"), render(*args))[1])
    monkeypatch.setattr(query_log_views, "write_search", lambda search: order.append("written"))
    assert visit("đất đai").status_code == 200
    assert order == ["rendered", "written"]


@pytest.mark.parametrize(
    "error", [DatabaseError("attempt to write a readonly database"), ValueError("x"), OSError()]
)
def test_a_search_is_answered_when_writing_fails(
    error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: Any) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(query_log, "connection", type("Broken", (), {"cursor": fail}))
        response = visit("đất đai bí mật")
    assert response.status_code == 200
    assert token_of(response)
    assert type(error).__name__ in caplog.text
    assert "bí mật" not in caplog.text
    assert rows() == []
    visit("đất đai")
    assert rows() == [("đất đai", 2, 1, "vi")]


def test_a_statement_that_fails_spoils_no_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query_log, "_WRITE", "INSERT INTO no_such_table VALUES (%s" + ", %s" * 8 + ")")
    with transaction.atomic():
        write_search(search_of())
        assert LoggedQuery.objects.count() == 0


@pytest.mark.parametrize("broken", ["is_counted", "kept_words", "choice_token", "visitor_of"])
def test_a_search_is_answered_when_anything_of_the_log_fails(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **values: Any) -> None:
        raise RuntimeError(broken)

    monkeypatch.setattr(f"search.query_log_views.{broken}", fail)
    assert visit("đất đai").status_code == 200


def test_a_database_that_can_only_be_read_answers(caplog: pytest.LogCaptureFixture) -> None:
    sqlite = connection.vendor == "sqlite"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = 1" if sqlite else "SET TRANSACTION READ ONLY")
        try:
            assert visit("đất đai").status_code == 200
        finally:
            # PostgreSQL lifts it with the savepoint.
            if sqlite:
                cursor.execute("PRAGMA query_only = 0")
            transaction.set_rollback(True)
    assert "not logged" in caplog.text
    assert rows() == []
    visit("đất đai")
    assert rows() == [("đất đai", 2, 1, "vi")]


def test_a_flood_of_one_search_is_one_row_and_of_many_stops_at_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for _ in range(50):
        write_search(search_of())
    assert LoggedQuery.objects.values_list("searches", flat=True).get() == 50
    monkeypatch.setattr(query_log, "MAX_ROWS_A_DAY", 20)
    for number in range(100):
        write_search(search_of(visitor=str(number)))
    assert LoggedQuery.objects.count() == 20
    write_search(search_of(day=date(2026, 5, 2)))
    assert LoggedQuery.objects.count() == 21


@pytest.mark.parametrize(
    ("days", "left"), [(0, True), (KEPT_DAYS - 1, True), (KEPT_DAYS, False), (400, False)]
)
def test_rows_are_deleted_after_ninety_days(
    days: int, left: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    with time_machine.travel("2026-01-15T03:00:00Z", tick=False) as clock:
        visit("đất đai")
        clock.shift(days * 86_400)
        call_command("purge_query_log")
        assert LoggedQuery.objects.exists() is left
        assert capsys.readouterr().out == f"{int(not left)} logged searches deleted\n"
        call_command("purge_query_log")
        assert capsys.readouterr().out.startswith("0 ")


def test_the_purge_goes_in_batches_and_spares_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.management.commands.purge_query_log.BATCH", 7)
    with time_machine.travel("2026-06-30T03:00:00Z", tick=False):
        for number in range(30):
            write_search(search_of(visitor=str(number), day=date(2026, 1, 1)))
        write_search(search_of(day=date(2026, 6, 1)))
        call_command("purge_query_log", verbosity=0)
    assert LoggedQuery.objects.get().day == date(2026, 6, 1)
