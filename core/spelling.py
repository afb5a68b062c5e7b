"""One spelling for each Vietnamese syllable, so that what is written two ways is found both ways."""

from core.vietnamese_syllables import is_syllable, split_tone, with_tone

_Y_AFTER = frozenset("hklmstx")
_Y_AFTER_Q = {"qui": "quy", "quit": "quyt"}


def normalize_spelling(syllable: str) -> str:
    """Return a syllable (lower case, NFC) as its commonest spelling writes it; anything else unchanged.

    Spellings brought together, all of which occur side by side in the national codification:

    - i and y as the only vowel after h, k, l, m, s, t, x become y: hi sinh, kĩ thuật, lí do, mĩ thuật,
      bác sĩ, tỉ lệ, ô xi. Not after other onsets, where one spelling rules and names differ (Vi, Vy),
      nor alone, where I is a Roman numeral and y a word.
    - qui, quí, quỹ … and quít become quy, quý, quỹ, quýt.
    - a tone set on the wrong vowel moves to where the new style has it: hoà, thuý, qúy, gía, tòan, lựơng.

    Without accents the same holds: "ki thuat" and "ky thuat" are one. Different words that fall together
    ("ti" of "ti mét" and "ty" of "công ty", "mi" of "sơ mi" and "my") are told apart by their neighbours.
    Idempotent.
    """
    if syllable.isascii():
        return _with_y(syllable)
    parts = split_tone(syllable)
    if parts is None or not is_syllable(*parts):
        return syllable
    letters, tone = parts
    return with_tone(_with_y(letters), tone)


def _with_y(letters: str) -> str:
    if len(letters) == 2 and letters[1] == "i" and letters[0] in _Y_AFTER:
        return letters[0] + "y"
    return _Y_AFTER_Q.get(letters, letters)
