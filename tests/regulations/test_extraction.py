import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core.legal_text.extraction.document import read_document
from core.legal_text.headings import ProvisionKind
from core.legal_text.numbers import parse_number
from regulations.extraction.pdf import page_texts, scanned_pages
from tests.data import shared_data

GOLD = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "core" / "gold" / "gazette.jsonl").read_text().splitlines()
]
WITH_TEXT = [facts for facts in GOLD if not facts["scan"]]
FIELDS = ("number", "type", "issuer", "place", "date", "title", "signer", "signer_office", "effective_on")


@pytest.fixture(scope="module")
def read() -> dict[str, Any]:
    folder = shared_data("gazette-pdfs")
    return {facts["file"]: read_document(page_texts(folder / facts["file"])) for facts in WITH_TEXT}


def articles(found: Any) -> int:
    return sum(one.kind == ProvisionKind.ARTICLE and "/" not in one.path for one in found.provisions)


@pytest.mark.parametrize("name", [*FIELDS, "articles"])
def test_fields_of_the_gazette(read: dict[str, Any], name: str) -> None:
    """At least 95 of 100, against what was read by eye; one file has no head at all."""
    wrong = []
    for facts in WITH_TEXT:
        found = read[facts["file"]]
        value = articles(found) if name == "articles" else getattr(found.fields.get(name), "value", None)
        if value != facts[name]:
            wrong.append((facts["file"], value, facts[name]))
    assert len(wrong) <= 0.05 * len(WITH_TEXT), wrong


def key(number: str) -> str:
    parsed = parse_number(number)
    return parsed.key if parsed else number


def test_what_it_amends_and_is_based_on(read: dict[str, Any]) -> None:
    counts = Counter[str]()
    for facts in WITH_TEXT:
        found = read[facts["file"]]
        if facts["type"] == "Văn bản hợp nhất":
            continue
        wanted = {key(number) for number in facts["amends"]}
        got = {key(number) for number in found.amends if parse_number(number)}
        counts += Counter(right=len(wanted & got), read=len(got), wanted=len(wanted))
    assert counts["right"] / counts["read"] >= 0.9
    assert counts["right"] / counts["wanted"] >= 0.9


def test_nothing_of_the_text_is_lost(read: dict[str, Any]) -> None:
    for found in read.values():
        assert "".join(provision.text for provision in found.provisions) == found.text


def test_scans_are_known() -> None:
    folder = shared_data("gazette-pdfs")
    for facts in GOLD:
        path = folder / facts["file"]
        found = scanned_pages(path, page_texts(path))
        assert found == (list(range(facts["pages"])) if facts["scan"] else []), facts["file"]


def test_each_provision_has_its_page(read: dict[str, Any]) -> None:
    for found in read.values():
        assert len(found.provision_pages) == len(found.provisions)
        assert found.provision_pages == sorted(found.provision_pages)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("extract_document", tmp_path / "khong-co.pdf")


def test_the_command_prints_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("extract_document", shared_data("gazette-pdfs") / "thong-tu-so-08-2026-tt-bnv-469695.pdf")
    shown = json.loads(capsys.readouterr().out)
    assert shown["number"] == "08/2026/TT-BNV"
    assert shown["evidence"]["signer"]["page"] == 18
    assert shown["evidence"]["based_on"]["page"] == 1
    assert {one["kind"] for one in shown["provisions"]} >= {"article", "chapter"}
