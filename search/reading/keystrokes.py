"""Telex and VNI keystrokes that no keyboard program turned into letters: "quyeets ddinhj", "quye61t d9i5nh"."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from core.legal_text.codes import is_known
from core.text import has_accents
from core.vietnamese_syllables import FOLDED_SYLLABLES

from .foreign_words import KEPT, LOOKALIKES
from .keys import LONGEST, telex, vni

# Keystrokes fill at least this share of the words of a query typed with them: some words have no accents.
LEAST_SHARE = 0.3
# Where none of them is sure, as many, and this share.
LEAST_UNSURE = {"telex": 2, "vni": 3}
UNSURE_SHARE = 0.75

_TOKEN = re.compile(r"[A-Za-z0-9]+")
# What no words are in, but codes may be: "15/2023/NDD-CP", "http://x.vn", "a@b.vn", "1.5", "covid-19".
_NO_WORDS = re.compile(
    r"[@\\_'’]|://|[^\W_]\.[^\W_]|(?<![A-Za-z0-9])[0-9]+[A-Za-z]?[/-]|[/-][0-9]+(?![A-Za-z0-9])"
)
_STROKES = {"telex": "dd", "vni": "d9"}
_CONSONANT = re.compile(r"[b-df-hj-np-tv-xz]")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
# What English words end in as well as keystrokes of s and r: "cans", "car", "list", "term".
_ENGLISH_SHAPE = re.compile(r"[a-z]*(?:[^h]s|[aeiouy]r|s[cmpt]|r[cmnpt])")
# "khoan2" is more often "khoản 2" than "khoàn".
_UNITS = """
ap bac bai bang cap chuong diem dieu doi dot hang ho khoan khu ky lan lop mau muc nam ngay nhom phan
phu phuong quan quy quyen so tang tap thang to tuan
"""
_COUNTED = frozenset(_UNITS.split())


class _Kind(Enum):
    """What a word says about how the query was typed."""

    SURE = "keystrokes and nothing else"
    UNSURE = "keystrokes shaped like English"
    LOOKALIKE = "a foreign word that could be keystrokes"
    CODE = "a code with a doubled d"
    PLAIN = "a syllable without accents"
    FOREIGN = "a word of another language"
    NONE = "nothing"


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    kind: _Kind
    converted: str | None


@dataclass(frozen=True)
class Keystrokes:
    """A query after its keystrokes were turned into letters; `changed` tells whether there were any."""

    text: str
    changed: bool


def convert_keystrokes(text: str) -> Keystrokes:
    """Turn Telex or VNI keystrokes into letters, where the whole of the query leaves no doubt.

    Text with accents stays as it is: its writer's keyboard program works. Words that fit neither
    system, numbers and addresses stay. Linear in the length of text.
    """
    if not has_accents(text):
        for system in ("telex", "vni"):
            tokens = _tokens(text, system)
            if _is_typed_so(tokens, LEAST_UNSURE[system]):
                return Keystrokes(_replaced(text, tokens), True)
    return Keystrokes(text, False)


def _tokens(text: str, system: str) -> list[_Token]:
    shouted = text.isupper()
    found = []
    for chunk in re.finditer(r"\S+", text):
        only_codes = _NO_WORDS.search(chunk[0]) is not None
        for match in _TOKEN.finditer(chunk[0]):
            is_code = only_codes or (match[0].isupper() and not shouted and len(match[0]) > 1)
            kind, converted = _judge_code(match[0], system, is_code)
            if kind is None:
                kind, converted = _judge(match[0], system)
            start = chunk.start() + match.start()
            found.append(_Token(start, start + len(match[0]), kind, converted))
    return found


def _judge_code(typed: str, system: str, is_code: bool) -> tuple[_Kind | None, str | None]:
    """Tell what a code or a kept word is, None where the word is neither; "NDD" is a code typed in Telex."""
    word = typed.lower()
    if is_known(word) or word in KEPT or _ROMAN.fullmatch(word) or _CONSONANT.fullmatch(word):
        return _Kind.NONE, None
    before, stroke, after = word.rpartition(_STROKES[system])
    known = is_known(f"{before}d{after}")
    if stroke and (known or is_code):
        letter = "Đ" if typed[len(before)].isupper() else "đ"
        rest = typed[len(before) + len(stroke) :]
        return (_Kind.CODE if known else _Kind.NONE), f"{typed[: len(before)]}{letter}{rest}"
    return (_Kind.NONE if is_code else None), None


def _judge(typed: str, system: str) -> tuple[_Kind, str | None]:
    word = typed.lower()
    digits = sum(character.isdecimal() for character in word)
    if digits == len(word) or (digits and system == "telex"):
        return _Kind.NONE, None
    if word in FOLDED_SYLLABLES:
        return _Kind.PLAIN, None
    syllable = None
    if len(word) <= LONGEST and (digits or system == "telex"):
        syllable = telex(word) if system == "telex" else vni(word)
    if syllable is None:
        return (_Kind.NONE if digits else _Kind.FOREIGN), None
    return _judge_keys(word, system), _with_case(typed, syllable)


def _judge_keys(word: str, system: str) -> _Kind:
    if system == "vni":
        if re.search(r"[6-9]|[0-9][a-z]", word):
            return _Kind.SURE
        return _Kind.NONE if word[:-1] in _COUNTED else _Kind.UNSURE
    if word in LOOKALIKES:
        return _Kind.LOOKALIKE
    if not re.search("[aeiouy]", word):
        return _Kind.UNSURE
    # A mark, or a tone where English has none.
    marked = re.search(r"aa|ee|oo|^d.*d|w", word)
    return _Kind.SURE if marked or not _ENGLISH_SHAPE.fullmatch(word) else _Kind.UNSURE


def _is_typed_so(tokens: Sequence[_Token], least_unsure: int) -> bool:
    counts = Counter(token.kind for token in tokens)
    keystrokes = counts[_Kind.SURE] + counts[_Kind.UNSURE]
    foreign, english = counts[_Kind.FOREIGN], counts[_Kind.LOOKALIKE]
    words = keystrokes + counts[_Kind.PLAIN] + foreign + english
    if not words:
        return counts[_Kind.CODE] > 0
    if counts[_Kind.SURE]:
        return keystrokes >= LEAST_SHARE * words and foreign * 2 <= keystrokes
    return keystrokes >= max(least_unsure, UNSURE_SHARE * words) and not foreign and not english


def _with_case(typed: str, syllable: str) -> str:
    letters = [character for character in typed if character.isalpha()]
    if len(letters) > 1 and all(character.isupper() for character in letters):
        return syllable.upper()
    return syllable.capitalize() if letters[0].isupper() else syllable


def _replaced(text: str, tokens: Sequence[_Token]) -> str:
    parts: list[str] = []
    position = 0
    for token in tokens:
        if token.converted is not None:
            parts += [text[position : token.start], token.converted]
            position = token.end
    return "".join([*parts, text[position:]])
