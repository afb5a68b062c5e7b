"""Why something was refused, kept for the length of a request: the user reads it, the record keeps it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


@dataclass(frozen=True)
class Refusal:
    """One refusal: the reason as the user reads it, and the page that it is about, where there is one."""

    reason: str
    page_id: int | None


_noted: ContextVar[list[Refusal] | None] = ContextVar("noted_refusals", default=None)


@contextmanager
def collecting() -> Iterator[list[Refusal]]:
    """Collect what is noted within the block, in order."""
    noted: list[Refusal] = []
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def note(reason: str | Promise, page_id: int | None = None) -> None:
    """Note why something is refused, in the user's language; nothing outside of a request."""
    noted = _noted.get()
    if noted is not None:
        noted.append(Refusal(str(reason), page_id))


class Refused(PermissionDenied):
    """A refusal that notes its reason: Wagtail swallows `PermissionDenied` together with what it says."""

    def __init__(self, reason: str | Promise = "", *, page_id: int | None = None) -> None:
        super().__init__(reason)
        note(reason, page_id)
