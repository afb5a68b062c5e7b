"""The operations that one sentence says."""

from collections.abc import Collection
from dataclasses import replace

from core.legal_text.amending.forms import Unit, changes, read_units
from core.legal_text.amending.leads import Lead
from core.legal_text.amending.operations import Kind, Operation, Source, Unclear, Why
from core.legal_text.amending.places import Cited, read_places
from core.legal_text.amending.titles import VERBS
from core.legal_text.amending.wording import Token, read_tokens

NEEDS_TEXT = {Kind.REPLACE, Kind.INSERT}
NOWHERE = Source("", 0, 0)
# Paths and parts by role: "s0" what the first unit changes, "a0" where it adds.
Placed = dict[str, list[tuple[str, str]]]


def sentence_operations(
    sentence: str, quoted: dict[str, str], lead: Lead, known: Collection[str]
) -> list[Operation]:
    """The operations of a sentence, as yet without a source. Raise Unclear if it can't be read.

    `quoted`: its quotations by the characters that stand for them.
    """
    tokens = read_tokens(sentence, known)
    if not (lead.target or VERBS.match(sentence) or any(token.letter == "D" for token in tokens)):
        raise Unclear(Why.WORDING)  # A heading or an enumeration of something else.
    units, rest = read_units(tokens, lead.verb if lead.plain else "")
    if bool(rest) != any(unit.kind in NEEDS_TEXT for unit in units):
        raise Unclear(Why.QUOTES)
    text = "\n".join(quoted[token.text] for token in rest)
    target = _target(units, lead)
    placed = _placed(units, lead)
    return [
        replace(one, target=unit.target or target, text=text if one.kind in NEEDS_TEXT else "")
        for number, unit in enumerate(units)
        if unit.kind != "whole"
        for one in _said(unit, number, placed, quoted)
    ]


def _target(units: list[Unit], lead: Lead) -> str:
    """The document meant where a unit names none. Raise Unclear if that could be another than the lead's."""
    named = {unit.target for unit in units} - {""}
    if (
        lead.target
        and named - {lead.target}
        and not all(unit.target for unit in units if unit.kind != "whole")
    ):
        raise Unclear(Why.PLACE)
    return lead.target or (named.pop() if len(named) == 1 else "")


def _placed(units: list[Unit], lead: Lead) -> Placed:
    """Where every unit acts; places up to a document lie in it together."""
    placed: Placed = {}
    cited: list[Cited] = []
    for number, unit in enumerate(units):
        for group in "sa":
            cited += [(token, f"{group}{number}") for token in unit.tokens.get(group, ())]
            cited.append((Token("J", ";"), ""))
        if "d" in unit.tokens or number == len(units) - 1:
            attached, around = _around(unit, lead)
            for path, role, part in read_places(cited, attached, around):
                placed.setdefault(role, []).append((path, part))
            cited = []
    _share(placed, units, lead)
    return placed


def _around(unit: Unit, lead: Lead) -> tuple[str | None, tuple[str, ...] | None]:
    """The attached regulation and the places in which those of a unit lie; the lead's if it names no other document."""
    attached = unit.attached if unit.target else lead.attached
    inherited = (unit.target or lead.target, attached) == (lead.target, lead.attached)
    return attached, lead.places if inherited else ()


def _share(placed: Placed, units: list[Unit], lead: Lead) -> None:
    """A unit of words without a place shares that of the next, or the lead's."""
    attached, around = _around(units[-1], lead)
    everywhere = (attached,) if attached else ()
    unclear = attached is None or around is None
    shared = None if unclear else [(path, "") for path in around or everywhere]
    for number, unit in reversed(list(enumerate(units))):
        role = f"s{number}"
        if unit.kind == "whole":
            continue
        if role not in placed:
            last = number == len(units) - 1
            several_documents = unit.target and not last
            if "s" in unit.tokens or shared is None or several_documents or (not shared and last and placed):
                raise Unclear(Why.PLACE)
            placed[role] = shared
        shared = placed[role]


def _said(unit: Unit, number: int, placed: Placed, quoted: dict[str, str]) -> list[Operation]:
    """The operations of a unit: one, or one for each of several words that are dropped."""
    here = placed[f"s{number}"]
    scopes, titles, openings = (tuple(path for path, part in here if part == one) for one in ("", "H", "O"))
    one = Operation(Kind.WORDS, NOWHERE, scopes=scopes, titles=titles, openings=openings)
    if unit.kind not in set(Kind):
        return [replace(one, old=old, new=new) for old, new in changes(unit, quoted)]
    one = replace(one, kind=Kind(unit.kind))
    where = [path for path, _part in placed.get(f"a{number}", [])]
    if not where:
        return [one]
    side = unit.tokens["to"][0].letter
    if len(where) > 1 or side == "N":
        raise Unclear(Why.PLACE)
    return [replace(one, after=where[0]) if side == "A" else replace(one, before=where[0])]
