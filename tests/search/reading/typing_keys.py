"""Vietnamese text as the keys that Telex and VNI typists press: the inverse of what the product reads."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

TELEX_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}
VNI_TONES = {"\u0300": "2", "\u0301": "1", "\u0303": "4", "\u0309": "3", "\u0323": "5"}
VNI_MARKS = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}
LETTERS = re.compile(r"[^\W\d_]+")

# Where a typist presses the keys of marks and tones.
AT_ONCE, TONE_LAST, ALL_LAST = "right after the letter", "the tone last", "all last"
SYSTEMS = ("telex", "vni")
STYLES = (AT_ONCE, TONE_LAST, ALL_LAST)


@dataclass
class Keys:
    """A word's keys: letters with what follows them at once, marks and tones that wait for its end."""

    typed: str = ""
    marks: str = ""
    tones: str = ""


def letters_of(word: str) -> Iterator[tuple[str, str, str]]:
    """Split each character into its letter, its mark and its tone."""
    for character in word:
        if character in "đĐ":
            yield ("d" if character == "đ" else "D"), "đ", ""
            continue
        base, *signs = unicodedata.normalize("NFD", character)
        mark = next((sign for sign in signs if sign in VNI_MARKS), "")
        tone = next((sign for sign in signs if sign in TELEX_TONES), "")
        yield base, mark, tone


def mark_key(system: str, letter: str, mark: str) -> str:
    """The key of a mark."""
    if system == "vni":
        return "9" if mark == "đ" else VNI_MARKS[mark]
    if mark == "đ":
        return "d"
    return letter.lower() if mark == "\u0302" else "w"


def type_word(word: str, system: str, style: str) -> str:
    """The keys of one word."""
    keys = Keys()
    for letter, mark, tone in letters_of(word):
        keys.typed += letter
        if mark:
            key = mark_key(system, letter, mark)
            if style == ALL_LAST:
                # "ươ" takes one key for both horns.
                keys.marks += "" if keys.marks.endswith(key) and key in "w7" else key
            else:
                keys.typed += key
        if tone:
            key = (TELEX_TONES if system == "telex" else VNI_TONES)[tone]
            if style == AT_ONCE:
                keys.typed += key
            else:
                keys.tones += key
    typed = keys.typed + keys.marks + keys.tones
    return typed.upper() if word.isupper() and len(word) > 1 else typed


def type_text(text: str, system: str, style: str) -> str:
    """The keys of a text."""
    composed = unicodedata.normalize("NFC", text)
    return LETTERS.sub(lambda match: type_word(match[0], system, style), composed)
