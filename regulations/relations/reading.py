"""Relations that a document's text seems to state, each with its place and words. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from core.legal_text.acts import ACTING, Verb, read_acts
from core.legal_text.clauses import read_parts
from core.legal_text.headings import ProvisionKind
from core.legal_text.paths import read_citation
from core.legal_text.structure import Provision, parse

from .names import LONGEST_NAME, LONGEST_NUMBER, target_key

LONGEST_QUOTE = 400
# A citation of a provision before the document's name is not longer: "điểm a, điểm b khoản 2 và khoản 3 Điều 8".
LONGEST_CITATION = 120
QUOTATION = re.compile("“[^“”]*”")
BLACK = re.compile(r"\S")
STARTS = re.compile(r"\b(?:điểm|khoản|điều|phụ lục|chương|mục|phần)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Stated:
    """What the provision at `own_path` says: does `verb` to a document (number, else name), or to its `target_path`."""

    verb: Verb
    number: str
    name: str
    own_path: str
    target_path: str
    quote: str

    @property
    def key(self) -> tuple[str, str, str]:
        """By which two statements are one: verb, document, its provision."""
        return self.verb, target_key(self.number, self.name), self.target_path

    def values(self) -> dict[str, str]:
        """Fields of the `RelationProposal` that says so; but for the `quote` also of a `DocumentRelation`."""
        return {
            "verb": self.verb.value,
            "target_number": self.number[:LONGEST_NUMBER],
            "target_name": self.name[:LONGEST_NAME],
            "own_path": self.own_path,
            "target_path": self.target_path,
            "quote": self.quote,
        }


def read_relations(
    text: str, own_number: str = "", title: str = "", known: Collection[str] = ()
) -> list[Stated]:
    """What a marked text says of other documents, each thing once, in its order. Raise DuplicateProvision as `parse`.

    A document that is acted on, or a basis, is not listed again as cited as a whole.
    """
    own = target_key(own_number, "")
    found: dict[tuple[str, str, str], Stated] = {}
    for stated in _stated(parse(text), title, known):
        if stated.key[1] not in ("", own):
            found.setdefault(stated.key, stated)
    stronger = {stated.key[1] for stated in found.values() if stated.verb != Verb.CITES}
    return [
        stated
        for stated in found.values()
        if stated.verb != Verb.CITES or stated.target_path or stated.key[1] not in stronger
    ]


def _stated(provisions: Iterable[Provision], title: str, known: Collection[str]) -> Iterator[Stated]:
    yield from _of_lines([title] if title else [], [""], known)
    for provision in provisions:
        base = provision.path if provision.kind == ProvisionKind.ARTICLE else ""
        lines, paths = _lines(provision.content, base)
        heading = provision.title if provision.kind == ProvisionKind.ARTICLE else ""
        yield from _of_lines([heading, *lines], [base, *paths], known)


def _lines(content: str, base: str) -> tuple[list[str], list[str]]:
    """The lines of a provision, and the path of the clause or point that each stands in.

    What it quotes is the text of another document and says nothing of this one.
    """
    lines: list[str] = []
    paths: list[str] = []
    unquoted = without_quotations(content)
    for part in read_parts(content):
        inside = unquoted[part.start : part.end].removesuffix("\n").split("\n")
        lines += inside
        paths += ["/".join(filter(None, [base, part.path])) if base else ""] * len(inside)
    return lines, paths


def without_quotations(text: str) -> str:
    """The text with spaces in place of what stands in “ ”, so that all else keeps its place."""
    found = 1
    while found:
        text, found = QUOTATION.subn(lambda match: BLACK.sub(" ", match[0]), text)
    return text


def _of_lines(lines: list[str], paths: list[str], known: Collection[str]) -> Iterator[Stated]:
    for act in read_acts(lines, known):
        line, reference = lines[act.paragraph], act.reference
        scope = cited_before(line[: reference.start]) if act.verb in ACTING or act.verb == Verb.CITES else ""
        start = max(0, reference.start - LONGEST_QUOTE // 2)
        quote = " ".join(line[start : reference.end + LONGEST_QUOTE // 2].split())
        yield Stated(act.verb, reference.number, reference.name, paths[act.paragraph], scope, quote)


def cited_before(text: str) -> str:
    """The path of the provision that is named directly before a document: "… khoản 2 Điều 8 " → dieu-8/khoan-2."""
    tail = text[-LONGEST_CITATION:]
    tail = re.sub(r"\s*(?:của|ban hành kèm theo|tại)?\s*$", "", tail)
    for start in STARTS.finditer(tail):
        if path := read_citation(tail[start.start() :]):
            return path
    return ""
