"""A whole document read from the texts of its pages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from core.legal_text.acts import ACTING, Verb, read_acts
from core.legal_text.marking import propose_marks
from core.legal_text.structure import Provision, parse

from .consolidated import consolidated_head, first_effect, is_consolidated
from .effect import passed_on, read_effect
from .head import Head, read_head
from .lines import Line, paragraphs, printed_lines
from .reading import Read
from .signature import Signature, read_signature

FIELDS = ("number", "type", "issuer", "place", "date", "title", "signer", "signer_office", "effective_on")


@dataclass
class Extracted:
    """What was read: `fields` by name, those that were not found left out; numbers or names of other documents; the
    text with its marks, whose provisions joined are the text; what an editor should look at."""

    fields: dict[str, Read] = field(default_factory=dict)
    based_on: list[str] = field(default_factory=list)
    amends: list[str] = field(default_factory=list)
    text: str = ""
    provisions: tuple[Provision, ...] = ()
    missing: list[str] = field(default_factory=list)


def read_document(pages: Sequence[str], known: Collection[str] = ()) -> Extracted:
    """Read a document; `known`: folded names of laws, see `find_references`."""
    lines = printed_lines(pages)
    body = "\n".join(line.text for line in paragraphs(lines))
    consolidated = is_consolidated(lines)
    head = read_head(lines, body, consolidated=consolidated)
    signature = read_signature(lines, head.body_at, body)
    if consolidated and signature:
        head = consolidated_head(head, lines, signature.at, body)
    main = list(paragraphs(lines[head.body_at : signature.at if signature else len(lines)]))
    head.date = head.date or passed_on(main)
    found = Extracted(fields=_fields(head, signature, _effect(head, main, consolidated)))
    found.based_on, found.amends = _others(head, main, known)
    if consolidated:
        # It changes nothing; its footnotes tell of what changed the text.
        found.amends = []
    # What follows the signature, appendices above all, is text as well.
    rest = list(paragraphs(lines[signature.at :])) if signature else []
    found.text = propose_marks("\n".join(line.text for line in [*main, *rest]))
    found.provisions = parse(found.text)
    found.missing = [name for name in FIELDS if name not in found.fields]
    return found


def _effect(head: Head, main: list[Line], consolidated: bool) -> Read | None:
    if consolidated:
        return first_effect(main)
    return read_effect(main, date.fromisoformat(head.date.value) if head.date else None)


def _fields(head: Head, signature: Signature | None, effect: Read | None) -> dict[str, Read]:
    read = {
        "number": head.number,
        "type": head.type,
        "issuer": head.issuer,
        "place": head.place,
        "date": head.date,
        "title": head.title,
        "signer": signature.signer if signature else None,
        "signer_office": signature.office if signature else None,
        "effective_on": effect,
    }
    return {name: value for name, value in read.items() if value is not None}


def _others(head: Head, main: list[Line], known: Collection[str]) -> tuple[list[str], list[str]]:
    own = head.number.value if head.number else ""
    title = [head.title.value] if head.title else []
    acts = list(read_acts([*title, *(line.text for line in main)], known))
    named = [(act.reference.number or act.reference.name, act.verb) for act in acts]
    based = [name for name, verb in named if verb == Verb.BASED_ON]
    acted = [name for name, verb in named if verb in ACTING and name != own]
    return list(dict.fromkeys(based)), list(dict.fromkeys(acted))
