"""What surrounds the text in Akoma Ntoso: identification, preface and conclusions, from the document's data. Pure."""

from typing import Any, TypeAlias

from lxml import etree

from regulations.downloads.characters import xml_text
from regulations.downloads.citation import printed_date

from .akoma_ids import UNKNOWN_YEAR, work_uri, year_of
from .document import Document, Named

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
SOURCE = "#site"
Element: TypeAlias = Any  # lxml has no types.


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new last child; what XML cannot hold is replaced."""
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", {k: xml_text(v) for k, v in attributes.items()})
    child.text = xml_text(text) or None
    return child


def add_meta(parent: Element, document: Document, component: str = "main") -> None:
    """Identification at the levels of FRBR, fields and references; of an attachment by its eId."""
    meta = add(parent, "meta")
    identification = add(meta, "identification", source=SOURCE)
    uri = work_uri(document)
    work, expression = uri.work_uri(), f"{uri.work_uri()}/{uri.language}@"
    levels = {
        "FRBRWork": (work, ""),
        "FRBRExpression": (expression, ""),
        "FRBRManifestation": (expression, ".xml"),
    }
    for tag, (address, ending) in levels.items():
        level = add(identification, tag)
        add(level, "FRBRthis", value=f"{address}/!{component}{ending}")
        add(level, "FRBRuri", value=f"{address}{ending}")
        _dates(level, document, is_copy=tag == "FRBRManifestation")
        if tag == "FRBRWork":
            _work(level, document)
        elif tag == "FRBRExpression":
            add(level, "FRBRauthor", href=f"#{next(iter(_issuers(document)))}")
            add(level, "FRBRlanguage", language="vie")
        else:
            add(level, "FRBRauthor", href=SOURCE)
    if component == "main":
        _fields(meta, document)
        _references(meta, document)


def _dates(level: Element, document: Document, *, is_copy: bool) -> None:
    """The schema demands a date: where that of issue is not known, its name says what the date is instead."""
    if is_copy and document.modified_at:
        add(level, "FRBRdate", date=document.modified_at.date().isoformat(), name="published-here")
    elif document.issued_on:
        add(level, "FRBRdate", date=document.issued_on.isoformat(), name="issued")
    else:
        year = year_of(document)
        name = "unknown" if year == UNKNOWN_YEAR else "year-only"
        add(level, "FRBRdate", date=f"{year}-01-01", name=name)


def _issuers(document: Document) -> dict[str, Named]:
    """Issuers by their eId; one of unknown name where none is known, as the schema demands an author."""
    issuers = document.issuers or [Named(code="unknown", name="?")]
    return {f"issuer-{issuer.code}": issuer for issuer in issuers}


def _work(level: Element, document: Document) -> None:
    for eid in _issuers(document):
        add(level, "FRBRauthor", href=f"#{eid}")
    add(level, "FRBRcountry", value="vn")
    add(level, "FRBRsubtype", value=document.type.code)
    add(level, "FRBRnumber", value=document.number)
    add(level, "FRBRname", value=document.title or document.label)


def _fields(meta: Element, document: Document) -> None:
    if document.fields:
        keywords = add(meta, "classification", source=SOURCE)
        for field in document.fields:
            add(keywords, "keyword", value=field.code, showAs=field.name, dictionary="#fields")


def _references(meta: Element, document: Document) -> None:
    references = add(meta, "references", source=SOURCE)
    ontology = "/akn/ontology"
    for eid, issuer in _issuers(document).items():
        reference = f"{ontology}/organization/vn/{issuer.code}"
        add(references, "TLCOrganization", eId=eid, href=reference, showAs=issuer.name)
    add(references, "TLCOrganization", eId="site", href=document.url, showAs=document.url)
    if document.signer:
        reference = f"{ontology}/person/vn/{document.signer.code}"
        add(references, "TLCPerson", eId="signer", href=reference, showAs=document.signer.name)


def add_preface(parent: Element, document: Document) -> None:
    """Issuers, type, number, date and title, as at the head of the document (NĐ 30/2020/NĐ-CP Phụ lục I)."""
    preface = add(parent, "preface")
    for issuer in document.issuers:
        add(add(preface, "p"), "docAuthority", issuer.name, refersTo=f"#issuer-{issuer.code}")
    line = add(preface, "p")
    add(line, "docType", document.type.name).tail = " "
    add(line, "docNumber", document.number)
    if document.issued_on:
        day, printed = document.issued_on.isoformat(), f"ngày {printed_date(document.issued_on)}"
        add(add(preface, "p"), "docDate", printed, date=day)
    if document.title:
        add(add(preface, "p"), "docTitle", document.title)


def add_conclusions(parent: Element, document: Document) -> None:
    """Who signed in which office, and the recipients."""
    recipients = document.recipients.split("\n") if document.recipients else []
    if not (document.signer or document.signer_office or recipients):
        return
    conclusions = add(parent, "conclusions")
    if document.signer or document.signer_office:
        signature = add(add(conclusions, "p"), "signature")
        signature.text = xml_text(f"{document.signer_office} " if document.signer_office else "")
        if document.signer:
            add(signature, "person", document.signer.name, eId="conclusions__person_1", refersTo="#signer")
    for line in recipients:
        add(conclusions, "p", line, **{"class": "recipient"})
