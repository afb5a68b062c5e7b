"""The titles of documents inside amending sentences: where they end and the sentence goes on."""

import re

from core.legal_text.amending.operations import Unclear, Why
from core.legal_text.amending.sentences import FROM_ITS_DAY, QUOTE

# Sửa đổi, bổ sung, bãi bỏ, thay thế, in this order.
VERBS = re.compile(
    r"(?:(sửa\b(?! chữa))|(bổ sung)|(bãi bỏ|hủy bỏ|huỷ bỏ|bỏ)|(thay\b(?! đổi| mặt)))\b", re.IGNORECASE
)
# After a document: what amended it before; then the rest of its title, and where that ends.
AMENDED = re.compile(
    r",? ?\(?(?:đã )?được sửa đổi(?:,? bổ sung)?(?: một số điều)?(?: của)? (?:theo|bởi|tại) (?:(?:điểm|khoản|điều) \w+ )*",
    re.IGNORECASE,
)
ALSO = re.compile(r"(?:,| và) (?:số )?")
TITLE = re.compile(r",? (?:của|quy định|hướng dẫn|về|ban hành|sửa đổi|do|trong|ngày|năm)\b")
TITLE_ENDS = re.compile(
    rf",? như sau\b| gồm:|: ?$|: (?={QUOTE})|,? (?={FROM_ITS_DAY})| (?:bằng|tại) (?:các )?(?:cụm )?(?:từ )?{QUOTE}"
    rf"|;(?= ?(?:các )?(?:{VERBS.pattern}|cụm từ|từ|điểm|khoản|điều|chương|mục|phụ lục|mẫu|thông tư|nghị định"
    rf"|nghị quyết|quyết định|bộ luật|luật|{QUOTE}))|\.?$",
    re.IGNORECASE,
)
# In the rest of a title: perhaps another place, or a condition.
SUSPECT = re.compile(
    r"(?<!chi tiết)(?<!hướng dẫn)(?<!thi hành)(?:,| và) (?:các )?(?:điểm|khoản|điều|chương|mục|phụ lục|mẫu|biểu)"
    r" (?:số )?(?:\d+[a-zđ]{0,2}|[a-zđ]|[ivx]+)\b|kể từ ngày|,? trừ\b|\bđến (?:khi|hết)\b",
    re.IGNORECASE,
)


def after_title(sentence: str, at: int, ends: dict[int, int]) -> int:
    """Where a sentence goes on after a document: behind what amended it before, and the rest of its title.

    `ends`: where each document that begins at an index ends. Raise Unclear if more may hide in the title.
    """
    while match := AMENDED.match(sentence, at):
        at = match.end()
        while at in ends:
            at = ends[at]
            also = ALSO.match(sentence, at)
            at = also.end() if also and also.end() in ends else at
        at += sentence[at : at + 1] == ")"
    if TITLE.match(sentence, at) and (end := TITLE_ENDS.search(sentence, at)):
        if SUSPECT.search(sentence, at, end.start()):
            raise Unclear(Why.PLACE)
        return end.start()
    return at
