"""Numbers of the Party among those of the State."""

import gzip
import json

import pytest

from core.legal_text.party import is_party_number
from tests.data import shared_data


@pytest.mark.parametrize(
    "number", ["12-NQ/TU", "87-kl/tu", " 399 – QĐ/TW ", "05-CT/ĐU", "36-HD/VPTW", "21-CTr/TU", "17-TB/ĐUK"]
)
def test_of_the_party(number: str) -> None:
    assert is_party_number(number)


@pytest.mark.parametrize(
    "number", ["12/NQ-HĐND", "15/2023/QĐ-UBND", "23-L/CTN", "102-SL/L-004", "21-TC/TCT", "", "TU", "12-NQ"]
)
def test_of_the_state(number: str) -> None:
    assert not is_party_number(number)


def test_no_document_of_the_state_is_taken_for_one() -> None:
    with gzip.open(shared_data("legal-documents.jsonl.gz"), "rt", encoding="utf-8") as lines:
        assert not [row["number"] for row in map(json.loads, lines) if is_party_number(row["number"])]
