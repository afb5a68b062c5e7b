"""The chain of digests as pure functions: what seals an entry, and what shows that one was tampered with."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

FIELDS = (
    "id",
    "sequence",
    "at",
    "actor_id",
    "actor_name",
    "action",
    "object_type",
    "object_id",
    "title",
    "page_id",
    "details",
)
"""What a digest covers of an entry."""


@dataclass(frozen=True)
class Head:
    """The end of the chain at some time: number and digest (hex) of its last entry; 0 and "" before the first."""

    sequence: int
    digest: str


@dataclass(frozen=True)
class Finding:
    """Something that sealing alone does not leave behind; `sequence`: the entry's number."""

    sequence: int
    problem: str


def digest_of(previous: str, entry: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over the digest before and the entry's `FIELDS`, the same in any database.

    `entry["at"]` is an aware datetime, `entry["details"]` plain data.
    """
    values = {name: entry[name] for name in FIELDS}
    values["at"] = entry["at"].astimezone(UTC).isoformat(timespec="microseconds")
    canonical = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def check_chain(
    entries: Iterable[Mapping[str, Any]], head: Head, exported: Iterable[Head] = ()
) -> Iterator[Finding]:
    """Findings about sealed entries (`FIELDS` and `digest`), given in order of their numbers from 1.

    `head`: the stored one; `exported`: what was sent away earlier, any order. One who changes an entry and all
    digests after it is found by the exported heads alone.
    """
    sent: dict[int, set[str]] = {}
    for one in exported:
        sent.setdefault(one.sequence, set()).add(one.digest)
    last = Head(0, "")
    for entry in entries:
        sequence, digest = entry["sequence"], entry["digest"]
        if sequence != last.sequence + 1:
            yield Finding(last.sequence + 1, f"missing up to {sequence - 1}")
        elif digest_of(last.digest, entry) != digest:
            yield Finding(sequence, "changed: its digest does not fit")
        if sent.get(sequence, {digest}) != {digest}:
            yield Finding(sequence, "differs from an exported head")
        last = Head(sequence, digest)
    if head != last:
        yield Finding(head.sequence, f"the stored head is not the last entry, {last.sequence}")
    for sequence in sorted(sequence for sequence in sent if sequence > last.sequence):
        yield Finding(sequence, f"was exported as the head, but the record ends at {last.sequence}")
