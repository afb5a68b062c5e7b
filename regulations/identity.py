"""Which document a row or page is: one key, so that no document is in the collection twice. Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.legal_text.numbers import parse_number
from core.text import slugify_vi

UNKNOWN = "?"


@dataclass(frozen=True)
class Identity:
    """Folded number, type, year and sorted issuers; `?` where unknown."""

    number: str
    type: str
    year: str
    issuers: tuple[str, ...]

    @property
    def key(self) -> str:
        """The stored key, such as `15-2023-qd-ubnd|quyet-dinh|2023|ubnd-tinh-song-lam`."""
        return "|".join((self.number, self.type, self.year, "+".join(self.issuers) or UNKNOWN))

    def matches(self, other: "Identity") -> bool:
        """Whether both can be one document: a part that is unknown on either side matches any."""
        if self.number.startswith(UNKNOWN) or other.number.startswith(UNKNOWN):
            return self.number == other.number
        return (
            self.number == other.number
            and _agree(self.type, other.type)
            and _agree(self.year, other.year)
            and (not self.issuers or not other.issuers or self.issuers == other.issuers)
        )


def _agree(one: str, other: str) -> bool:
    return one == other or UNKNOWN in (one, other)


def document_year(number: str, issued_on: date | None, effective_on: date | None) -> int | None:
    """Year of issue, else from the number, else of effect (design: page tree)."""
    if issued_on:
        return issued_on.year
    parsed = parse_number(number)
    if parsed and parsed.year:
        return parsed.year
    return effective_on.year if effective_on else None


def identify(
    *,
    number: str,
    type_code: str | None,
    issued_on: date | None,
    effective_on: date | None,
    issuers: Iterable[str],
    content: str = "",
) -> Identity:
    """The identity of a document. A number's own year counts before the date of issue, which may be missing.

    A garbage number identifies nothing: then a digest of `content` (title and text) stands in for it.
    """
    parsed = parse_number(number)
    if parsed:
        folded = parsed.key
        year = parsed.year or document_year(number, issued_on, effective_on)
    else:
        folded = UNKNOWN + hashlib.sha256(f"{number}\n{content}".encode()).hexdigest()[:16]
        year = document_year(number, issued_on, effective_on)
    return Identity(folded, type_code or UNKNOWN, str(year or UNKNOWN), tuple(sorted(set(issuers))))


def document_slug(number: str, identity: Identity) -> str:
    """The last part of the address, such as `15-2023-qd-ubnd`; from the digest for a garbage number."""
    if identity.number.startswith(UNKNOWN):
        return f"{slugify_vi(number) or 'khong-so'}-{identity.number[1:9]}"
    return identity.number
