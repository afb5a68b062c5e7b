"""What the keys of Telex and VNI mean: one word of keystrokes → the syllable that was meant."""

from core.vietnamese_syllables import VOWELS, is_syllable, with_tone

# No syllable needs more keys: "nghieengs".
LONGEST = 12
_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "x": "\u0303", "r": "\u0309", "j": "\u0323"}
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "4": "\u0303", "3": "\u0309", "5": "\u0323"}
_CIRCUMFLEX = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"a": "ă", "o": "ơ", "u": "ư"}


def telex(word: str) -> str | None:
    """Return the syllable (NFC) that lower-case Telex keys stand for, "ddaats" → "đất"; None if none.

    Marks and tones may come anywhere after the letters they belong to: "dduwowcj", "dduocwj", "datsda".
    """
    letters: list[str] = []
    tone = ""
    for key in word[: LONGEST + 1]:
        if key in _TELEX_TONES and not VOWELS.isdisjoint(letters):
            if tone:
                return None
            tone = _TELEX_TONES[key]
        elif not _telex_mark(letters, key):
            letters.append(key)
    return _syllable(letters, tone, word)


def vni(word: str) -> str | None:
    """Return the syllable (NFC) that lower-case VNI keys stand for, "d9a61t" → "đất"; None if none."""
    letters: list[str] = []
    tone = ""
    for key in word[: LONGEST + 1]:
        if key in _VNI_TONES:
            if tone or VOWELS.isdisjoint(letters):
                return None
            tone = _VNI_TONES[key]
        elif key.isdecimal():
            if not _vni_mark(letters, key):
                return None
        else:
            letters.append(key)
    return _syllable(letters, tone, word)


def _syllable(letters: list[str], tone: str, word: str) -> str | None:
    joined = "".join(letters)
    # One horn typed for two: "uwo", "uow". Only "thuở" and the like have none on the u.
    for form in (joined.replace("ưo", "ươ").replace("uơ", "ươ"), joined):
        if form + tone != word and is_syllable(form, tone):
            return with_tone(form, tone)
    return None


def _telex_mark(letters: list[str], key: str) -> bool:
    """Change the letter that a mark key means; False if the key is a letter itself."""
    if key == "w":
        return _put_horn(letters, "aou") or _put_vowel(letters)
    if key == "d":
        return _put_stroke(letters)
    return key in _CIRCUMFLEX and _put_circumflex(letters, key)


def _vni_mark(letters: list[str], key: str) -> bool:
    if key == "6":
        return any(_put_circumflex(letters, letter) for letter in "aeo")
    if key == "7":
        return _put_horn(letters, "ou")
    if key == "8":
        return _put_horn(letters, "a")
    return key == "9" and _put_stroke(letters)


def _put_stroke(letters: list[str]) -> bool:
    if letters[:1] != ["d"]:
        return False
    letters[0] = "đ"
    return True


def _put_circumflex(letters: list[str], letter: str) -> bool:
    place = _last(letters, letter)
    # "ngoeo" and "ngoao" have an o of their own at the end.
    if place < 0 or (letter == "o" and letters[place + 1 : place + 2] in (["a"], ["e"])):
        return False
    letters[place] = _CIRCUMFLEX[letter]
    return True


def _put_horn(letters: list[str], of: str) -> bool:
    place = max(_last(letters, letter) for letter in of)
    if place < 0:
        return False
    joined = "".join(letters)
    # "uo", "ua" and "uu" take the horn there and not on what follows, but the u of "qu" takes none.
    start = 2 if joined.startswith("qu") else 0
    for pair, offset in (("uo", 1), ("ua", 0), ("uu", 0)):
        found = joined.find(pair, start)
        if found >= 0 and "u" in of:
            place = found + offset
    letters[place] = _HORN[letters[place]]
    return True


def _put_vowel(letters: list[str]) -> bool:
    """W after a consonant is ư: "tw", "nhwng". At the beginning it is a foreign word's."""
    if not letters or not VOWELS.isdisjoint(letters):
        return False
    letters.append("ư")
    return True


def _last(letters: list[str], letter: str) -> int:
    """Return the last place of a letter, -1 if there is none; the u of "qu" is none."""
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] == letter and not (letter == "u" and letters[place - 1 : place] == ["q"]):
            return place
    return -1
