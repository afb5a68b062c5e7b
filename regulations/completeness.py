"""What a document still lacks; such documents stay in, on a list for editors."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.legal_text.numbers import parse_number
from core.legal_text.structure import DuplicateProvision, missing_articles, parse

if TYPE_CHECKING:
    from .models import LegalDocumentPage


class Gap(models.TextChoices):
    """One kind of missing information."""

    TITLE = "title", _("no title")
    ISSUER = "issuer", _("no issuer")
    ISSUED_ON = "issued_on", _("no date of issue")
    NUMBER = "number", _("no valid number")
    ARTICLES = "articles", _("articles missing (extract)")


def has_missing_articles(text: str) -> bool:
    """Whether the text jumps in its articles; a text that does not parse is reported elsewhere."""
    try:
        return bool(missing_articles(parse(text)))
    except DuplicateProvision:
        return False


def gaps_of(page: "LegalDocumentPage") -> Iterator[str]:
    """The gaps of a document, in the order of `Gap`."""
    found = {
        Gap.TITLE: not page.official_title,
        Gap.ISSUER: not page.document_issuers.all(),
        Gap.ISSUED_ON: page.issued_on is None,
        Gap.NUMBER: parse_number(page.number) is None,
        Gap.ARTICLES: has_missing_articles(page.text),
    }
    return (gap.value for gap, missing in found.items() if missing)
