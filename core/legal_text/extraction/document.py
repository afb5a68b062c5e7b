"""A whole document read from the texts of its pages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate

from core.legal_text.acts import ACTING, Verb, read_acts
from core.legal_text.marking import propose_marks
from core.legal_text.structure import Provision, parse

from .consolidated import consolidated_head, first_effect, is_consolidated
from .effect import passed_on, read_effect
from .head import Head, read_head
from .lines import Line, paragraphs, printed_lines
from .reading import LIKELY, Read
from .signature import Signature, read_signature

FIELDS = ("number", "type", "issuer", "place", "date", "title", "signer", "signer_office", "effective_on")


@dataclass
class Extracted:
    """What was read: `fields` by name, those that were not found left out; other documents, each with its number or
    name as value; the text with its marks, whose provisions joined are the text; the page of each provision; the
    names of fields that were not found."""

    fields: dict[str, Read] = field(default_factory=dict)
    bases: list[Read] = field(default_factory=list)
    acted_on: list[Read] = field(default_factory=list)
    text: str = ""
    provisions: tuple[Provision, ...] = ()
    provision_pages: list[int] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def based_on(self) -> list[str]:
        """Numbers, or names of laws, on which the document is based."""
        return [read.value for read in self.bases]

    @property
    def amends(self) -> list[str]:
        """Numbers, or names of laws, which it amends, replaces, repeals or suspends."""
        return [read.value for read in self.acted_on]


def read_document(
    pages: Sequence[str], known: Collection[str] = (), *, whole_lines: bool = False
) -> Extracted:
    """Read a document; `known`: folded names of laws, see `find_references`; `whole_lines`: no printer broke them."""
    lines = printed_lines(pages)
    joined = list if whole_lines else paragraphs
    body = "\n".join(line.text for line in joined(lines))
    consolidated = is_consolidated(lines)
    head = read_head(lines, body, consolidated=consolidated)
    signature = read_signature(lines, head.body_at, body)
    if consolidated and signature:
        head = consolidated_head(head, lines, signature.at, body)
    main = list(joined(lines[head.body_at : signature.at if signature else len(lines)]))
    head.date = head.date or passed_on(main)
    found = Extracted(fields=_fields(head, signature, _effect(head, main, consolidated)))
    found.bases, found.acted_on = _others(head, main, known)
    if consolidated:
        # It changes nothing; its footnotes tell of what changed the text.
        found.acted_on = []
    # What follows the signature, appendices above all, is text as well.
    whole = [*main, *(joined(lines[signature.at :]) if signature else [])]
    found.text = propose_marks("\n".join(line.text for line in whole))
    found.provisions = parse(found.text)
    found.provision_pages = _pages(found.provisions, whole)
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


def _pages(provisions: Sequence[Provision], lines: Sequence[Line]) -> list[int]:
    """The page on which each provision begins: their slices joined are the lines."""
    starts = accumulate((provision.text.count("\n") for provision in provisions), initial=0)
    return [lines[at].page if at < len(lines) else 1 for _one, at in zip(provisions, starts, strict=False)]


def _others(head: Head, main: list[Line], known: Collection[str]) -> tuple[list[Read], list[Read]]:
    own = head.number.value if head.number else ""
    title = [Line(head.title.page, head.title.value)] if head.title else []
    lines = [*title, *main]
    based: dict[str, Read] = {}
    acted: dict[str, Read] = {}
    for act in read_acts([line.text for line in lines], known):
        name, line = act.reference.number or act.reference.name, lines[act.paragraph]
        if act.verb == Verb.BASED_ON:
            based.setdefault(name, Read(name, line.text, line.page))
        elif act.verb in ACTING and name != own:
            acted.setdefault(name, Read(name, line.text, line.page, LIKELY))
    return list(based.values()), list(acted.values())
