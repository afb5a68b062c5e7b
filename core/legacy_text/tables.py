"""What each encoding means, keyed by the characters that a program without its fonts shows.

A program that doesn't know the encoding takes the bytes for Windows-1252 or Latin-1, so bytes and text that was
read so are one thing here: `shown` makes such characters of bytes, `read` makes Vietnamese letters of them.

Sources: TCVN 5712:1993 (VN3), RFC 1456 (VISCII 1.1), Windows code page 1258; for VNI and VPS, which no standard
describes, the tables of their makers as Wikipedia gives them ("VNI", "VPSKeys").
"""

import re
import unicodedata
from enum import StrEnum

from .syllables import is_vietnamese


class Encoding(StrEnum):
    """Called as people call them, in every language."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI Windows"
    WINDOWS_1258 = "Windows-1258"
    VISCII = "VISCII"
    VPS = "VPS"


# Sixteen letters a row, up to byte FF; "·" for a byte that means what it means in Windows-1252.
_TCVN3 = "·ĂÂÊÔƠƯĐăâêôơưđ······àảãáạ·ằẳẵắ·······ặầẩẫấậè·ẻẽéẹềểễếệìỉ···ĩíịò·ỏõóọồổỗốộờởỡớợù·ủũúụừửữứựỳỷỹýỵ·"
_VISCII = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"
    "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "Õắằặấầẩậẽẹếềểễệố"
    "ồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"
    "ĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉ"
    "đựòóôõỏọụùúũủýợỮ"
)
_VPS = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲ"
    "Ế··ỀỂỄỐỒỔỖýỷỵỚỜỞ"
    "·ắằẳẵặỠớÙờởỡŨỨợỪ"
    "ổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹ"
    "ƯỦồốÔỏơÈừứÚũưÝẺ·"
    "àáâãảạă·èéêẽìí·ĩ"
    "ẴĐòóôõ·Ơụùúủ·ỶẼỳ"
)
# The two that had too many letters took control characters for capitals.
_VISCII_CONTROLS = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VPS_CONTROLS = {
    **dict(zip(range(0x02, 0x07), "ẠẬẶẸỆ", strict=True)),
    **dict(zip(range(0x10, 0x16), "ỊỌỘỢỤỰ", strict=True)),
    0x19: "Ỵ",
    0x1C: "Ẫ",
    0x1D: "Ữ",
}

# VNI writes a vowel and then a sign for its tone (sắc, huyền, hỏi, ngã, nặng), its circumflex or breve, or both.
_TONES = "\u0301\u0300\u0309\u0303\u0323"
_VNI_SIGNS = (
    ("aeouyôö", "ùøûõï", _TONES),
    ("aeo", "âáàåãä", ["\u0302", *("\u0302" + tone for tone in _TONES)]),
    ("a", "êéèúüë", ["\u0306", *("\u0306" + tone for tone in _TONES)]),
)
_VNI_LETTERS = dict(zip("íìæóòîñôö", "íìỉĩịỵđơư", strict=True))

_WORD = re.compile(r"[^\W\d_]+")


def shown(data: bytes) -> str:
    """The bytes as Windows-1252; the five that it leaves open as Latin-1. Loses nothing."""
    return data.decode("latin-1").translate(_WINDOWS_1252)


_WINDOWS_1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}


def _keyed(meanings: dict[int, str]) -> dict[int, str]:
    """By code point for `str.translate`: of Latin-1, which has control characters at 80–9F, and of Windows-1252."""
    all_meanings = _WINDOWS_1252 | meanings
    return {
        ord(sign): all_meanings[byte]
        for byte in all_meanings
        for sign in (chr(byte), _WINDOWS_1252.get(byte, chr(byte)))
    }


def _letters(rows: str) -> dict[int, str]:
    start = 0x100 - len(rows)
    return {start + at: letter for at, letter in enumerate(rows) if letter != "·"}


def _windows_1258() -> dict[int, str]:
    letters = ((byte, bytes([byte]).decode("cp1258", "ignore")) for byte in range(0xA0, 0x100))
    return {byte: letter for byte, letter in letters if letter}


_TABLES = {
    Encoding.TCVN3: _keyed(_letters(_TCVN3)),
    Encoding.WINDOWS_1258: _keyed(_windows_1258()),
    Encoding.VISCII: _keyed(_letters(_VISCII) | _VISCII_CONTROLS),
    Encoding.VPS: _keyed(_letters(_VPS) | _VPS_CONTROLS),
    Encoding.VNI: _keyed({}),
}


def _vni() -> dict[str, str]:
    table = dict(_VNI_LETTERS)
    for vowels, signs, marks in _VNI_SIGNS:
        for vowel in vowels:
            for sign, mark in zip(signs, marks, strict=True):
                table[vowel + sign] = unicodedata.normalize("NFC", table.get(vowel, vowel) + mark)
    capitals = {key.upper(): letter.upper() for key, letter in table.items()}
    # A capital with a small sign looks the same in print.
    mixed = {key[0].upper() + key[1:]: letter.upper() for key, letter in table.items() if len(key) == 2}
    return table | mixed | capitals


_VNI = _vni()
_VNI_KEYS = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))


def read(text: str, encoding: Encoding, *, capitals: bool = False) -> str:
    """Characters as `shown`, read in the encoding, in NFC; what is no letter of it stays.

    TCVN3 has no capitals with tones: fonts whose names end in H (.VnTimeH) draw small letters as capitals. A caller
    who knows that the text stands in such a font asks for `capitals`; without that, words whose other letters are
    capitals get them. The same holds for the capitals that VISCII and VPS put where Windows has control characters.
    """
    found = unicodedata.normalize("NFC", text.translate(_TABLES[encoding]))
    if encoding == Encoding.VNI:
        return _VNI_KEYS.sub(lambda match: _VNI[match[0]], found)
    if capitals:
        return found.upper()
    return found if encoding == Encoding.WINDOWS_1258 else "\n".join(map(_raised, found.split("\n")))


def _raised(line: str) -> str:
    """The line with words in capitals that have two of them and no small letter of ASCII; or all of it, if it has none.

    "Có" and "BỘ" have one capital each: what they follow is the line, of which abbreviations (UBND) say nothing.
    """
    sure = [word for word in _WORD.findall(line) if _is_in_capitals(word)]
    if any(map(is_vietnamese, sure)) and not any("a" <= sign <= "z" for sign in line):
        return line.upper()
    return (
        _WORD.sub(lambda match: match[0].upper() if _is_in_capitals(match[0]) else match[0], line)
        if sure
        else line
    )


def _is_in_capitals(word: str) -> bool:
    return sum(map(str.isupper, word)) > 1 and not any("a" <= sign <= "z" for sign in word)
