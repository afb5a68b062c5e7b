"""Names of facet values, remembered for a minute in each process: every search shows the same ones."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from time import monotonic
from typing import Any

from core.models import localized

from .models import DocumentField, DocumentType, Issuer, Signer

REGISTERS: dict[str, Any] = {"field": DocumentField, "issuer": Issuer, "type": DocumentType, "signer": Signer}
# So long another process may show a name as it was before a change.
HELD_SECONDS = 60.0
_held: dict[tuple[str, str | None], tuple[float, dict[str, str]]] = {}


def names_of_values(facet: str, language: str | None, codes: Collection[str]) -> Mapping[str, str]:
    """Names of the rows of a register by code, those that are not there left out; one query for what is not known."""
    until, held = _held.get((facet, language), (0.0, {}))
    if monotonic() >= until:
        held = {}
        _held[facet, language] = (monotonic() + HELD_SECONDS, held)
    if missing := [code for code in codes if code not in held]:
        held.update(_query(facet, language).filter(code__in=missing))
    return {code: held[code] for code in codes if code in held}


def forget_names() -> None:
    """A register changed."""
    _held.clear()


# Django takes longer to put one of these together than the database to answer it.
@lru_cache
def _query(facet: str, language: str | None) -> Any:
    """The query for (code, name) of the rows of a register."""
    return localized(REGISTERS[facet].objects.order_by(), language).values_list("code", "shown_name")
