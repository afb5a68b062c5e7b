"""What a reader asks for in a line of text: words, phrases, exclusions, fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .fields import field_at_end, take_values
from .lexer import COLONS, MINUSES, QUOTES, Kind, Piece, clean, pieces

# Phrases, exclusions and values of one field that are kept apart; more of them are ordinary words.
MAX_PARTS = 8
_EDGES = " ,;.()[]{}!?"
_NO_QUOTES = str.maketrans(dict.fromkeys(QUOTES, " "))
_NO_SIGNS = str.maketrans(dict.fromkeys(QUOTES + COLONS, " "))


@dataclass(frozen=True)
class Reading:
    """A query as its reader means it; everything in NFC, without control characters.

    `text` holds the free words in order, without quotation marks, colons or leading minuses, so that
    reading it again changes nothing. `phrases` and `excluded` hold what was quoted or excluded, `fields`
    values as typed by the names of `search.reading.fields.FIELDS`; a range of years is "2020-2022".
    `unread` names what follows a field word but is no value of it ("năm: abc"); its words are in `text`.
    """

    text: str = ""
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()


class _Reader:
    """Puts pieces together; `words` are those since the last sign, of `field` if one was named."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.phrases: dict[str, None] = {}
        self.excluded: dict[str, None] = {}
        self.fields: dict[str, dict[str, None]] = {}
        self.unread: list[str] = []
        self.field = ""
        self.label: list[str] = []
        self.words: list[str] = []

    def take(self, piece: Piece) -> None:
        """Read the next piece."""
        if piece.kind is Kind.WORD:
            self.words.append(piece.text)
        elif piece.kind is Kind.COLON:
            self._take_colon()
        elif piece.kind is Kind.QUOTED and self.field and not self.words:
            self.words = piece.text.translate(_NO_QUOTES).split()
            self.end_words()
        else:
            self.end_words()
            self._keep(self.phrases if piece.kind is Kind.QUOTED else self.excluded, piece.text)

    def _take_colon(self) -> None:
        name, count = field_at_end(self.words)
        if not name:
            return
        label = self.words[-count:]
        del self.words[-count:]
        self.end_words()
        self.field, self.label = name, label

    def end_words(self) -> None:
        """Put the words since the last sign where they belong."""
        if not self.field:
            self.add_text(self.words)
        else:
            values, rest = take_values(self.field, self.words)
            kept = self.fields.setdefault(self.field, {}) if values else {}
            kept.update(dict.fromkeys(values[: MAX_PARTS - len(kept)]))
            if not values:
                self.add_text(self.label)
                self.unread += [f"{' '.join(self.label)}: {' '.join(rest)}"] if rest else []
            self.add_text(rest)
        self.field, self.label, self.words = "", [], []

    def _keep(self, parts: dict[str, None], text: str) -> None:
        part = " ".join(text.translate(_NO_QUOTES).split()).strip(_EDGES)
        if not any(character.isalnum() for character in part):
            return
        if len(parts) < MAX_PARTS:
            parts[part] = None
        else:
            self.add_text(part.split())

    def add_text(self, words: Iterable[str]) -> None:
        """Add free words."""
        plain = " ".join(words).translate(_NO_SIGNS).split()
        self.text += [word for word in (plain_word.lstrip(MINUSES) for plain_word in plain) if word]


def read(keyword: str) -> Reading:
    """Read a query; never raises, whatever is typed.

    - "…", “…”, «…»: a phrase. A quotation mark that is not closed, or within a word, counts for nothing.
    - a minus (or en dash) at the start or after a space, before a letter or a quotation: an exclusion,
      unless it goes on with a document number ("15/2023/QĐ -UBND"). A query of nothing but exclusions
      excludes nothing: its words are looked for.
    - a field word and a colon: a value of that field, in quotation marks, or the words up to the next
      field word, quotation or exclusion. What is no value of the field is ordinary text.

    Characters past the 10,000th are left out. Linear in the length of the keyword.
    """
    reader = _Reader()
    for piece in pieces(clean(keyword)):
        reader.take(piece)
    reader.end_words()
    if not (reader.text or reader.phrases or reader.fields):
        for part in reader.excluded:
            reader.add_text(part.split())
        reader.excluded.clear()
    return Reading(
        text=" ".join(reader.text),
        phrases=tuple(reader.phrases),
        excluded=tuple(reader.excluded),
        fields={name: tuple(values) for name, values in reader.fields.items()},
        unread=tuple(reader.unread[:MAX_PARTS]),
    )
