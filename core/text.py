"""Vietnamese text: normal form, folding, syllables, alphabetical order.

Everything here is a pure function of text; nothing knows Django.
"""

import re
import unicodedata
from itertools import pairwise

_ODD_CHARACTERS = str.maketrans(
    {
        # Eth looks like the Vietnamese D with stroke and is often typed for it.
        "\u00d0": "Đ",
        "\u00f0": "đ",
        "\u00a0": " ",
        "\u202f": " ",
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u200e": None,
        "\u200f": None,
        "\u2060": None,
        "\ufeff": None,
    }
)
_HAS_ODD = re.compile("[\u00d0\u00f0\u00a0\u202f\u00ad\u200b-\u200f\u2060\ufeff]")
_COMBINING = re.compile("[\u0300-\u036f]+")

# The order of the tones in Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Two digits a letter; 00 ends a word, 99 opens a letter of another script.
_RANKS = {letter: 10 + position for position, letter in enumerate(_ALPHABET)}
_OTHER_SCRIPT = 99 * 10**7

_ACCENTED = "".join(
    sorted(
        {
            character
            for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
            for tone in ("", *_TONES)
            if not (character := unicodedata.normalize("NFC", vowel + tone)).isascii()
        }
        | {"đ", "Đ"}
    )
)
_HAS_ACCENTS = re.compile(f"[{_ACCENTED}]")
_WORD = re.compile(r"[^\W_]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def _old_style_pairs() -> dict[str, str]:
    """Return old-style endings and their new-style forms: "oà" → "òa", "uý" → "úy"."""
    pairs: dict[str, str] = {}
    for first, seconds in (("o", "ae"), ("u", "y")):
        for second in seconds:
            for tone in _TONES:
                for left in (first, first.upper()):
                    for right in (second, second.upper()):
                        old = left + unicodedata.normalize("NFC", right + tone)
                        pairs[old] = unicodedata.normalize("NFC", left + tone) + right
    return pairs


_TONE_PLACEMENT = _old_style_pairs()
# Only open syllables differ: "hoàn" has one spelling. In "quý" the u belongs to the initial consonant.
_OLD_STYLE = re.compile(r"(?<![qQ])(?:" + "|".join(_TONE_PLACEMENT) + r")(?![^\W\d_])")


def nfc(text: str) -> str:
    """Return text composed (NFC), as TCVN 6909:2001 is stored.

    Eth becomes Đ or đ, zero-width characters, soft hyphens and byte order marks go,
    no-break spaces become spaces. Idempotent.
    """
    if _HAS_ODD.search(text):
        text = text.translate(_ODD_CHARACTERS)
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return text in lower case without tones, diacritics or stroked d.

    Composed and decomposed input give the same result. Idempotent.
    """
    decomposed = unicodedata.normalize("NFD", nfc(text)).lower()
    bare = _COMBINING.sub("", decomposed).replace("đ", "d")
    return bare if bare.isascii() else unicodedata.normalize("NFC", bare)


def has_accents(text: str) -> bool:
    """Tell whether text carries any Vietnamese mark or đ; marks of other languages don't count."""
    return _HAS_ACCENTS.search(nfc(text)) is not None


def normalize_tone_placement(text: str) -> str:
    """Return text (NFC) with tones placed in the new style: hoà → hòa, thuý → thúy, uỷ → ủy.

    Case is kept. "quý" and closed syllables ("hoàn") have one spelling only and stay.
    """
    return _OLD_STYLE.sub(lambda match: _TONE_PLACEMENT[match[0]], nfc(text))


def syllables(text: str) -> list[str]:
    """Return the words of text, runs of letters and digits, in lower case, new-style tones, NFC."""
    return _WORD.findall(normalize_tone_placement(text).lower())


def pairs(syllables: list[str]) -> list[str]:
    """Return each two neighbouring syllables joined by "_"."""
    return [f"{left}_{right}" for left, right in pairwise(syllables)]


def _word_ranks(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    ranks: list[int] = []
    tones: list[int] = []
    # Horn, breve and circumflex make letters of their own; the tone is a mark on them.
    for character in unicodedata.normalize("NFC", word):
        base = ""
        tone = 0
        for part in unicodedata.normalize("NFD", character):
            if part in _TONES:
                tone = _TONES[part]
            elif not base or unicodedata.normalize("NFC", base + part) in _RANKS:
                base = unicodedata.normalize("NFC", base + part)
        if base:
            ranks.append(_RANKS.get(base, _OTHER_SCRIPT + ord(base[0])))
            tones.append(tone)
    return tuple(ranks), tuple(tones)


def sort_key(text: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Return a key that puts texts in Vietnamese alphabetical order.

    Word by word as dictionaries do; in a word the letters decide first (a ă â b c d đ e ê …
    o ô ơ … u ư …), then the tones in the order ngang, huyền, hỏi, ngã, sắc, nặng. Case and
    punctuation don't count; digits come before letters, other scripts after them.
    One (letter ranks, tones) pair a word.
    """
    return tuple(_word_ranks(word) for word in _WORD.findall(nfc(text).lower()))


def sort_text(text: str) -> str:
    """Return the order of `sort_key` as a string of the digits 0–9.

    Digits alone, because they sort alike under every collation of every database.
    About three digits a letter.
    """
    encoded: list[str] = []
    for ranks, tones in sort_key(text):
        encoded.extend(f"{rank:02d}" for rank in ranks)
        encoded.append("00")
        encoded.extend(str(tone) for tone in tones)
    return "".join(encoded)


def slugify_vi(text: str) -> str:
    """Return an ASCII slug of lower-case letters, digits and single hyphens; "" if nothing is left."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")
