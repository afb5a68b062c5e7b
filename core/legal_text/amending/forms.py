"""What a sentence says, by the order of its tokens."""

import re
from dataclasses import dataclass

from core.legal_text.amending.operations import Kind, Unclear, Why
from core.legal_text.amending.wording import Token


@dataclass(frozen=True)
class Unit:
    """What a sentence says once: `kind` of FORMS, its tokens by the names of the groups there.

    q and w words, s places, d document, a where something is added, to on which side.
    """

    kind: str
    tokens: dict[str, list[Token]]

    @property
    def target(self) -> str:
        """The document that it names, if any."""
        return next((token.text for token in self.tokens.get("d", ()) if token.letter == "D"), "")

    @property
    def attached(self) -> str:
        """The attached regulation that it names, if any."""
        return next((token.text for token in self.tokens.get("d", ()) if token.letter == "K"), "")

    @property
    def words_in_document(self) -> bool:
        """Whether it changes words in a document that it names."""
        return "q" in self.tokens and "d" in self.tokens


_PLACES = "(?:[CHO](?:J?[CHO])*)"
# By the letters of the tokens, under each verb.
FORMS = [
    ("swap", "TR", re.compile(rf"[TR]?(?P<q>QWQ(?:[AB]Q)?)(?P<s>{_PLACES})?(?P<d>K?D)?")),
    ("swap", "TR", re.compile(rf"[TR]?(?P<q>Q)(?P<s>{_PLACES})(?P<d>K?D)?(?P<w>WQ)")),
    ("add", "I", re.compile(rf"I?(?P<q>Q[AB]Q)(?P<s>{_PLACES})?(?P<d>K?D)?")),
    ("drop", "X", re.compile(rf"X?(?P<q>Q[AB]Q|Q(?:J?Q)*)(?P<s>{_PLACES})?(?P<d>K?D)?")),
    (Kind.INSERT, "I", re.compile(rf"I?(?P<s>{_PLACES})(?:(?P<to>[ABN])(?P<a>{_PLACES}))?(?P<d>K?D)?")),
    (Kind.REPLACE, "RT", re.compile(rf"[RT]?(?P<s>{_PLACES})(?P<d>K?D)?P?")),
    (Kind.REPEAL, "X", re.compile(rf"X?(?P<s>{_PLACES})(?P<d>K?D)?Y?")),
    ("more", "W", re.compile(rf"(?P<s>{_PLACES})(?P<d>K?D)")),
    ("whole", "XT", re.compile(r"[XT]?D(?:J*D)*Y?")),
]
_PASSIVE = re.compile(f"{_PLACES}(?:K?D)?([PY])")
_NEW_TEXT = re.compile("[LWJ]*(?:QJ*)*")


def read_units(tokens: list[Token], verb: str) -> tuple[list[Unit], list[Token]]:
    """What a sentence says, one after the other, and its last tokens: the new text. Raise Unclear if no form fits."""
    letters = "".join(token.letter for token in tokens)
    units: list[Unit] = []
    at = 0
    while not (units and _NEW_TEXT.fullmatch(letters, at)):
        at += letters[at : at + 1] == "J"
        before = units[-1] if units else None
        verb = _verb(letters[at:], verb, before, tokens[at - 1] if at else None)
        fits = ((kind, form.match(letters, at)) for kind, verbs, form in FORMS if verb and verb in verbs)
        kind, match = next(((kind, match) for kind, match in fits if match), ("", None))
        if match is None or match.end() == at:
            raise Unclear(Why.WORDING)
        groups = {
            name: tokens[match.start(name) : match.end(name)] for name in match.groupdict() if match[name]
        }
        if kind == "more" and before:
            kind, groups = before.kind, before.tokens | groups
        units.append(Unit(kind, groups))
        at = match.end()
    return units, [token for token in tokens[at:] if token.letter == "Q"]


def _verb(letters: str, verb: str, before: Unit | None, joint: Token | None) -> str:
    """The verb of what comes next: its own, else that of what came before; "W" for more places of the same words."""
    first = letters[:1]
    passive = _PASSIVE.match(letters)
    if before and before.words_in_document and first in set("CHO"):
        if before.kind == "drop" and joint and joint.text == ";":
            raise Unclear(Why.PLACE)
        return "W"
    if before and before.kind == "whole" and first == "Q":
        raise Unclear(Why.WORDING)  # Words that the title of a document may have.
    if passive:
        return {"P": "R", "Y": "X"}[passive[1]]
    return first if first in set("RIXT") else verb


def changes(unit: Unit, quoted: dict[str, str]) -> list[tuple[str, str]]:
    """What becomes what in a unit of words; words beside others are changed together with them.

    Raise Unclear for empty words, or words put before others that they would close.
    """
    kind, tokens = unit.kind, [*unit.tokens["q"], *unit.tokens.get("w", ())]
    said = [quoted[token.text].strip() for token in tokens if token.letter == "Q"]
    side = next((token.letter for token in tokens if token.letter in "AB"), "")
    if not all(said):
        raise Unclear(Why.QUOTES)
    if not side:
        return [(said[0], said[1])] if kind == "swap" else [(words, "") for words in said]
    old, new = {"swap": (said[0], said[1]), "add": ("", said[0]), "drop": (said[0], "")}[kind]
    return [(_beside(said[-1], side, old), _beside(said[-1], side, new))]


def _beside(anchor: str, side: str, words: str) -> str:
    if not words:
        return anchor
    closing = words[0] in ",.;:)"
    if side == "A":
        return anchor + words if closing else f"{anchor} {words}"
    if closing:
        raise Unclear(Why.WORDING)
    return f"{words} {anchor}"
