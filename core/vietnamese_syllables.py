"""How a Vietnamese syllable is built: onset, rime, tone.

Everything here is a pure function of text. Letters are lower case and NFC; the marks that make letters
(ă â đ ê ô ơ ư) are part of them, the five tone marks are kept apart. The table of rimes is that of
Vietnamese school grammars; loanwords with a rime of their own (xoong, boóc) are not in it.
"""

import unicodedata

from core.text import fold

# Tone marks: huyền, sắc, ngã, hỏi, nặng; ngang has none.
TONES = "\u0300\u0301\u0303\u0309\u0323"
ACUTE, DOT = "\u0301", "\u0323"
VOWELS = frozenset("aăâeêioôơuưy")
_MARKED = frozenset("ăâêôơư")
_STOPS = ("c", "ch", "p", "t")

# Before e, ê, i and y the sounds of c, g and ng are written k, gh and ngh.
_COMMON_ONSETS = "b ch d đ h kh l m n nh ph r s t th tr v x"
_ANY = [*_COMMON_ONSETS.split(), ""]
_FRONT = [*_ANY, "k", "gh", "ngh"]
_BACK = [*_ANY, "c", "g", "ng", "gi"]
_LABIALS = {"b", "m", "ph", "v"}

_FRONT_RIMES = """
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
"""
_BACK_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
o oc oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt
ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu
"""
# With a rounding glide; lips that close can't round as well, but for a few loanwords.
_ROUNDED_RIMES = """
oa oac oach oai oam oan oang oanh oao oat oay oăc oăm oăn oăng oăt oe oen oeo oet
uân uâng uât uây uê uêch uênh uơ uy uya uych uynh uyt uyu uyên uyêt
"""
_AFTER_Q = """
a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân ât ây e en eo et ê ên ênh êt êch ơ ôc
i it y yt ynh ych yên yêt
"""
_SINGLE = """
gi gim gin giêc giêm giêng giêt gie gien y yêm yên yêng yêt yêu hy ky ly my sy ty vy xy thy
buyt phuy voan tuyp pa pac pan pao păc pê pi pin piu po pô
"""


def _table() -> frozenset[str]:
    made = {onset + rime for onset in _FRONT for rime in _FRONT_RIMES.split()}
    made |= {onset + rime for onset in _BACK for rime in _BACK_RIMES.split()}
    made |= {onset + rime for onset in set(_BACK) - _LABIALS - {"gi"} for rime in _ROUNDED_RIMES.split()}
    made |= {"qu" + rime for rime in _AFTER_Q.split()}
    # Without an onset [ie] is written yê, but for "ia".
    made -= {rime for rime in _FRONT_RIMES.split() if rime.startswith("iê")}
    return frozenset(made | set(_SINGLE.split()))


# Every syllable without its tone, and without any mark.
SYLLABLES = _table()
FOLDED_SYLLABLES = frozenset(fold(syllable) for syllable in SYLLABLES)


def split_tone(syllable: str) -> tuple[str, str] | None:
    """Return a syllable's letters and its tone mark ("" for none); None if it carries several."""
    decomposed = unicodedata.normalize("NFD", syllable)
    tones = [character for character in decomposed if character in TONES]
    if len(tones) > 1:
        return None
    letters = decomposed.replace(tones[0], "") if tones else decomposed
    return unicodedata.normalize("NFC", letters), tones[0] if tones else ""


def is_syllable(letters: str, tone: str) -> bool:
    """Tell whether letters and tone make a syllable: one that ends in a stop takes only sắc or nặng."""
    return letters in SYLLABLES and (not letters.endswith(_STOPS) or tone in (ACUTE, DOT))


def _tone_place(letters: str) -> int:
    marked = [place for place, letter in enumerate(letters) if letter in _MARKED]
    if marked:
        return marked[-1]
    vowels = [place for place, letter in enumerate(letters) if letter in VOWELS]
    # The u of "qu" and the i of "gi" belong to the onset where another vowel follows.
    if len(vowels) > 1 and letters.startswith(("qu", "gi")):
        vowels = vowels[1:]
    closed = vowels[-1] < len(letters) - 1
    return vowels[1] if len(vowels) > 2 or (closed and len(vowels) > 1) else vowels[0]


def with_tone(letters: str, tone: str) -> str:
    """Return the syllable (NFC) with its tone where the new style puts it: "hoa", huyền → "hòa".

    `letters` must be of `SYLLABLES`.
    """
    place = _tone_place(letters) + 1
    return unicodedata.normalize("NFC", letters[:place] + tone + letters[place:])
