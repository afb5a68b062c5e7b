"""Document numbers in any careless form, the same on every engine."""

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest

from core.legal_text.careless import matches, read_number_query
from core.legal_text.numbers import DocumentNumber, parse_number
from core.text import fold
from search.engines.base import Engine
from search.plan import make_plan
from search.query import SearchQuery
from search.records import Record
from tests.data import shared_data

from .corpus import ask, fill, found, put, record

FORMS = [
    "15/2023/QĐ-UBND",
    "15/2023/qd-ubnd",
    "15 2023 QĐ UBND",
    "qd 15/2023",
    "15-2023-qđ-ubnd",
    "015/2023/QĐ-UBND",
    "số 15/2023/QĐ-UBND",
    "quyết định 15/2023",
    "quyet dinh so 15/2023/qd-ubnd",
]


WANTED = {"unique": 1_000, "ambiguous": 300}


@pytest.fixture
def numbered(engine: Engine) -> Engine:
    repeated = "Căn cứ Quyết định số 15/2023/QĐ-UBND, quyết định 15/2023/QĐ-UBND. " * 5
    put(
        engine,
        record("citing", repeated, number="99/2024/QĐ-UBND", label="Quyết định 99/2024/QĐ-UBND"),
        record("meant", "Nội dung", number="15/2023/QĐ-UBND", label="Quyết định 15/2023/QĐ-UBND"),
        record("other-year", "Nội dung", number="15/2022/QĐ-UBND", label="Quyết định 15/2022/QĐ-UBND"),
        record("other-type", "Nội dung", number="15/2023/NQ-HĐND", label="Nghị quyết 15/2023/NQ-HĐND"),
    )
    return engine


@pytest.mark.parametrize("form", FORMS)
def test_the_document_meant_comes_first_and_says_why(numbered: Engine, form: str) -> None:
    hits = ask(numbered, form).hits
    assert hits[0].key == "meant"
    assert hits[0].number_match
    assert not any(hit.number_match for hit in hits[1:])
    assert numbered.passages(make_plan(SearchQuery(keyword=form)), 5)[0].number == "15/2023/QĐ-UBND"


def test_a_form_that_fits_several_puts_all_of_them_first(numbered: Engine) -> None:
    hits = ask(numbered, "15/2023").hits
    assert {hit.key for hit in hits[:2]} == {"meant", "other-type"}
    assert [hit.number_match for hit in hits] == [True, True, *[False] * (len(hits) - 2)]


def test_the_exact_number_comes_before_those_it_only_begins(engine: Engine) -> None:
    put(
        engine,
        record("joint", "15 2013 nđ cp nghị định", number="15/2013/NĐ-CP-BTC"),
        record("exact", "x", number="15/2013/NĐ-CP"),
    )
    assert found(engine, "15/2013/NĐ-CP") == ["exact", "joint"]


def test_words_beside_the_number_choose_its_provision(numbered: Engine) -> None:
    put(
        numbered,
        record("meant", "Nội dung", "Mức phạt nồng độ cồn", number="15/2023/QĐ-UBND"),
        record("words", "Mức phạt nồng độ cồn, mức phạt nồng độ cồn", number="1/2001/NĐ-CP"),
    )
    keyword = "mức phạt nồng độ cồn theo 15/2023/QĐ-UBND"
    hit = ask(numbered, keyword).hits[0]
    assert (hit.key, hit.passages[0].number) == ("meant", "2")
    assert (numbered.passages(make_plan(SearchQuery(keyword=keyword)), 5)[0].article) == "2"


def test_a_number_obeys_the_filters(numbered: Engine) -> None:
    assert "meant" not in found(numbered, "15/2023/QĐ-UBND", filters={"field": ("dat-dai",)})


def test_all_that_fit_come_first_over_pages(engine: Engine) -> None:
    fitting = [record(f"fit-{n:02d}", "Nội dung", number=f"15/2023/QĐ-B{chr(65 + n)}X") for n in range(25)]
    others = [
        record(f"other-{n}", "15 2023 15/2023 số 15/2023", number=f"{n + 30}/2020/TT-BTC") for n in range(9)
    ]
    put(engine, *others, *fitting)
    pages = [hit for page in range(1, 5) for hit in ask(engine, "15/2023", page=page).hits]
    assert [hit.number_match for hit in pages] == [True] * 25 + [False] * 9
    assert {hit.key for hit in pages[:25]} == {item.key for item in fitting}


def _records() -> list[Record]:
    with gzip.open(shared_data("legal-documents.jsonl.gz"), "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        replace(
            record(str(place), row["articles"][0]["text"][:300] if row["articles"] else ""),
            title=row["title"] or "",
            number=row["number"],
            label=f"{row['type']} {row['number']}",
        )
        for place, row in enumerate(rows)
    ]


def _careless(number: DocumentNumber, label: str) -> Iterator[str]:
    codes = "-".join(number.codes)
    kind = label.removesuffix(number.text)
    yield from (number.text, number.text.lower(), fold(number.text), f"số {fold(number.text)}")
    yield from (number.text.replace("/", " ").replace("-", " "), number.key, f"0{number.text}")
    if number.year:
        yield from (f"{codes} {number.sequence}/{number.year}", f"{kind}{number.sequence}/{number.year}")
        yield f"{fold(kind)}so {number.sequence} {number.year} {' '.join(number.codes)}"


def _fitting(form: str, numbers: dict[str, DocumentNumber]) -> set[str]:
    query = read_number_query(form)
    return {key for key, number in numbers.items() if query and matches(query, number)}


@pytest.mark.slow
def test_careless_numbers_of_the_codification(engine: Engine) -> None:
    records = _records()
    fill(engine, records)
    parsed = {item.key: parse_number(item.number) for item in records}
    numbers = {key: number for key, number in parsed.items() if number}
    chance = random.Random(7)
    outcomes: dict[str, list[bool]] = defaultdict(list)
    keys = sorted(numbers)
    while any(len(outcomes[kind]) < wanted for kind, wanted in WANTED.items()):
        key = chance.choice(keys)
        form = chance.choice(list(_careless(numbers[key], records[int(key)].label)))
        fitting = _fitting(form, numbers)
        kind = "unique" if len(fitting) == 1 else "ambiguous"
        if len(outcomes[kind]) == WANTED[kind]:
            continue
        hits = ask(engine, form, page_size=max(len(fitting), 1)).hits
        outcomes[kind].append({hit.key for hit in hits} == fitting | {key})
    assert all(outcomes["unique"])
    assert all(outcomes["ambiguous"])
