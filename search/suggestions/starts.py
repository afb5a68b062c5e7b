"""Where what is typed may begin to match a document, a page or a facet's value: pure.

A shelf holds the starts of one kind: "title" for readers of every language, "title:en" for those of one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from core.legal_text.codes import is_type
from core.legal_text.numbers import parse_number
from core.text import syllables
from search.models.suggestion import MAX_SPELT, MAX_START
from search.records import Record
from search.words import fold_all

NUMBER, TITLE = "number", "title"
FACET_KINDS = ("field", "issuer", "type")
MAX_WORDS = 40
# Some names of fields are whole sentences, in whose end nobody would look for a field.
MAX_NAME_WORDS = 12

# Ranks of titles and numbers are days before this one, so that the newest come first. By rule of thumb a
# word that stands one place further on in a title counts like a year of age, a longer title like two months a word.
LATEST = date(2100, 1, 1)
POSITION_DAYS = 365
WORD_DAYS = 60
# What has neither date nor number is a page of the site, in force whenever it was written.
TIMELESS = date(2025, 1, 1)
UNKNOWN = date(1945, 1, 1)

# Ranks of facet values: the place of the word, then the length of the name, then how many documents have it.
POSITION_STEP = 1000
NAME_WORD_STEP = 20
MAX_DOUBLINGS = 20


@dataclass(frozen=True)
class Start:
    """One row of the index of starts; see `search.models.SuggestionStart`."""

    shelf: str
    start: str
    spelt: str
    rank: int


def shelf_of(kind: str, language: str = "") -> str:
    """Return the shelf of a kind for readers of one language, or of every one."""
    return f"{kind}:{language}" if language else kind


def shelves_for(kind: str, language: str) -> tuple[str, str]:
    """Return the shelves on which readers of a language find a kind."""
    return shelf_of(kind), shelf_of(kind, language)


def type_name(record: Record) -> str:
    """Return the type in a document's label, "Quyết định" of "Quyết định 15/2023/QĐ-UBND", or ""."""
    has_number = record.number and record.label.endswith(record.number)
    return record.label.removesuffix(record.number).strip() if has_number else ""


def days_before_latest(record: Record) -> int:
    """Return the record's age as a rank: days from its issue, else from its number's year, to 2100."""
    day = record.issued_on
    if day is None:
        parsed = parse_number(record.number)
        year = parsed.year if parsed else None
        day = date(year, 1, 1) if year else UNKNOWN if record.number else TIMELESS
    return max((LATEST - day).days, 0)


def record_starts(record: Record) -> Iterator[Start]:
    """Yield the starts of a record's title, in every language it has one in, and of its number."""
    age = days_before_latest(record)
    for language in record.languages or ("",):
        yield from _title_starts(record.title, shelf_of(TITLE, language), age, type_name(record))
        yield from _number_starts(record, shelf_of(NUMBER, language), age)
    for language, (title, _url) in record.translations.items():
        yield from _title_starts(title, shelf_of(TITLE, language), age)


def name_starts(name: str, shelf: str, documents: int) -> Iterator[Start]:
    """Yield the starts of a facet value's name; `documents` have the value."""
    words = syllables(name)
    doublings = min(documents.bit_length(), MAX_DOUBLINGS)
    basis = len(words) * NAME_WORD_STEP + MAX_DOUBLINGS - doublings
    for position in range(min(len(words), MAX_NAME_WORDS)):
        yield _start(shelf, words[position:], basis + position * POSITION_STEP)


def _title_starts(title: str, shelf: str, age: int, type_name: str = "") -> Iterator[Start]:
    words, places = words_and_places(title)
    basis = age + len(words) * WORD_DAYS
    for position in places:
        yield _start(shelf, words[position:], basis + position * POSITION_DAYS)
    if words and type_name:
        yield _start(shelf, syllables(type_name) + words, basis)


def words_and_places(title: str) -> tuple[list[str], list[int]]:
    """Return a title's words, and the positions of those that may begin a match.

    Of a document number in a title only its sequence may: nobody looks for the "cp" of "33/2022/NĐ-CP".
    """
    words: list[str] = []
    places: list[int] = []
    for chunk in title.split():
        found = syllables(chunk)
        places += range(len(words), len(words) + (min(len(found), 1) if "/" in chunk else len(found)))
        words += found
    return words[:MAX_WORDS], [place for place in places if place < MAX_WORDS]


def _number_starts(record: Record, shelf: str, age: int) -> Iterator[Start]:
    if not record.number:
        return
    # PostgreSQL stores no null character.
    shown = record.number.replace("\x00", "")[:MAX_SPELT]
    for words in filter(None, number_forms(record.number, type_name(record))):
        yield Start(shelf, _line(words)[:MAX_START], shown, age)


def number_forms(number: str, type_name: str) -> list[list[str]]:
    """Return the orders of its parts in which people begin to type a number, each folded.

    "15/2023/QĐ-UBND", a "Quyết định": 15 2023 qd ubnd; qd 15 2023 ubnd; qd 15 2023 qd ubnd;
    qd ubnd 15 2023; quyet dinh 15 2023 qd ubnd.
    """
    parsed = parse_number(number)
    if parsed is None:
        return [fold_all(syllables(number))]
    digits = [parsed.sequence, *([str(parsed.year)] if parsed.year else [])]
    codes = list(parsed.codes)
    forms = [digits + codes]
    if is_type(codes[0]):
        forms += [[codes[0], *digits, *codes[1:]], [codes[0], *digits, *codes], codes + digits]
    if type_name:
        forms.append(fold_all(syllables(type_name)) + digits + codes)
    return forms


def _line(words: Sequence[str]) -> str:
    return " ".join(words) + " "


def _start(shelf: str, words: Sequence[str], rank: int) -> Start:
    return Start(shelf, _line(fold_all(words))[:MAX_START], _line(words)[:MAX_SPELT], rank)
