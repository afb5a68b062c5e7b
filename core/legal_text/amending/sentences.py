"""The sentences of an amending text, each with what it quotes."""

import re
from dataclasses import dataclass

from core.legal_text.amending.operations import Source, Unclear, Why
from core.text import nfc

# A quotation is one character while its sentence is read; the rest of its length is filled.
MASK, FILL = 0xF0000, "\0"
MOST_QUOTATIONS = 2000
QUOTE = f"[{chr(MASK)}-{chr(MASK + MOST_QUOTATIONS)}]"
OWN_TYPE = r"(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định)(?: liên tịch)?"
FROM_ITS_DAY = rf"kể từ ngày {OWN_TYPE} này có hiệu lực(?: thi hành)?"
# "Thông tư này bãi bỏ …" says no more than "Bãi bỏ …".
OWN = re.compile(rf"{OWN_TYPE} này (?=[a-zđ])")
SENTENCE_END = re.compile(r"(?<=\S)\. (?=[A-ZĐ])")
LABEL = re.compile(r"\s*(?:\d{1,3}[a-zđ]{0,2}\s*[.)]|[a-zđ]{1,2}\d?\s*\)|[-–+•])\s*")
# A number that an import left on a line of its own, with the sentence around it.
LONE_NUMBER = re.compile(r"\n([ \t]*\d{1,6}/[^\s“”]+[ \t]*)\n")


@dataclass(frozen=True)
class Sentence:
    """`text` with single spaces, without its label, each quotation one character; where that stands in the article."""

    text: str
    start: int
    end: int
    quotations: dict[str, tuple[int, int]]


def sentences(text: str, source: Source) -> list[Sentence]:
    """The sentences of a piece of an article, each with the quotations that follow on lines of their own.

    Raise Unclear if quotation marks don't pair, or there are more than `MOST_QUOTATIONS`.
    """
    masked, marks = _masked(text, source)
    found: list[Sentence] = []
    for line in re.finditer(r"[^\n]+", LONE_NUMBER.sub(r" \1 ", masked)):
        words = " ".join(nfc(line[0].replace(FILL, "")).split())
        if not words:
            continue
        start, end = source.start + line.start(), source.start + line.end()
        held = {mark: span for mark, span in marks.items() if start <= span[0] < end}
        if words[0] in held and found:
            before = found.pop()
            words, start, held = f"{before.text} {words}", before.start, before.quotations | held
        for one in SENTENCE_END.split(words[label_end(words) :]):
            found.append(Sentence(OWN.sub("", one, count=1) if OWN.match(one) else one, start, end, held))
    return found


def _masked(text: str, source: Source) -> tuple[str, dict[str, tuple[int, int]]]:
    """A piece, as long as it was, with a character of its own for each quotation; where in `text` they are."""
    piece = re.sub(QUOTE, " ", text[source.start : source.end])
    marks: dict[str, tuple[int, int]] = {}
    pieces, last = [], 0
    for number, (start, end) in enumerate(_pairs(piece)):
        mark = chr(MASK + number)
        marks[mark] = (source.start + start, source.start + end)
        pieces += [piece[last:start], mark, FILL * (end - start - 1)]
        last = end
    return "".join([*pieces, piece[last:]]), marks


def _pairs(text: str) -> list[tuple[int, int]]:
    """The outermost pairs of quotation marks. Raise Unclear if some don't pair, or there are too many."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in re.finditer('[“”"]', text):
        outer = text[opened[0]] if opened else ""
        if outer and (match[0] == '"') != (outer == '"'):
            continue  # Marks of the other kind, inside.
        if not outer or match[0] == "“":
            if match[0] == "”":
                raise Unclear(Why.QUOTES)
            opened.append(match.start())
            continue
        start = opened.pop()
        if not opened:
            spans.append((start, match.end()))
    if opened or len(spans) > MOST_QUOTATIONS:
        raise Unclear(Why.QUOTES)
    return spans


def label_end(text: str) -> int:
    """Where what follows a line's number begins."""
    match = LABEL.match(text)
    return match.end() if match else 0
