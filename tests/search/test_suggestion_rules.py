"""The pure parts of suggestions: what was typed, where it may begin, what is emphasised, what comes first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import fold
from search.models.suggestion import MAX_SPELT, MAX_START
from search.suggestions.marking import keys_of, marks_behind, marks_of, word_key
from search.suggestions.ranking import (
    KINDS,
    MOST,
    Ranked,
    allotted,
    kinds_in_order,
    ranked,
    without_repeats,
)
from search.suggestions.rows import Candidate, Lookup
from search.suggestions.starts import MAX_WORDS, name_starts, number_forms, record_starts, words_and_places
from search.suggestions.typed import misfits, read_typed

from .corpus import record


class TestTyped:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("bao hiem xa", ["bao hiem xa"]),
            ("  Bảo   HIỂM, xã", ["bao hiem xa"]),
            ("bảo hiểm ", ["bao hiem "]),
            ("qui định", ["quy dinh"]),
            ("ki", ["ki", "ky"]),
            ("ki ", ["ky "]),
            ("hoà b", ["hoa b"]),
            ("Đ", ["d"]),
            ("", []),
            ("  ,.!", []),
        ],
    )
    def test_words_and_where_they_break_off(self, text: str, folded: list[str]) -> None:
        assert [beginning.folded for beginning in read_typed(text).beginnings] == folded

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("15/2023", "15 2023"),
            ("15 2023 qd", "15 2023 qd"),
            ("015/2023/QĐ-U", "15 2023 qd u"),
            ("qd 15", "qd 15"),
            ("QĐ15/2023", "qd 15 2023"),
            ("qdubnd 15", "qd ubnd 15"),
            ("nghị định số 1", "nghi dinh 1"),
            ("nd 1", "nd 1"),
            ("nđ", "nd"),
            ("15/", "15 "),
            ("da", ""),
            ("bao hiem", ""),
            ("quyết định", ""),
        ],
    )
    def test_the_beginning_of_a_number(self, text: str, number: str) -> None:
        assert read_typed(text).number == number

    def test_only_the_first_characters_count(self) -> None:
        assert read_typed("a" * 10_000) == read_typed("a" * 200)

    @given(st.text())
    def test_never_raises_and_asks_for_little(self, text: str) -> None:
        typed = read_typed(text)
        for beginning in typed.beginnings:
            assert 0 < len(beginning.folded) <= MAX_START
            assert 0 < len(beginning.spelt) <= MAX_SPELT
        assert all(0 < len(number) <= MAX_START for number in typed.number_beginnings)

    @pytest.mark.parametrize(
        ("text", "spelt", "wrong"),
        [
            ("bảo", "bảo hiểm ", 0),
            ("báo", "bảo hiểm ", 1),
            ("bao", "bảo hiểm ", 0),
            ("đa", "đất đai ", 0),
            ("đât", "đất đai ", 0),
            ("đất", "đạt chuẩn ", 1),
            ("đa", "dạy học ", 1),
            ("bảo hiê", "bảo hiểm ", 0),
            ("bảo hiê ", "bảo hiểm ", 1),
            ("bão hiễm", "bảo hiểm ", 2),
            ("bão hiem", "bảo hiểm ", 1),
            ("hoà", "hòa giải ", 0),
            ("hoà", "hoàn thuế ", 0),
            ("kĩ th", "kỹ thuật ", 0),
        ],
    )
    def test_accents_that_were_typed_count(self, text: str, spelt: str, wrong: int) -> None:
        assert misfits(read_typed(text), spelt) == wrong


class TestStarts:
    def test_every_word_of_a_title_may_begin_and_the_type_before_it(self) -> None:
        law = record("1", title="Đất đai", label="Luật 31/2024/QH15", number="31/2024/QH15")
        titles = [(start.start, start.spelt) for start in record_starts(law) if start.shelf == "title"]
        assert titles == [
            ("dat dai ", "đất đai "),
            ("dai ", "đai "),
            ("luat dat dai ", "luật đất đai "),
        ]

    def test_of_a_number_in_a_title_only_its_beginning_may(self) -> None:
        words, places = words_and_places("Sửa đổi Nghị định 33/2022/NĐ-CP về kinh tế - kỹ thuật")
        assert [words[place] for place in places] == (
            ["sửa", "đổi", "nghị", "định", "33", "về", "kinh", "tế", "kỹ", "thuật"]
        )
        assert "cp" in words

    def test_forms_of_a_number(self) -> None:
        forms = [" ".join(form) for form in number_forms("015/2023/QĐ-UBND", "Quyết định")]
        assert forms == [
            "15 2023 qd ubnd",
            "qd 15 2023 ubnd",
            "qd 15 2023 qd ubnd",
            "qd ubnd 15 2023",
            "quyet dinh 15 2023 qd ubnd",
        ]
        assert number_forms("36/2013/QH13", "") == [["36", "2013", "qh13"]]
        assert number_forms("không số", "") == [["khong", "so"]]

    def test_the_newest_the_shortest_and_the_earliest_word_rank_best(self) -> None:
        def rank(title: str, year: int, start: str) -> int:
            made = record("1", title=title, issued_on=date(year, 1, 1))
            return next(row.rank for row in record_starts(made) if row.start.startswith(start))

        assert rank("Đất đai", 2024, "dat") < rank("Đất đai", 2013, "dat")
        assert rank("Đất đai", 2024, "dat") < rank("Đất đai và nhà ở", 2024, "dat")
        assert rank("Đất đai", 2024, "dat") < rank("Về đất đai", 2024, "dat")

    def test_without_a_date_the_year_of_the_number_counts_and_pages_are_timeless(self) -> None:
        def rank(**values: object) -> int:
            return next(record_starts(record("1", title="Đất", issued_on=None, **values))).rank

        new, old = rank(number="1/2023/QĐ-UBND"), rank(number="1/1999/QĐ-UBND")
        unknown, page = rank(number="1/QĐ-UBND"), rank(number="", label="Giới thiệu")
        assert page < new < old < unknown

    def test_shelves_by_language(self) -> None:
        everyone = record("1", title="Đất", translations={"en": ("Land", "/en/1/")})
        assert {start.shelf for start in record_starts(everyone)} == {"title", "title:en", "number"}
        english = record("2", title="Land", languages=("en",), number="", label="")
        assert {start.shelf for start in record_starts(english)} == {"title:en"}

    def test_a_name_that_more_documents_have_ranks_better_but_a_shorter_one_before(self) -> None:
        def rank(name: str, documents: int) -> int:
            return next(name_starts(name, "field", documents)).rank

        assert rank("Bộ Tài chính", 900) < rank("Bộ Công thương", 3)
        assert rank("Đất đai", 1) < rank("Đất đai, nhà ở", 10_000)

    @given(st.text(max_size=400), st.text(max_size=80))
    def test_rows_fit_their_columns_whatever_the_text(self, title: str, number: str) -> None:
        rows = list(record_starts(record("1", title=title, number=number, label=f"Luật {number}")))
        assert len(rows) <= MAX_WORDS + 7
        for row in rows:
            assert 0 < len(row.start) <= MAX_START
            assert len(row.spelt) <= MAX_SPELT
            assert "\x00" not in row.start + row.spelt
            assert 0 <= row.rank < 2**31


class TestMarks:
    @pytest.mark.parametrize(
        ("text", "typed", "marked"),
        [
            ("Quy định về bảo hiểm xã hội", "bao hiem xa", ["bảo hiểm xã"]),
            ("Quy định về bảo hiểm xã hội", "bảo hiểm x", ["bảo hiểm x"]),
            ("Kĩ thuật", "ky thuat", ["Kĩ thuật"]),
            ("Bảo tồn, bảo hiểm", "bao h", ["bảo h"]),
            ("Hiểm họa và bảo vệ", "bao hiem", ["Hiểm", "bảo"]),
            ("Sông Lam", "dat", []),
            ("", "dat", []),
        ],
    )
    def test_where_the_typed_words_stand(self, text: str, typed: str, marked: list[str]) -> None:
        found = marks_of(text, [keys_of(fold(typed))], complete=False)
        assert [text[start:end] for start, end in found] == marked

    def test_a_number_without_regard_to_zeros(self) -> None:
        assert marks_of("Nghị định 05/2023/NĐ-CP", [["5", "2023"]], complete=False) == ((10, 17),)

    def test_a_type_that_only_the_label_names(self) -> None:
        typed = [["luat", "da"]]
        assert marks_behind("Luật 31/2024/QH15", "Đất đai", typed, False) == (((0, 2),), ((0, 4),))
        assert marks_behind("Luật 31/2024/QH15", "Đất đai", [["lu"]], False) == ((), ((0, 2),))
        assert marks_behind("Luật 31/2024/QH15", "Sửa đổi Luật Đất đai", typed, False) == (((8, 15),), ())

    @given(
        st.text(max_size=60),
        st.lists(st.text(min_size=1, max_size=8).map(word_key), min_size=1),
        st.booleans(),
    )
    def test_marks_lie_in_the_text_in_order_and_apart(
        self, text: str, typed: list[str], complete: bool
    ) -> None:
        end = 0
        for start, stop in marks_of(text, [typed], complete):
            assert end <= start <= stop <= len(text)
            end = stop


def candidates(kind: str, *rows: tuple[int, str, int]) -> tuple[list[Lookup], list[Candidate]]:
    found = [Candidate(0, pk, fold(spelt), spelt, rank) for pk, spelt, rank in rows]
    return [Lookup(kind, kind, "")], found


class TestRanking:
    def test_accents_then_rank_each_document_once(self) -> None:
        lookups, found = candidates(
            "title", (1, "bão lụt ", 1), (2, "bảo hiểm ", 5), (3, "bảo vệ ", 4), (3, "bảo vệ rừng ", 2)
        )
        best = ranked(read_typed("bảo"), lookups, found)["title"]
        assert best == Ranked((3, 2), (1,))

    def test_numbers_whole_before_broken_off_then_the_newest(self) -> None:
        rows = [
            (1, "177/2025/NĐ-CP", 1),
            (2, "1/2019/NĐ-CP", 9),
            (3, "1/2022/NĐ-CP", 5),
            (4, "2/2022/NĐ-CP", 0),
        ]
        starts = [
            Candidate(0, pk, " ".join(number_forms(number, "")[0]) + " ", number, rank)
            for pk, number, rank in rows
        ]
        lookups = [Lookup("number", "number", "")]
        assert ranked(read_typed("1"), lookups, starts)["number"].rows == (3, 2, 1)

    def test_repeats_go_behind_and_documents_are_not_suggested_twice(self) -> None:
        found = {kind: Ranked() for kind in KINDS} | {
            "number": Ranked((9,)),
            "title": Ranked((9, 1, 2, 3, 4), (7,)),
        }
        texts = {9: "a", 1: "Giống", 2: "giống", 3: "GIỐNG", 4: "b"}
        assert without_repeats(found, texts)["title"] == Ranked((1, 2, 4, 3), ())

    @given(
        st.fixed_dictionaries({kind: st.tuples(st.integers(0, 20), st.integers(0, 20)) for kind in KINDS}),
        st.lists(st.sampled_from(KINDS)),
    )
    def test_ten_at_most_diverse_and_what_fits_before_what_does_not(
        self, counts: dict[str, tuple[int, int]], beginning: list[str]
    ) -> None:
        found = {
            kind: Ranked(tuple(range(fit)), tuple(range(100, 100 + no))) for kind, (fit, no) in counts.items()
        }
        order = kinds_in_order(found, {kind: kind in beginning for kind in KINDS})
        shares = allotted(found, order)
        shown = [row for kind in order for row in found[kind].rows[: shares[kind]]]
        assert len(shown) <= MOST
        assert all(shares[kind] for kind in order)
        if "number" not in order or counts["number"][1] == 0:
            assert sorted(row >= 100 for row in shown) == [row >= 100 for row in shown]
        if sum(map(sum, counts.values())) >= MOST and not any(no for _fit, no in counts.values()):
            assert len(shown) == MOST
