"""Operations of real documents, and what becomes of the texts that they amend; see gold/README.md."""

import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from core.legal_text.amending import Applied, Operation, apply, read_operations
from core.legal_text.clauses import read_parts
from core.legal_text.extraction.document import read_document
from core.legal_text.structure import parse
from core.text import nfc
from regulations.extraction.pdf import page_texts
from regulations.importing.merging import union
from regulations.importing.rows import Article
from tests.data import shared_data

GOLD = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "gold" / "amendments.jsonl").read_text().splitlines()
]

# On texts that hold nothing of the amendment yet: operations applied by kind, places refused by reason.
COUNTS = {"replace": 38, "insert": 4, "repeal": 20, "words": 11}
REFUSED = {"missing": 47, "not_found": 24, "level": 7, "unread": 5}


@cache
def rows() -> dict[str, Any]:
    numbers = {fact[name] for fact in GOLD for name in ("acting", "target")}
    with gzip.open(shared_data("legal-documents.jsonl.gz"), "rt") as lines:
        found = (json.loads(line) for line in lines)
        return {row["number"]: row for row in found if row["number"] in numbers}


def canonical(number: str) -> str:
    articles = [
        Article(one["number"].lower(), nfc(one["title"]), nfc(one["text"]))
        for one in rows()[number]["articles"]
    ]
    return union("", articles, newer_wins=False)


@cache
def acting(number: str, file: str) -> list[Operation]:
    if not file:
        return read_operations(parse(canonical(number)), rows()[number]["title"] or "")
    document = read_document(page_texts(shared_data("gazette-pdfs") / file))
    return read_operations(document.provisions, document.fields["title"].value)


def by_acting() -> dict[tuple[str, str], list[dict[str, Any]]]:
    groups = defaultdict(list)
    for fact in GOLD:
        groups[fact["acting"], fact.get("file", "")].append(fact)
    return groups


def by_target(
    number: str, file: str
) -> Iterator[tuple[str, list[tuple[Operation, dict[str, Any]]], Applied]]:
    """Each document amended by one, its operations with what is known of them, and what becomes of it."""
    found = zip(acting(number, file), by_acting()[number, file], strict=True)
    groups = defaultdict(list)
    for operation, fact in found:
        groups[fact["target"]].append((operation, fact))
    for target in groups.keys() & rows().keys():
        yield target, groups[target], apply(canonical(target), [one for one, _fact in groups[target]])


@pytest.mark.parametrize(("number", "file"), by_acting())
def test_every_sentence_is_read_or_listed(number: str, file: str) -> None:
    names = ("kind", "target", "scopes", "titles", "openings", "after", "before", "why")
    assert [_facts(one, names) for one in acting(number, file)] == [
        {name: fact[name] for name in ("source", *names) if fact.get(name)}
        for fact in by_acting()[number, file]
    ]


@pytest.mark.parametrize(("number", "file"), by_acting())
def test_the_text_becomes_what_was_worked_out(number: str, file: str) -> None:
    for _target, mine, done in by_target(number, file):
        for index, (_operation, fact) in enumerate(mine):
            if fact["kind"] == "unread":
                continue
            results = fact.get("results", {})
            assert [one.path for one in done.annotations if one.operation == index] == list(results)
            refused = {one.path: one.reason.value for one in done.refused if one.operation == index}
            assert refused == fact.get("refused", {})
            for path, digest in results.items():
                assert hashlib.sha256(slice_of(done.text, path).encode()).hexdigest()[:16] == digest, path


def test_how_many() -> None:
    """Of those on a text that doesn't hold any of the amendment yet; what is refused is known by its reason."""
    applied: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    places = 0
    for number, file in by_acting():
        for _target, mine, done in by_target(number, file):
            if any(one.reason in {"done", "exists"} for one in done.refused):
                continue
            changed = {one.operation for one in done.annotations}
            applied.update(mine[index][0].kind.value for index in changed)
            places += len(done.annotations)
            refused.update(one.reason.value for one in done.refused)
    print(f"applied {dict(applied)} at {places} places, refused {dict(refused)}")
    assert applied == COUNTS
    assert refused == REFUSED


def _facts(operation: Operation, names: tuple[str, ...]) -> dict[str, Any]:
    told = {name: getattr(operation, name) for name in names if getattr(operation, name)}
    plain = {name: list(value) if isinstance(value, tuple) else str(value) for name, value in told.items()}
    return {"source": operation.source.path, **plain}


def slice_of(text: str, path: str) -> str:
    """A provision with all that lies in it."""
    parts = path.split("/")
    provision = next(one for one in parse(text) if one.path == parts[0])
    if len(parts) == 1:
        return provision.text.strip()
    body, inside = provision.text.partition("\n")[2], "/".join(parts[1:])
    own = [part for part in read_parts(body) if f"{part.path}/".startswith(f"{inside}/")]
    return body[own[0].start : own[-1].end].strip()
