"""Phrases, exclusions and typed fields, the same on every engine."""

import pytest

from search.engines.base import Engine
from search.engines.database import narrowing
from search.planning import plan_for
from search.query import SearchQuery
from search.results import Results

from .corpus import counts, keys, put, record


def ask(engine: Engine, keyword: str) -> Results:
    return engine.search(plan_for(SearchQuery(keyword=keyword)))


@pytest.fixture
def forest(engine: Engine) -> Engine:
    put(
        engine,
        record("dat", "Thu hồi đất nông nghiệp của hộ gia đình", facets={"year": ("2020",)}),
        record("rung", "Thu hồi đất rừng phòng hộ", facets={"year": ("2020",)}),
        record("hai", "Giao đất rừng", "Thu hồi đất ở", facets={"year": ("2021",)}),
        record("xen", "Đất thu hồi thuộc hộ; phòng có rừng phòng bệnh", facets={"year": ("2021",)}),
        record("so", "Đất rừng", number="15/2023/QĐ-UBND", facets={"year": ("2023",)}),
        record("so-khac", "Nội dung", number="15/2023/NQ-HĐND", facets={"year": ("2023",)}),
    )
    return engine


@pytest.mark.parametrize(
    ("keyword", "expected"),
    [
        ('"thu hồi đất"', {"dat", "rung", "hai"}),
        ('"thu hoi dat"', {"dat", "rung", "hai"}),
        ('đất "thu hồi"', {"dat", "rung", "hai", "xen"}),
        ('"rừng phòng hộ"', {"rung"}),
        ('"đất" "rừng phòng"', {"rung", "xen"}),
        ("đất -rừng", {"dat", "hai"}),
        ('đất -"rừng phòng"', {"dat", "hai", "so"}),
        ('đất -"rừng phòng hộ"', {"dat", "hai", "xen", "so"}),
        ("đất -rừng -ở", {"dat"}),
        # Accents that were left out don't count, in each part for itself; a single syllable may be meant as it is.
        ('đất "rung phong ho"', {"rung"}),
        ('đất -"rung phong"', {"dat", "hai", "so"}),
        ('dat -"rừng phòng"', {"dat", "hai", "so"}),
        ("dat -rừng", {"dat", "hai"}),
        # Without free words: documents that hold it nowhere.
        ("năm: 2020 -rừng", {"dat"}),
        ("năm: 2020-2021 -rừng", {"dat"}),
        ('năm: 2020-2021 -"rừng phòng hộ"', {"dat", "hai", "xen"}),
        # A document found by its number as well.
        ("số: 15/2023 -rừng", {"so-khac"}),
        ('số: 15/2023 "đất rừng"', {"so"}),
        ("15/2023 -rừng", {"so-khac"}),
    ],
)
def test_quoted_and_excluded(forest: Engine, keyword: str, expected: set[str]) -> None:
    results = ask(forest, keyword)
    assert set(keys(results)) == expected
    assert results.total == len(expected)
    assert sum(counts(results, "year").values()) >= len(expected)


def test_beyond_what_is_read_pairs_decide(forest: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "VERIFIED", 1)
    assert set(keys(ask(forest, "đất -rừng"))) == {"dat", "hai"}
    assert set(keys(ask(forest, '"thu hồi đất"'))) == {"dat", "rung", "hai"}
    assert set(keys(ask(forest, 'đất -"rừng phòng hộ"'))) >= {"dat", "hai", "so"}


def test_sixty_syllables_and_many_parts_are_searched(forest: Engine) -> None:
    words = " ".join(f"từ{number}" for number in range(70))
    phrases = " ".join(f'"của các trong và {number}" -"là có được {number}"' for number in range(30))
    assert ask(forest, f"đất {words} {phrases}").total == 0
    assert ask(forest, f"{words} thu hồi đất rừng").total >= 0
