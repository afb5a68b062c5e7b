"""The site's cache in production: Redis, and while that is away, the memory of each process."""

import logging
import re
import time
from collections.abc import Iterable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError, ResponseError

logger = logging.getLogger(__name__)
# Seconds for which Redis is left alone after a failure, so that not every call waits for its time-out.
LEFT_ALONE = 5.0
# Redis begins its answer with a code such as MISCONF or MASTERDOWN where it cannot serve; a wrong call is
# plain ERR, which the client takes off.
STATE_CODE = re.compile(r"[A-Z]{3,} ")


def is_wrong_call(error: RedisError) -> bool:
    """Whether Redis is there and the command itself was wrong, such as `incr` of a word."""
    return type(error) is ResponseError and not STATE_CODE.match(str(error))


class SteadyRedisCache(RedisCache):
    """A cache that may forget, but never fails, and holds a process up for one time-out in LEFT_ALONE.

    While Redis is away processes don't see what others put in or take out.
    """

    # Of all instances: Django makes one a thread.
    _away_until: dict[str, float] = {}

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._name = str(server)
        self._own = LocMemCache(f"instead-of-{server}", {**params, "OPTIONS": {}})

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """As in Django."""
        return bool(self._steadily("add", key, value, timeout, version))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """As in Django."""
        return self._steadily("get", key, default, version)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """As in Django."""
        self._steadily("set", key, value, timeout, version)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """As in Django."""
        return bool(self._steadily("touch", key, timeout, version))

    def delete(self, key: Any, version: int | None = None) -> bool:
        """As in Django."""
        return bool(self._steadily("delete", key, version))

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """As in Django."""
        return bool(self._steadily("has_key", key, version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """As in Django."""
        return int(self._steadily("incr", key, delta, version))

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """As in Django."""
        return dict(self._steadily("get_many", list(keys), version))

    def set_many(self, data: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[Any]:
        """As in Django."""
        return list(self._steadily("set_many", data, timeout, version))

    def delete_many(self, keys: Iterable[Any], version: int | None = None) -> None:
        """As in Django."""
        self._steadily("delete_many", list(keys), version)

    def clear(self) -> None:
        """As in Django."""
        self._steadily("clear")

    def _steadily(self, method: str, *arguments: Any) -> Any:
        away_until = self._away_until.get(self._name)
        if away_until is None or time.monotonic() >= away_until:
            try:
                answer = getattr(super(), method)(*arguments)
            except RedisError as error:
                if is_wrong_call(error):
                    raise
                logger.warning("Redis is away, each process remembers by itself: %s", error)
                self._away_until[self._name] = time.monotonic() + LEFT_ALONE
            else:
                if away_until is not None:
                    self._away_until.pop(self._name, None)
                    self._own.clear()
                return answer
        return getattr(self._own, method)(*arguments)
