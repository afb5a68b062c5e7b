"""What a title, or the line that opens a list, says for all that follows."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from core.legal_text.amending.operations import Unclear
from core.legal_text.amending.places import read_places
from core.legal_text.amending.sentences import QUOTE
from core.legal_text.amending.titles import AMENDED, VERBS
from core.legal_text.amending.wording import PASSIVE, WORDS, read_tokens, token
from core.legal_text.references import find_references

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

    `plain`: it says no more than that, so that an item without a verb of its own may take this one; "Bãi bỏ quy định về
    tỷ giá tại: a) Điều 8 …" doesn't repeal Điều 8.
    """

    verb: str = ""
    plain: bool = False
    target: str = ""
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
    target, until = _named(sentence, known)
    cited = [(token("C", match), "") for match in WORDS["C"].finditer(sentence[:until])]
    places: tuple[str, ...] | None = () if target else outer.places
    if cited:
        try:
            places = tuple(path for path, _role, _part in read_places(cited, "", outer.places))
        except Unclear:
            places = None
    try:
        plain = bool(read_tokens(sentence, known, PLAIN))
    except Unclear:
        plain = False
    return Lead(letter, plain, outer.target if target is None else target, places)


def _named(sentence: str, known: Collection[str]) -> tuple[str | None, int]:
    """The one document that a title or lead-in names, and where; None if it names none, "" if several."""
    amended = AMENDED.search(sentence)
    told = sentence[: amended.start()] if amended else sentence
    references = find_references(told, known)
    if not references:
        return None, len(told)
    first, *others = references
    kind = told[first.start :].split()[0]
    for other in others:
        alike = told[other.start :].split()[0] == kind or told[other.start].isdigit()
        if alike and re.search(r"(?:,|;|và|số) $", told[: other.start]):
            return "", first.start
    return first.number or first.name, first.start
