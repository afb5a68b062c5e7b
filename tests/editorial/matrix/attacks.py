"""One attack: a request as somebody, tried and undone, and what it changed meanwhile."""

import io
import json
import re
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.messages import get_messages
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, TestCase
from django.urls import reverse

from core.models.record import RecordEntry
from core.record.actions import REFUSED

from .snapshot import PARTS, Rows, differences

WRITTEN = re.compile(r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
READ = re.compile(r'(?:FROM|JOIN)\s+"?(\w+)"?', re.IGNORECASE)


@dataclass(frozen=True)
class Attack:
    """`target`: the page or work that it is about. Values that can be called are made when it is sent."""

    route: str
    path: str
    label: str = "empty"
    data: dict[str, Any] = field(default_factory=dict)
    method: str = "POST"
    as_json: bool = False
    by_script: bool = False
    target: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.path} ({self.label}; {self.target or 'no page'})"


@dataclass
class Outcome:
    """What came of an attack: the answer, by part what changed, and the error of an answer 500."""

    attack: Attack
    status: int
    changed: dict[str, list[str]]
    refused: bool
    recorded: int
    told: bool
    error: str = ""
    crash: str = ""


@contextmanager
def tables(pattern: re.Pattern[str]) -> Iterator[set[str]]:
    """Collect the names of the tables that statements write or read."""
    found: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        found.update(pattern.findall(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


class Measure:
    """The parts as they were, and the tables that each is read from: an attack that writes none changed none."""

    def __init__(self) -> None:
        self.before: dict[str, Rows] = {}
        self.sources: dict[str, set[str]] = {}
        for name, take in PARTS.items():
            with tables(READ) as read:
                self.before[name] = take()
            self.sources[name] = read

    def changed(self, written: set[str]) -> dict[str, list[str]]:
        """By part, what is not as it was; parts whose tables were not written are not looked at."""
        parts = [name for name, sources in self.sources.items() if sources & written]
        return differences(
            {name: self.before[name] for name in parts}, {name: PARTS[name]() for name in parts}
        )


@contextmanager
def outermost() -> Iterator[None]:
    """Let the blocks of a request begin as if no transaction of a test were around them.

    In a request a block without a savepoint rolls back by itself where it is the outermost one; inside of a
    test it would break the test's transaction.
    """
    base, enter = len(connection.atomic_blocks), transaction.Atomic.__enter__
    opened: list[transaction.Atomic] = []

    def enter_with_savepoint(block: transaction.Atomic) -> None:
        if len(connection.atomic_blocks) == base and not block.savepoint:
            block.savepoint = True
            opened.append(block)
        enter(block)

    transaction.Atomic.__enter__ = enter_with_savepoint  # type: ignore[method-assign]
    try:
        yield
    finally:
        transaction.Atomic.__enter__ = enter  # type: ignore[method-assign]
        for block in opened:
            block.savepoint = False


class Attacker:
    """Somebody with a browser, or a visitor without an account."""

    def __init__(self, user: Any, measure: Measure) -> None:
        self.client = Client(raise_request_exception=False)
        self.measure = measure
        if user is not None:
            self.client.force_login(user)
        self.jar = {name: morsel.value for name, morsel in self.client.cookies.items()}
        self.sent = 0

    def try_out(self, attack: Attack) -> Outcome:
        """Send it, look, and undo it."""
        self.sent += 1
        self._fresh()
        files = _FilesKept()
        errors: list[str] = []

        def note(sender: Any, request: Any, **kwargs: Any) -> None:
            errors.extend((sys.exc_info()[0].__name__, traceback.format_exc(limit=-4)))

        got_request_exception.connect(note)
        try:
            with transaction.atomic(), files, tables(WRITTEN) as written:
                before = RecordEntry.objects.filter(action=REFUSED).count()
                with TestCase.captureOnCommitCallbacks(execute=True), outermost():
                    response = self._send(attack)
                recorded = RecordEntry.objects.filter(action=REFUSED).count() - before
                outcome = Outcome(
                    attack,
                    response.status_code,
                    self.measure.changed(written),
                    was_refused(response),
                    recorded,
                    was_told(response),
                    *reversed(errors[:2]),
                )
                transaction.set_rollback(True)
        finally:
            got_request_exception.disconnect(note)
        return outcome

    def _fresh(self) -> None:
        cache.clear()
        self.client.cookies.clear()
        self.client.cookies.load(self.jar)

    def _send(self, attack: Attack) -> HttpResponse:
        data = {name: value() if callable(value) else value for name, value in attack.data.items()}
        headers = {"x-requested-with": "XMLHttpRequest"} if attack.by_script else {}
        if attack.as_json or attack.method in ("PUT", "PATCH"):
            body = json.dumps(data, default=str)
            return self.client.generic(
                attack.method, attack.path, body, content_type="application/json", headers=headers
            )
        if attack.method == "DELETE":
            return self.client.delete(attack.path, headers=headers)
        return self.client.post(attack.path, data, headers=headers)


class _FilesKept:
    """Puts back what was deleted from the store, which no transaction brings back; new files go."""

    def __enter__(self) -> None:
        self._delete, self._save = default_storage.delete, default_storage.save
        self._gone: dict[str, bytes] = {}
        self._made: list[str] = []
        default_storage.delete = self._keep_and_delete  # type: ignore[method-assign]
        default_storage.save = self._save_and_note  # type: ignore[method-assign]

    def _keep_and_delete(self, name: str) -> None:
        if name not in self._gone and name not in self._made and default_storage.exists(name):
            with default_storage.open(name) as stored:
                self._gone[name] = stored.read()
        self._delete(name)

    def _save_and_note(self, name: str, *args: Any, **kwargs: Any) -> str:
        made = self._save(name, *args, **kwargs)
        self._made.append(made)
        return made

    def __exit__(self, *args: Any) -> None:
        del default_storage.delete, default_storage.save
        for name in self._made:
            default_storage.delete(name)
        for name, content in self._gone.items():
            if not default_storage.exists(name):
                default_storage.save(name, io.BytesIO(content))


def was_refused(response: HttpResponse) -> bool:
    """Whether this is a refusal as Wagtail shows it: 403, or the way home with an error."""
    if response.status_code == 403:
        return True
    home = response.status_code == 302 and response["Location"] == reverse("wagtailadmin_home")
    return home and "error" in levels(response)


def levels(response: HttpResponse) -> set[str]:
    """Of the messages that the next page will show."""
    request = getattr(response, "wsgi_request", None)
    return {message.level_tag for message in get_messages(request)} if request is not None else set()


def was_told(response: HttpResponse) -> bool:
    """Whether the user reads something: a message, or a text in the answer itself."""
    return bool(levels(response)) or (not response.streaming and len(response.content) > 0)
