"""A document's text as Akoma Ntoso 3.0 (OASIS Standard, 29 August 2018), and back again. Pure.

Phần, chương, mục, tiểu mục, điều, khoản and điểm are `part`, `chapter`, `section`, `subsection`, `article`,
`paragraph` and `point`; appendices and attached regulations are `attachment`; a text without articles is one
`hcontainer`. Each line is a `p`, rows of tables are `table`, so that reading back yields the very text; what XML
cannot hold is U+FFFD.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Protocol

from lxml import etree

from core.legal_text.clauses import CLAUSE, POINT, Part, read_parts
from core.legal_text.headings import GROUP_LEVELS, ProvisionKind, read_heading
from core.legal_text.structure import MARK
from core.legal_text.tables import Row, blocks, format_row
from regulations.downloads.characters import xml_text

from .akoma_ids import document_tag, eid_of, path_of
from .akoma_meta import NAMESPACE, Element, add, add_conclusions, add_meta, add_preface
from .document import Document

_OWN_LINE = "own-line"
_GROUPS = {kind: str(kind) for kind in GROUP_LEVELS}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
_UNMARKED = ("preamble", "hcontainer")
_PROVISIONS = {*_UNMARKED, *_GROUPS.values(), "article", "attachment"}


class Slice(Protocol):
    """A provision: its exact slice of the marked text, and where the text below the heading begins in it."""

    kind: str
    path: str
    text: str
    content_start: int


def to_akoma_ntoso(document: Document, provisions: Iterable[Slice]) -> bytes:
    """The document as XML in UTF-8, valid against the standard's schema; names are those in `document`."""
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})
    main = add(root, document_tag(document), name=document.type.code)
    add_meta(main, document)
    add_preface(main, document)
    rows = list(provisions)
    texts = [row.text.removesuffix("\n") for row in rows[:-1]] + [row.text for row in rows[-1:]]
    if rows and rows[0].kind == ProvisionKind.PREAMBLE:
        _lines(add(main, "preamble", eId="preamble"), texts[0])
    builder = _Builder(document, add(main, "body" if main.tag.endswith("act") else "mainBody"))
    for row, text in zip(rows, texts, strict=True):
        builder.take(row, text)
    add_conclusions(main, document)
    if len(builder.attachments):
        main.append(builder.attachments)
    for body in root.iter(f"{{{NAMESPACE}}}body", f"{{{NAMESPACE}}}mainBody"):
        if not len(body):
            add(body, "hcontainer", name="empty")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _lines(parent: Element, text: str) -> None:
    """A paragraph a line; rows are a table where they are written as `format_row` does."""
    left = iter(text.split("\n"))
    for block in blocks(text.split("\n")):
        rows = block if isinstance(block, list) else []
        lines = list(islice(left, len(rows) or 1))
        if rows and [format_row(row.cells, is_header=row.is_header) for row in rows] == lines:
            _table(add(parent, "table"), rows)
        else:
            for line in lines:
                add(parent, "p", line)


def _table(table: Element, rows: Sequence[Row]) -> None:
    for row in rows:
        line = add(table, "tr")
        for cell in row.cells:
            add(add(line, "th" if row.is_header else "td"), "p", cell)


class _Builder:
    """Puts each provision where it belongs, in the order of the text."""

    def __init__(self, document: Document, body: Element) -> None:
        self._document = document
        self._open: list[tuple[int, Element]] = [(-1, body)]
        self.attachments = etree.Element(f"{{{NAMESPACE}}}attachments")

    def take(self, row: Slice, text: str) -> None:
        """Add a provision; the preamble has its place already."""
        eid = eid_of(row.path)
        if row.kind == ProvisionKind.BODY:
            container = add(self._open[-1][1], "hcontainer", name="body", eId=eid)
            _lines(add(container, "content", eId=f"{eid}__content"), text)
        elif row.kind == ProvisionKind.ARTICLE:
            article = add(self._open[-1][1], "article", eId=eid)
            _article(article, eid, row.path, _headed(article, eid, text, row.content_start))
        elif row.kind in _GROUPS:
            self._group(row, eid, text)
        elif row.kind != ProvisionKind.PREAMBLE:
            self._attachment(row, eid, text)

    def _group(self, row: Slice, eid: str, text: str) -> None:
        rank = list(_GROUPS).index(ProvisionKind(row.kind))
        while self._open[-1][0] >= rank:
            self._open.pop()
        group = add(self._open[-1][1], _GROUPS[ProvisionKind(row.kind)], eId=eid)
        self._open.append((rank, group))
        content = _headed(group, eid, text, row.content_start)
        if content is not None:
            _lines(add(group, "intro", eId=f"{eid}__intro"), content)

    def _attachment(self, row: Slice, eid: str, text: str) -> None:
        attachment = add(self.attachments, "attachment", eId=eid)
        content = _headed(attachment, eid, text, row.content_start)
        inner = add(attachment, "doc", name=row.path)
        add_meta(inner, self._document, eid)
        body = add(inner, "mainBody")
        self._open = [(-1, body)]
        if content is not None:
            _lines(body, content)


def _headed(element: Element, eid: str, text: str, start: int) -> str | None:
    """Add number and heading; returns the text below them, None where there is none."""
    head, content = text[:start], text[start:] or None
    if content is not None:
        head = head.removesuffix("\n")
    first, line_break, below = head.removeprefix(MARK).partition("\n")
    found = read_heading(first)
    cut = first.rfind(found.rest) if found and found.rest else len(first)
    add(element, "num", first[:cut])
    if cut < len(first):
        _break_lines(add(element, "heading", eId=f"{eid}__heading"), first[cut:] + line_break + below)
    elif line_break:
        _break_lines(add(element, "heading", eId=f"{eid}__heading", **{"class": _OWN_LINE}), below)
    return content


def _break_lines(element: Element, text: str) -> None:
    first, *others = text.split("\n")
    element.text = xml_text(first)
    for line in others:
        add(element, "br").tail = xml_text(line)


def _article(article: Element, eid: str, path: str, content: str | None) -> None:
    """Add the clauses and points of an article, or its text where it has none."""
    if content is None:
        return
    parts = _parts(content)
    opened = {"": article}
    for index, part in enumerate(parts):
        text = content[part.start : part.end]
        is_last = index + 1 == len(parts)
        text = text if is_last else text.removesuffix("\n")
        inner_eid, element = eid, article
        if part.path:
            inner_eid = eid_of(f"{path}/{part.path}")
            above, _, own = part.path.rpartition("/")
            is_clause = own.startswith("khoan-")
            element = add(opened[above], "paragraph" if is_clause else "point", eId=inner_eid)
            opened[part.path] = element
            number = (CLAUSE if is_clause else POINT).match(text)
            cut = number.end() if number else 0
            add(element, "num", text[:cut])
            text = text[cut:]
        has_parts = not is_last and parts[index + 1].path.startswith(f"{part.path}/" if part.path else "")
        tag = "intro" if has_parts else "content"
        holder = add(element, tag, eId=f"{inner_eid}__{tag}")
        if part.path:
            # The rest of the number's line, which is no row.
            first, line_break, text = text.partition("\n")
            add(holder, "p", first)
        if not part.path or line_break:
            _lines(holder, text)


def _parts(content: str) -> tuple[Part, ...]:
    try:
        return read_parts(content)
    except ValueError:  # A line such as "1dd. …", whose number no path can hold.
        return (Part("", 0, len(content)),)


def from_akoma_ntoso(data: bytes) -> list[tuple[str, str]]:
    """Path and exact slice of the marked text of every provision, in order, as `to_akoma_ntoso` took them.

    Raises `lxml.etree.XMLSyntaxError` for what is no XML, `KeyError` for eIds that are not ours.
    """
    reading: list[_Read] = []
    document = etree.fromstring(data, _PARSER)[0]
    for part in document:
        if etree.QName(part).localname in {"preamble", "body", "mainBody", "attachments"}:
            for element in part.iter(f"{{{NAMESPACE}}}*"):
                _read(element, reading)
    texts = [(one.path, one.text()) for one in reading]
    return [(path, f"{text}\n") for path, text in texts[:-1]] + texts[-1:]


class _Read:
    """A provision as far as it has been read."""

    def __init__(self, path: str, mark: str) -> None:
        self.path, self.head = path, mark
        self.lines: list[str] = []
        self.is_line_open = False

    def text(self) -> str:
        """Its slice of the marked text."""
        return "\n".join([self.head, *self.lines] if self.head else self.lines)


def _read(element: Element, reading: list[_Read]) -> None:
    tag = etree.QName(element).localname
    if tag in _PROVISIONS and element.get("name") != "empty":
        reading.append(_Read(path_of(element.get("eId")), "" if tag in _UNMARKED else MARK))
    elif tag == "num" and etree.QName(element.getparent()).localname in {"paragraph", "point"}:
        reading[-1].lines.append(element.text or "")
        reading[-1].is_line_open = True
    elif tag in {"num", "heading"}:
        own_line = "\n" if element.get("class") == _OWN_LINE else ""
        reading[-1].head += own_line + _inline(element)
    elif tag == "tr":
        cells = (cell[0].text or "" for cell in element)
        reading[-1].lines.append(format_row(cells, is_header=etree.QName(element[0]).localname == "th"))
    elif tag == "p" and etree.QName(element.getparent()).localname in {"td", "th"}:
        return
    elif tag == "p" and reading[-1].is_line_open:
        reading[-1].lines[-1] += element.text or ""
        reading[-1].is_line_open = False
    elif tag == "p":
        reading[-1].lines.append(element.text or "")


def _inline(element: Element) -> str:
    return (element.text or "") + "".join("\n" + (child.tail or "") for child in element)
