"""Quoted text taken apart into the provisions that its sentence names, each of which must be there."""

import re
from collections.abc import Sequence

from core.legal_text.amending.locating import RANKS, locate
from core.legal_text.amending.operations import Operation
from core.legal_text.amending.results import Reason, Refusal
from core.legal_text.clauses import CLAUSE, POINT
from core.legal_text.marking import quoted_lines
from core.legal_text.ordinals import canonical_number
from core.legal_text.paths import Level, Segment, format_path, parse_path
from core.legal_text.structure import MARK, escape

# "Điều 5 của Luật này" begins a sentence, no article.
ARTICLE = re.compile(r"\s*Điều\s+(\d{1,4}[a-zđ]{0,2})\s*(?:[.:]|$)", re.IGNORECASE)
# A path and what of it is meant: "H" the heading, "O" the opening, "" all.
Named = tuple[str, str]


def named(operation: Operation) -> list[Named]:
    """The places of an operation."""
    parts = (("H", operation.titles), ("O", operation.openings), ("", operation.scopes))
    return [(path, part) for part, paths in parts for path in paths]


def new_texts(text: str, operation: Operation, together: Sequence[Operation]) -> dict[Named, str]:
    """What an operation puts at each of its places; the quoted text holds what all of its sentence put.

    Raise Refusal if the quoted text is not that, or repeats a line of `text` with other words.
    """
    sentence = [one for one in together if one.source == operation.source and one.text == operation.text]
    wanted = list(dict.fromkeys(place for one in sentence for place in named(one)))
    if any(parse_path(path)[-1].kind not in RANKS for path, _part in wanted):
        raise Refusal(Reason.LEVEL)
    found = _Splitter(text, wanted).split(operation.text)
    return {place: escape(found[place]) for place in named(operation)}


class _Splitter:
    def __init__(self, base: str, wanted: list[Named]) -> None:
        self._base, self._wanted = base, wanted
        self._found: dict[Named, list[str]] = {}
        self._key: Named | None = None
        # The article, and the clause in it, whose first lines were repeated before what is new.
        self._around = ""

    def split(self, text: str) -> dict[Named, str]:
        text = text.strip()
        quoted = quoted_lines(text)
        for number, line in enumerate(text.split("\n")):
            label = _label_of(line) if number not in quoted else None
            if label and self._starts(label, line):
                continue
            if self._key is None:
                raise Refusal(Reason.LABELS)
            self._found[self._key].append(line)
        if len(self._found) != len(self._wanted):
            raise Refusal(Reason.LABELS)
        return {key: "\n".join(lines).strip() for key, lines in self._found.items()}

    def _starts(self, label: Segment, line: str) -> bool:
        """Whether a labelled line starts a piece; else it is part of a greater one."""
        left = [key for key in self._wanted if key not in self._found]
        key = next((key for key in left if self._fits(key[0], label)), None)
        current = parse_path(self._key[0])[-1].kind if self._key and not self._key[1] else Level.POINT
        if RANKS[current] > RANKS[label.kind]:
            if key is not None:
                raise Refusal(Reason.LABELS)
            return False
        if key is None:
            self._enter(label, line, left)
            return True
        self._found[key] = [line]
        # A heading is one line; what follows lies in its article.
        self._key, self._around = (None, key[0]) if key[1] == "H" else (key, self._above(label))
        return True

    def _fits(self, path: str, label: Segment) -> bool:
        above = self._above(label)
        return parse_path(path)[-1] == label and (not above or path.startswith(f"{above}/"))

    def _above(self, label: Segment) -> str:
        """What encloses a label: the clause and article repeated, as far as they are greater."""
        segments = parse_path(self._around) if self._around else ()
        greater = tuple(one for one in segments if RANKS.get(one.kind, 9) > RANKS[label.kind])
        return format_path(greater) if greater else ""

    def _enter(self, label: Segment, line: str, left: list[Named]) -> None:
        """A line that is only repeated, to say where the new text is: it must be what stands there."""
        names = [path.split("/") for path, _part in left]
        own = format_path((label,))
        above = {"/".join(name[: name.index(own) + 1]) for name in names if own in name[:-1]}
        if len(above) != 1:
            raise Refusal(Reason.LABELS)
        self._around, self._key = above.pop(), None
        place = locate(self._base, self._around)
        end = place.head if label.kind == Level.ARTICLE else place.own
        if self._base[place.start : end].removeprefix(MARK).split() != line.split():
            raise Refusal(Reason.CONTEXT, self._around)


def _label_of(line: str) -> Segment | None:
    for kind, form in ((Level.ARTICLE, ARTICLE), (Level.CLAUSE, CLAUSE), (Level.POINT, POINT)):
        if match := form.match(line):
            try:
                return Segment(kind, canonical_number(match[match.lastindex or 1]))
            except ValueError:
                return None
    return None
