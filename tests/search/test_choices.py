"""A choice is recorded only for what was shown, by whom it was shown to, for an hour."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from search import query_log
from search.choices import MAX_AGE_SECONDS, Choice, Shown
from search.models import LoggedQuery

from .corpus import MemorySource
from .visits import AGENT, CHOICES, fill, tell, token_of, visit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _documents(source: MemorySource) -> None:
    fill(source, *["đất đai"] * 25, "thi đua")


def logged() -> tuple[bool, str, str, int | None]:
    """What is known of the choice of the only search."""
    return LoggedQuery.objects.values_list("watched", "source", "key", "position").get()


def keys_of(response: Any) -> list[str]:
    """The keys of the results shown."""
    return [shown.hit.key for shown in response.context["hits"]]


def test_a_page_that_only_watches_is_known_to_and_a_silent_one_is_not() -> None:
    response = visit("đất đai")
    assert logged() == (False, "", "", None)
    assert tell(token_of(response)) == 204
    assert logged() == (True, "", "", None)


def test_a_choice_is_recorded_with_its_position() -> None:
    response = visit("đất đai")
    assert tell(token_of(response), "3") == 204
    assert logged() == (True, "regulations", keys_of(response)[2], 3)


def test_positions_count_over_all_pages() -> None:
    visit("đất đai")
    second = visit("đất đai", page="2")
    assert tell(token_of(second), "12") == 204
    assert logged() == (True, "regulations", keys_of(second)[1], 12)


def test_the_first_choice_stays() -> None:
    response = visit("đất đai")
    token = token_of(response)
    for position in ("2", "1", "5"):
        assert tell(token, position) == 204
    assert tell(token) == 204
    assert logged() == (True, "regulations", keys_of(response)[1], 2)


def test_a_refined_search_has_its_choice_in_the_search_of_its_words() -> None:
    visit("đất đai")
    refined = visit("đất đai", sort="issued")
    assert tell(token_of(refined), "1") == 204
    assert logged()[3] == 1


@pytest.mark.parametrize("position", ["0", "11", "-1", "1.5", "x", "１", "9" * 30, "1\x00", " 1"])
def test_positions_that_were_not_shown_are_refused(position: str) -> None:
    assert tell(token_of(visit("đất đai")), position) == 400
    assert logged() == (False, "", "", None)


def test_a_page_without_results_has_no_token() -> None:
    assert token_of(visit("khongcogi")) == ""


def forged() -> list[str]:
    """Tokens that the search page never gave."""
    payload = ["đất đai", "2026-05-01", 1, [["regulations", "1"]]]
    return [
        *("", "x", "a:b:c", ":::", "\x00", "🙂" * 10, "x" * 100_000),
        signing.dumps(payload),
        signing.dumps(payload, salt="search.choices", key="another"),
        signing.dumps(payload, salt="django.contrib.sessions"),
    ]


@pytest.mark.parametrize("number", range(len(forged())))
def test_forged_tokens_are_refused(number: int) -> None:
    visit("đất đai")
    assert tell(forged()[number], "1") == 400
    assert tell(forged()[number]) == 400
    assert logged() == (False, "", "", None)


def test_a_changed_token_is_refused() -> None:
    token = token_of(visit("đất đai"))
    for place in (0, len(token) // 2, len(token) - 1):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert tell(changed, "1") == 400
    assert logged() == (False, "", "", None)


@pytest.mark.parametrize(("seconds", "status"), [(MAX_AGE_SECONDS - 5, 204), (MAX_AGE_SECONDS + 5, 400)])
def test_a_token_lasts_an_hour(seconds: int, status: int) -> None:
    with time_machine.travel("2026-05-01T16:30:00Z", tick=False) as clock:
        token = token_of(visit("đất đai"))
        clock.shift(seconds)
        assert tell(token, "1") == status
        # Midnight has passed: the choice is of yesterday's search.
        assert logged()[0] is (status == 204)


def test_a_foreign_token_changes_nobody_else_s_search() -> None:
    token = token_of(visit("đất đai", visitor=1))
    visit("thi đua", visitor=2)
    assert tell(token, "1", visitor=2) == 204
    assert tell(token, "1", agent="Another browser") == 204
    assert not LoggedQuery.objects.filter(watched=True).exists()


def test_a_search_that_was_not_logged_has_no_choice() -> None:
    token = token_of(visit("đất đai", page="2"))
    assert tell(token, "11") == 204
    assert not LoggedQuery.objects.exists()


def test_only_posts_are_answered() -> None:
    assert Client().get(CHOICES).status_code == 405
    assert Client().put(CHOICES).status_code == 405


def test_what_is_no_form_is_refused() -> None:
    for kind, body in (
        ("application/json", b'{"token": 1}'),
        ("text/plain", b"\xff\xfe"),
        ("image/png", b""),
    ):
        assert Client().post(CHOICES, body, content_type=kind).status_code == 400


def test_a_database_that_fails_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    token = token_of(visit("đất đai"))

    def fail(**values: Any) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(
            query_log, "LoggedQuery", type("Broken", (), {"objects": type("O", (), {"filter": fail})})
        )
        assert tell(token, "1") == 204
    assert logged() == (False, "", "", None)


def test_it_takes_one_statement(django_assert_num_queries: Any) -> None:
    token = token_of(visit("đất đai"))
    # With the savepoint round it.
    with django_assert_num_queries(3):
        tell(token, "1")


def test_the_script_is_there_where_there_is_a_token_and_carries_no_inline_code() -> None:
    page = visit("đất đai").content.decode()
    assert 'src="/static/js/choices.js"' in page
    assert f'data-choices-address="{CHOICES}"' in page
    english = visit("đất đai", path="/en/tim-kiem/").content.decode()
    assert f'data-choices-address="{CHOICES}"' in english
    assert AGENT not in page


@given(
    position=st.text(max_size=12) | st.integers().map(str),
    first=st.integers(1, 10**6),
    size=st.integers(0, 12),
)
def test_a_position_is_read_or_refused(position: str, first: int, size: int) -> None:
    shown = Shown("x", date(2026, 1, 1), first, tuple(("s", str(n)) for n in range(size)))
    try:
        choice = shown.choice(position)
    except ValueError:
        return
    if position:
        assert choice == Choice("s", str(int(position) - first), int(position))
        assert first <= int(position) < first + size
    else:
        assert choice is None
