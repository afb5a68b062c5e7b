"""New text in place of old, and the check that nothing else changed."""

from dataclasses import dataclass

from core.legal_text.amending.locating import article_of, outline
from core.legal_text.amending.operations import Kind
from core.legal_text.amending.results import Reason, Refusal


@dataclass(frozen=True)
class Edit:
    """New text in place of `start`–`end`, for the provision at `path`."""

    start: int
    end: int
    new: str
    path: str


def edited(text: str, edits: list[Edit]) -> str:
    """The text after edits. Raise Refusal where two overlap."""
    pieces, last = [], len(text)
    for edit in sorted(edits, key=lambda one: (one.start, one.end), reverse=True):
        if edit.end > last:
            raise Refusal(Reason.AMBIGUOUS, edit.path)
        pieces += [text[edit.end : last], edit.new]
        last = edit.start
    return "".join(reversed([*pieces, text[:last]]))


def check(text: str, changed: str, edits: list[Edit], kind: Kind) -> None:
    """Refuse what would change, add or lose any provision but those named."""
    named = {edit.path for edit in edits}
    articles = {article_of(path) for path in named}
    before, after = outline(text, articles), outline(changed, articles)
    for path in before.keys() | after.keys():
        around = path.split("/")
        inside = any("/".join(around[:depth]) in named for depth in range(1, len(around) + 1))
        if before.get(path) != after.get(path) and (not inside or (kind == Kind.WORDS and path not in after)):
            raise Refusal(Reason.AMBIGUOUS, path)
