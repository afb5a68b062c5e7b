import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.reading import correct
from search.reading.correction import MAX_MISTYPED, MAX_WORDS
from search.reading.misspellings import EXTRA, FIRST, MISSING, SWAPPED, WRONG, one_edit_away
from search.reading.retyping import corrected_text
from search.words import syllables

from .words import MemoryVocabulary

VOCABULARY = MemoryVocabulary()


def corrected(text: str) -> str | None:
    words = correct(syllables(text), VOCABULARY)
    return None if words is None else " ".join(words)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("quyết đinh", "quyết định"),
        ("quyêt đinh", "quyết định"),
        ("nghị dịnh", "nghị định"),
        ("thuế thu nhap cá nhan", "thuế thu nhập cá nhân"),
        ("đăng kí kêt hôn", "đăng ký kết hôn"),
        ("quyt dinh", "quyet dinh"),
        ("qyuet dinh", "quyet dinh"),
        ("quyeet dinh", "quyet dinh"),
        ("quyat dinh", "quyet dinh"),
        ("huyet dinh", "quyet dinh"),
        ("xử phat hành chnh", "xử phạt hành chính"),
        ("xu phat hanh chnh", "xu phat hanh chinh"),
        ("quyết đinh của ủy ban nhân dan tỉnh", "quyết định của ủy ban nhân dân tỉnh"),
        ("giấy phép lai xe số 15", "giấy phép lái xe số 15"),
    ],
)
def test_misspellings_are_corrected(typed: str, meant: str) -> None:
    assert corrected(typed) == meant
    assert corrected(meant) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "đất",
        "quyết định",
        "quyet dinh",
        "xử phạt hành chính",
        "phát hành trái phiếu",
        # Folded, these are pairs like any other.
        "su dung dat dai",
        # Words that documents hardly hold are no mistakes for others.
        "bao nhiêu ngày đúng không",
        "máy bay không người lái",
        "abc xyz",
        "15/2023/QĐ-UBND",
        "15 2023 qd ubnd",
        "qdd ubnd",
        "blđtbxh btc",
        "quyết định2 15",
        "x" * 5_000,
        "quyt " * 3,
    ],
)
def test_what_is_right_or_unknown_stays(text: str) -> None:
    assert corrected(text) is None


def test_words_with_digits_and_codes_never_change() -> None:
    words = ["quyết", "đinh", "15", "2023", "qđ", "ubn", "qh14"]
    assert correct(words, VOCABULARY) == ["quyết", "định", "15", "2023", "qđ", "ubn", "qh14"]


def test_a_frequent_pair_is_never_touched() -> None:
    # "định" and "đinh" would both do before "của", but "quyết định" stands.
    assert corrected("quyết định cua") in (None, "quyết định của")


def test_nothing_is_said_without_documents() -> None:
    assert correct(["quyết", "đinh"], MemoryVocabulary({})) is None


def test_a_long_query_asks_twice_and_for_few_words() -> None:
    vocabulary = MemoryVocabulary()
    words = syllables("quyt chnh " * 60)
    found = correct(words, vocabulary)
    assert found is None or found[MAX_WORDS:] == words[MAX_WORDS:]
    assert len(vocabulary.asked) <= 2
    assert max(vocabulary.asked) <= 3 * MAX_WORDS + MAX_MISTYPED * 3 * 60


MIXED = ["quyết", "định", "đinh", "dinh", "quyt", "nghị", "nhap", "thu", "15", "qđ", "ubnd", "xyz", "Ⅻ", "ß"]


@given(st.lists(st.sampled_from(MIXED), max_size=80))
def test_a_correction_is_one_and_stays(words: list[str]) -> None:
    found = correct(words, VOCABULARY)
    assert found == correct(words, MemoryVocabulary())
    if found is not None:
        assert found != words
        assert len(found) == len(words)
        for old, new in zip(words, found, strict=True):
            assert old == new or (old.isalpha() and new in VOCABULARY.counts[True] + VOCABULARY.counts[False])


@given(st.text(max_size=80))
def test_any_text_may_be_asked(text: str) -> None:
    found = corrected_text(text, VOCABULARY)
    assert found is None or found != text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ('"Quyết đinh" -đất năm: 2020', '"Quyết định" -đất năm: 2020'),
        ("QUYẾT ĐINH 15/2023/QĐ-UBND", "QUYẾT ĐỊNH 15/2023/QĐ-UBND"),
        ("Xử Phat hành chnh?", "Xử Phạt hành chính?"),
        ("İ quyết đinh", "İ quyết định"),
        ("quyết\u00a0đinh", "quyết định"),
    ],
)
def test_signs_and_capitals_stay(typed: str, meant: str) -> None:
    assert corrected_text(typed, VOCABULARY) == meant


@pytest.mark.parametrize(
    ("syllable", "meant", "cost"),
    [
        ("quyt", "quyet", MISSING),
        ("qyuet", "quyet", SWAPPED),
        ("quyat", "quyet", WRONG),
        ("quyeet", "quyet", MISSING),
        ("quyext", "quyet", EXTRA),
        ("uyet", "quyet", MISSING + FIRST),
        ("huyet", "quyet", WRONG + FIRST),
        ("chnh", "chinh", MISSING),
    ],
)
def test_edits(syllable: str, meant: str, cost: float) -> None:
    assert one_edit_away(syllable)[meant] == cost


@given(st.text(alphabet="abcdeghiklmnopqrstuvxy", max_size=8))
def test_edits_change_the_length_by_one_at_most(word: str) -> None:
    near = one_edit_away(word)
    assert word not in near
    assert all(abs(len(other) - len(word)) <= 1 for other in near)
    assert all(MISSING <= cost <= EXTRA + FIRST for cost in near.values())
