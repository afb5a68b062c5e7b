"""Which of many names somebody means who types a part of one, or an abbreviation."""

from collections.abc import Iterable, Sequence

from search.words import fold_all, syllables

# Left out of abbreviations and of names typed in a hurry: "Bộ Văn hóa, Thể thao và Du lịch", "BVHTTDL".
_LINKS = {"va", "and", "of", "the"}
_WHOLE, _BEGINNING, _NONE = range(3)


def fitting_codes(names: Iterable[tuple[str, str]], typed: str) -> tuple[str, ...]:
    """Return the codes, of pairs of code and name, whose names fit what was typed, in their order.

    Accents, case and punctuation don't count. A name that is exactly what was typed leaves all others
    out; then names with all of the words one after the other, or their initials ("UBND tỉnh"); then
    names whose words begin with those typed.
    """
    wanted = words_of(typed)
    if sum(map(len, wanted)) < 2:
        return ()
    grades: tuple[dict[str, None], dict[str, None], dict[str, None]] = ({}, {}, {})
    for code, name in names:
        words = words_of(name)
        if words == wanted:
            grades[0][code] = None
        elif (grade := min((_grade(words[at:], wanted) for at in range(len(words))), default=_NONE)) != _NONE:
            grades[1 + grade][code] = None
    return next((tuple(codes) for codes in grades if codes), ())


def words_of(text: str) -> list[str]:
    """Return the folded words that names are compared by; "BGD&ĐT" is one."""
    return fold_all(syllables(text.replace("&", "")))


def _grade(name: Sequence[str], wanted: Sequence[str]) -> int:
    """Tell how well a name fits from its first word on."""
    worst = _WHOLE
    place = 0
    for word in wanted:
        if place and name[place : place + 1] and name[place] in _LINKS and word != name[place]:
            place += 1
        taken, grade = _take(name[place:], word)
        if not taken:
            return _NONE
        place += taken
        worst = max(worst, grade)
    return worst


def _take(name: Sequence[str], word: str) -> tuple[int, int]:
    """Return how many words of the name a typed word stands for, and how well."""
    if name and name[0] == word:
        return 1, _WHOLE
    if taken := _initials(name, word):
        return taken, _WHOLE
    return (1, _BEGINNING) if name and name[0].startswith(word) else (0, _NONE)


def _initials(name: Sequence[str], word: str) -> int:
    """Return how many words of the name begin with the letters of a word in turn; 0 for less than two."""
    place = 0
    for letter in word:
        if name[place : place + 1] and name[place] in _LINKS and letter != name[place][0]:
            place += 1
        if not name[place : place + 1] or name[place][0] != letter:
            return 0
        place += 1
    return place if len(word) > 1 else 0
