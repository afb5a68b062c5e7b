"""One row of an import, checked: pure, from plain data to a typed row or a reason for rejection."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.legacy_text.repairing import repair
from core.legal_text.issuers import split_issuers
from core.legal_text.numbers import clean_number
from core.text import nfc

ARTICLE_NUMBER = re.compile(r"\d{1,5}[a-zđ]{0,2}", re.IGNORECASE)
NOT_UNICODE = re.compile("[\x00\ufffd\ud800-\udfff]")
EARLIEST = date(1900, 1, 1)
LONGEST_NUMBER = 120
LONGEST_NAME = 255


LABELS = {
    "number": gettext_lazy("Number and symbol"),
    "type": gettext_lazy("Document type"),
    "title": gettext_lazy("title (trích yếu)"),
    "issuer": gettext_lazy("issuer"),
    "topic": gettext_lazy("field"),
    "signer": gettext_lazy("signer"),
    "text": gettext_lazy("text"),
    "issued_on": gettext_lazy("date of issue"),
    "effective_on": gettext_lazy("effective date"),
}


class RowError(ValueError):
    """Why a row is rejected, in the user's language."""


@dataclass(frozen=True)
class Article:
    """An article as it comes: number such as `12a`, title on one line, text below it."""

    number: str
    title: str
    text: str


@dataclass(frozen=True)
class Row:
    """A document as one row describes it; empty where the row does not say."""

    number: str
    type: str
    title: str
    issuers: tuple[str, ...]
    fields: tuple[str, ...]
    issued_on: date | None
    effective_on: date | None
    signer: str
    articles: tuple[Article, ...]
    text: str
    digest: str

    def warnings(self) -> list[str]:
        """What an editor should look at; the row is taken all the same."""
        if self.issued_on and self.effective_on and self.effective_on < self.issued_on:
            return [_("takes effect before it was issued")]
        return []


def read_row(data: Any) -> Row:
    """Check one row. Raises `RowError`, whose message says what to mend.

    Keys: `number, type, title, issued_on, effective_on` (ISO dates or null), `issuer`, `topic` (the field),
    `signer`, `articles: [{number, title, text}]`, or `text` for a whole text without marked articles.
    """
    if not isinstance(data, Mapping):
        raise RowError(_("The row is not a JSON object."))
    articles = read_articles(data.get("articles"))
    return Row(
        number=_short(clean_number(_text(data, "number")), "number", LONGEST_NUMBER, required=True),
        type=_short(_text(data, "type"), "type", LONGEST_NAME, required=True),
        title=_one_line(_text(data, "title")),
        issuers=tuple(_short(name, "issuer", LONGEST_NAME) for name in split_issuers(_text(data, "issuer"))),
        fields=tuple(filter(None, [_short(_text(data, "topic"), "topic", LONGEST_NAME)])),
        issued_on=read_date(data, "issued_on"),
        effective_on=read_date(data, "effective_on"),
        signer=_short(_text(data, "signer"), "signer", LONGEST_NAME),
        articles=articles,
        text=_text(data, "text"),
        digest=row_digest(data),
    )


def row_digest(data: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the row, by which a row that was imported before is known again. Raises `RowError`."""
    try:
        said = json.dumps(data, sort_keys=True, ensure_ascii=False, default=str)
    except RecursionError as error:
        raise RowError(_("The row is no list of names and texts.")) from error
    return hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()


def read_date(data: Mapping[str, Any], name: str) -> date | None:
    """An ISO date or None. Raises `RowError` for a day that cannot be."""
    value = data.get(name)
    if value in (None, ""):
        return None
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        raise RowError(
            _("%(name)s: “%(value)s” is not a date (YYYY-MM-DD).") % {"name": LABELS[name], "value": value}
        ) from None
    if day < EARLIEST or day.year > date.today().year + 20:
        raise RowError(_("%(name)s: “%(value)s” cannot be right.") % {"name": LABELS[name], "value": value})
    return day


def read_articles(value: Any) -> tuple[Article, ...]:
    """The articles of a row. Raises `RowError` for a missing or doubled number."""
    if value in (None, ""):
        return ()
    if not isinstance(value, list):
        raise RowError(_("articles: a list is expected."))
    articles = []
    seen = set()
    for entry in value:
        if not isinstance(entry, Mapping):
            raise RowError(_("articles: each article is an object with number, title and text."))
        number = _text(entry, "number").strip().lower()
        if not ARTICLE_NUMBER.fullmatch(number):
            raise RowError(
                _("articles: “%(number)s” is not the number of an article.") % {"number": number[:40]}
            )
        if number in seen:
            raise RowError(_("articles: article %(number)s comes twice.") % {"number": number})
        seen.add(number)
        articles.append(Article(number, _one_line(_text(entry, "title")), _text(entry, "text")))
    return tuple(articles)


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str | int | float):
        raise RowError(_("%(name)s: text is expected.") % {"name": LABELS.get(name, name)})
    if old := repair(str(value)):
        raise RowError(
            _("%(name)s: in an old encoding (%(encoding)s); convert the file to Unicode first.")
            % {"name": LABELS.get(name, name), "encoding": old.encoding}
        )
    text = nfc(str(value)).replace("\r\n", "\n").replace("\r", "\n")
    if NOT_UNICODE.search(text):
        raise RowError(
            _("%(name)s: characters that are not Unicode text; convert the file to UTF-8 first.")
            % {"name": LABELS.get(name, name)}
        )
    return text.strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str, name: str, longest: int, required: bool = False) -> str:
    text = _one_line(text)
    if required and not text:
        raise RowError(_("%(name)s is missing.") % {"name": LABELS.get(name, name)})
    if len(text) > longest:
        raise RowError(
            _("%(name)s: longer than %(longest)d characters.") % {"name": LABELS[name], "longest": longest}
        )
    return text
