"""The best window of a text, with what was looked for marked, in the accented original."""

import re
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.text import nfc

from .plan import Plan
from .words import fold_all, syllables

WINDOW = 240
# A text longer than this is looked at up to here: an appendix may hold 400,000 characters of tables.
LOOKED_AT = 20_000
_WORD = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    text: str


def _words(text: str, accented: bool) -> list[_Word]:
    found = []
    for match in _WORD.finditer(text):
        forms = syllables(match[0])
        if not accented:
            forms = fold_all(forms)
        found.append(_Word(match.start(), match.end(), "".join(forms)))
    return found


def _matched(words: list[_Word], plan: Plan) -> list[_Word]:
    """Return the words to mark: of a term each syllable, of a question only those that form its pairs."""
    if plan.is_term:
        wanted = {word for wording in plan.wordings for word in wording}
        return [word for word in words if word.text in wanted]
    pairs = plan.telling_pairs
    marked = [False] * len(words)
    for index in range(len(words) - 1):
        if f"{words[index].text}_{words[index + 1].text}" in pairs:
            marked[index] = marked[index + 1] = True
    return [word for word, mark in zip(words, marked, strict=True) if mark]


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


def snippet(text: str, plan: Plan, width: int = WINDOW) -> SafeString:
    """Return about `width` characters of text round its best matches, escaped, matches in <mark>.

    Looks at the first 20,000 characters; without a match there, the beginning is returned.
    """
    clean = _SPACE.sub(" ", nfc(text[:LOOKED_AT])).strip()
    matched = _matched(_words(clean, plan.accented), plan)
    start, end = _window(clean, matched, width)
    shown = _render(clean, matched, start, end)
    before = "… " if start else ""
    after = " …" if end < len(clean) or len(text) > LOOKED_AT else ""
    return mark_safe(before + shown + after)  # noqa: S308 - every part of the text was escaped


def highlighted(text: str, plan: Plan) -> SafeString:
    """Return the whole text, escaped, matches in <mark>."""
    return snippet(text, plan, width=max(len(text) * 2, 1))
