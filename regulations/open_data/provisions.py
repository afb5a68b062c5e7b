"""Provisions of a document as the API gives them, down to khoản and điểm."""

from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field

from core.legal_text.clauses import read_parts
from core.legal_text.paths import parse_path
from core.legal_text.structure import unmarked
from regulations.downloads.citation import Cited, cite
from regulations.models import Provision

from .akoma_ids import eid_of
from .document import Document


class ProvisionData(Schema):
    """A provision: a part, chapter, article, clause, point or appendix."""

    path: Annotated[str, Field(description=_("Path inside the document, such as dieu-8/khoan-2/diem-a."))]
    position: Annotated[int, Field(description=_("Place among the provisions of the document."))]
    kind: Annotated[
        str, Field(description=_("Kind: preamble, part, chapter, section, subsection, article, clause, …"))
    ]
    number: Annotated[str, Field(description=_("Number as printed."))]
    heading: Annotated[str, Field(description=_("Number and title in one line."))]
    text: Annotated[str, Field(description=_("Text below the heading."))]
    eid: Annotated[str, Field(description=_("Its eId in Akoma Ntoso."))]
    citation: Annotated[str, Field(description=_("How a legal text cites it."))]
    url: Annotated[str, Field(description=_("Address of the provision on the document’s page."))]


def cited(document: Document) -> Cited:
    """What of the document goes into a citation; its names must be Vietnamese."""
    return Cited(
        type_name=document.type.name,
        number=document.number,
        title=document.title,
        issued_on=document.issued_on,
        issuers=[issuer.name for issuer in document.issuers],
    )


def provision_of(row: Provision, document: Document, url: str) -> ProvisionData:
    """A stored provision; `url` is the address of the document's page."""
    return ProvisionData(
        path=row.path,
        position=row.position,
        kind=row.kind,
        number=row.number,
        heading=row.heading,
        text=unmarked(row.content),
        eid=eid_of(row.path),
        citation=cite(cited(document), row.path),
        url=f"{url}#{row.path}",
    )


def find_provision(page_id: int, path: str, document: Document, url: str) -> ProvisionData | None:
    """The provision, or the clause or point inside an article, with this path. One SQL query."""
    try:
        parse_path(path)
    except ValueError:
        return None
    segments = path.split("/")
    prefixes = ["/".join(segments[:count]) for count in range(1, len(segments) + 1)]
    rows: Any = Provision.objects.filter(page_id=page_id, path__in=prefixes)
    row = max(rows, key=lambda one: len(one.path), default=None)
    if row is None:
        return None
    found = provision_of(row, document, url)
    return found if row.path == path else _part(found, path, document)


def _part(article: ProvisionData, path: str, document: Document) -> ProvisionData | None:
    """A clause with its points, or a point."""
    inner = path.removeprefix(f"{article.path}/")
    try:
        parts = [part for part in read_parts(article.text) if f"{part.path}/".startswith(f"{inner}/")]
    except ValueError:
        return None
    if not parts or article.kind != "article":
        return None
    return article.model_copy(
        update={
            "path": path,
            "kind": "point" if inner.rpartition("/")[2].startswith("diem-") else "clause",
            "number": inner.rpartition("-")[2].replace("dd", "đ"),
            "heading": "",
            "text": article.text[parts[0].start : parts[-1].end].strip("\n"),
            "eid": eid_of(path),
            "citation": cite(cited(document), path),
        }
    )
