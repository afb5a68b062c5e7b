"""The best window of a text, with what was looked for marked, in the accented original."""

import re
from collections.abc import Collection
from functools import lru_cache
from html import escape
from itertools import accumulate, pairwise
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from core.text import nfc

from .plan import Plan
from .words import fold_all, syllables

WINDOW = 240
# What a text is about mostly stands at its beginning.
AT_FIRST = 600
# A text longer than this is looked at up to here: an appendix may hold 400,000 characters of tables.
LOOKED_AT = 20_000
_WORD = re.compile(r"[^\W_]+")


class _Word(NamedTuple):
    start: int
    end: int
    text: str


@lru_cache(maxsize=1 << 15)
def _words(chunk: str, accented: bool) -> tuple[_Word, ...]:
    words = []
    for match in _WORD.finditer(chunk):
        forms = syllables(match[0])
        words.append(_Word(*match.span(), "".join(forms if accented else fold_all(forms))))
    return tuple(words)


class _Chunks(dict[str, tuple[_Word, ...]]):
    """What stands between two spaces → the words in it that are looked for, as they are compared."""

    def __init__(self, wanted: Collection[str], accented: bool) -> None:
        super().__init__()
        self._wanted = wanted
        self._accented = accented

    def __missing__(self, chunk: str) -> tuple[_Word, ...]:
        words = found = _words(chunk, self._accented)
        if len(words) == 1 and words[0].text not in self._wanted:
            found = ()
        elif len(words) > 1:
            found = tuple(word for word in words if word.text in self._wanted)
        self[chunk] = found
        return found


class Marker:
    """Marks what a plan looks for: of a term each syllable, of a question only those that form its pairs.

    Texts of one page share most of their words, so one marker serves them all.
    """

    def __init__(self, plan: Plan) -> None:
        self._pairs = None if plan.is_term else plan.telling_pairs
        words = {word for wording in plan.wordings for word in wording}
        if self._pairs is not None:
            words = {word for pair in self._pairs for word in pair.split("_")}
        self._chunks = _Chunks(words, plan.accented)

    def snippet(self, text: str, width: int = WINDOW) -> SafeString:
        """Return about `width` characters of text round its best matches, escaped, matches in <mark>.

        Looks at the first 600 characters and, without a match there, at 20,000; without any, the beginning is
        returned.
        """
        for looked_at in (AT_FIRST, LOOKED_AT):
            chunks = nfc(text[:looked_at]).split()
            clean = " ".join(chunks)
            matched = self._matched(clean, chunks)
            if matched or len(text) <= looked_at:
                break
        start, end = _window(clean, matched, width)
        shown = _render(clean, matched, start, end)
        before = "… " if start else ""
        after = " …" if end < len(clean) or len(text) > looked_at else ""
        return mark_safe(before + shown + after)  # noqa: S308 - every part of the text was escaped

    def highlighted(self, text: str) -> SafeString:
        """Return the whole text, escaped, matches in <mark>."""
        return self.snippet(text, width=max(len(text) * 2, 1))

    def _matched(self, text: str, chunks: list[str]) -> list[_Word]:
        # Most words are not looked for, and most of those stand in a text more than once.
        wanted = {chunk: words for chunk in set(chunks) if (words := self._chunks[chunk])}
        starts = list(accumulate(map(len, chunks), initial=0))
        found = [
            _Word(starts[place] + place + first, starts[place] + place + last, form)
            for place, chunk in enumerate(chunks)
            if chunk in wanted
            for first, last, form in wanted[chunk]
        ]
        if self._pairs is None:
            return found
        marked: dict[int, _Word] = {}
        for one, other in pairwise(found):
            if f"{one.text}_{other.text}" in self._pairs and not _WORD.search(text, one.end, other.start):
                marked |= {one.start: one, other.start: other}
        return list(marked.values())


def _best_start(matched: list[_Word], width: int) -> int:
    """Return the index of the matched word that begins the window with most different matches."""
    best = best_value = last = 0
    inside: dict[str, int] = {}
    for first, word in enumerate(matched):
        while last < len(matched) and matched[last].end <= word.start + width:
            inside[matched[last].text] = inside.get(matched[last].text, 0) + 1
            last += 1
        value = len(inside) * 1000 + min(last - first, 999)
        if value > best_value:
            best, best_value = first, value
        if word.text in inside:
            inside[word.text] -= 1
            if not inside[word.text]:
                del inside[word.text]
    return best


def _window(text: str, matched: list[_Word], width: int) -> tuple[int, int]:
    if len(text) <= width:
        return 0, len(text)
    start = 0
    if matched:
        start = max(0, min(matched[_best_start(matched, width)].start - width // 5, len(text) - width))
    end = min(len(text), start + width)
    # Cut between words, unless there is no gap to cut at.
    if start and (gap := text.find(" ", start, start + width // 4)) >= 0:
        start = gap + 1
    if end < len(text) and (gap := text.rfind(" ", start + width // 2, end)) >= 0:
        end = gap
    return start, end


def _render(text: str, words: list[_Word], start: int, end: int) -> str:
    parts: list[str] = []
    position = start
    for word in words:
        if word.start < position or word.end > end:
            continue
        between = text[position : word.start]
        # Neighbours share one mark, so that a screen reader doesn't stop at each syllable.
        if parts and position > start and not between.strip():
            parts[-1] = parts[-1].removesuffix("</mark>") + escape(between)
        else:
            parts.append(escape(between) + "<mark>")
        parts[-1] += escape(text[word.start : word.end]) + "</mark>"
        position = word.end
    return "".join(parts) + escape(text[position:end])
