"""Cutting a stream into batches."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def in_batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield lists of up to `size` items, holding one at a time."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
