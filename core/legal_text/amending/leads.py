"""What a title, or the line that opens a list, says for all that follows."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from core.legal_text.amending.operations import Unclear
from core.legal_text.amending.places import read_places
from core.legal_text.amending.sentences import QUOTE
from core.legal_text.amending.titles import AMENDED, VERBS
from core.legal_text.amending.wording import (
    AFTER_DOCUMENT,
    ATTACHED_KINDS,
    JOINED,
    OF_ATTACHED,
    PASSIVE,
    WORDS,
    Token,
    read_tokens,
    token,
)
from core.legal_text.references import Reference, find_references

# Other words that the opening of a list may have.
PLAIN = re.compile(
    r"(?:(?:các|những|một số|một phần|toàn bộ|nội dung|quy định|văn bản|quy phạm pháp luật|bộ luật|luật|nghị định"
    r"|nghị quyết|thông tư|quyết định|điều|khoản|điểm|mục|chương|phụ lục|mẫu|tên|cụm từ|từ|dấu phẩy|dấu|sau đây"
    r"|dưới đây|gồm|bao gồm|sẽ)\b ?)+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Lead:
    """What a title, or what opens a list, says for all that follows: verb, document, places (None: unclear).

    `attached`: kind of the attached regulation ("ban hành kèm theo") in which all places lie, "" for the document's
    own text, None if that is unclear.
    `plain`: it says no more than that, so that an item without a verb of its own may take this one; "Bãi bỏ quy định về
    tỷ giá tại: a) Điều 8 …" doesn't repeal Điều 8.
    """

    verb: str = ""
    plain: bool = False
    target: str = ""
    attached: str | None = ""
    places: tuple[str, ...] | None = ()


def is_lead(sentence: str) -> bool:
    """Whether a sentence opens a list of operations."""
    acts = VERBS.match(sentence) or PASSIVE.search(sentence)
    return bool(acts) and sentence.endswith(":") and not re.search(QUOTE, sentence)


def read_lead(sentence: str, outer: Lead, known: Collection[str]) -> Lead:
    """What a sentence says for the list that it opens, in what `outer` leads."""
    verb = VERBS.match(sentence)
    letter = "RIXT"[verb.lastindex - 1] if verb and verb.lastindex else ""
    if not verb and WORDS["Y"].search(sentence):
        letter = "X"
    target, attached, until = _named(sentence, outer, known)
    cited = [(token("C", match), "") for match in WORDS["C"].finditer(sentence[:until])]
    if not (attached or cited) and target == outer.target and outer.attached != "":
        attached = None  # The decision's own articles, or those of the regulation that the title names?
    places = outer.places if target is None and attached == outer.attached else ()
    if cited:
        try:
            places = tuple(path for path, _role, _part in read_places(cited, attached, places))
        except Unclear:
            places = None
    target = outer.target if target is None else target
    return Lead(letter, bool(_plain(sentence, known)), target, attached, places)


def _plain(text: str, known: Collection[str]) -> list[Token] | None:
    """The tokens of words that say no more than verb, places and document; None if others are among them."""
    try:
        return read_tokens(text, known, PLAIN)
    except Unclear:
        return None


def _named(sentence: str, outer: Lead, known: Collection[str]) -> tuple[str | None, str | None, int]:
    """The one document that a title or lead-in names (None: none, "": several); the attached regulation that is meant;
    where their names begin."""
    amended = AMENDED.search(sentence)
    told = sentence[: amended.start()] if amended else sentence
    references = find_references(told, known)
    regulation = WORDS["K"].search(told)
    if regulation and all(one.start > regulation.start() for one in references):
        references = [one for one in references if one.start > regulation.end()]
    if not references:
        return None, _attached_alone(told, outer.attached, known), len(told)
    first, *others = references
    begin = min(first.start, regulation.start() if regulation else first.start)
    kind = told[first.start :].split()[0]
    for other in others:
        alike = told[other.start :].split()[0] == kind or told[other.start].isdigit()
        if alike and re.search(r"(?:,|;|và|số) $", told[: other.start]):
            return "", None if regulation else "", begin
    return first.number or first.name, _attached(told, first, known), begin


def _attached_alone(told: str, outer: str | None, known: Collection[str]) -> str | None:
    """The attached regulation that a lead-in names without its document, else that of `outer`; None if unclear."""
    named = OF_ATTACHED.search(told)
    if named is None:
        return outer
    unclear = (
        JOINED.search(told, named.end()) or _plain(told[: named.start(named.lastindex or 1)], known) is None
    )
    return None if unclear else ATTACHED_KINDS[named[named.lastindex or 1].lower()]


def _attached(told: str, document: Reference, known: Collection[str]) -> str | None:
    """The attached regulation of a document that is meant; "" for its own text, None if unclear."""
    before = told[: document.start]
    tokens = _plain(before, known)
    if AFTER_DOCUMENT.search(told, document.end) or (tokens is None and before.endswith("kèm theo ")):
        return None
    return next((one.text for one in tokens or () if one.letter == "K"), "")
