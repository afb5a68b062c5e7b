"""The data of a document as open data gives it: one form for the lists, the API and every export. Pure."""

from datetime import date, datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field


class Named(Schema):
    """A row of a register: an issuer, a type, a field or a signer."""

    code: Annotated[str, Field(description=_("Stable code, by which lists are filtered."))]
    name: Annotated[str, Field(description=_("Name in the language of the address, else in Vietnamese."))]


class Document(Schema):
    """A published legal, Party or directive document."""

    id: Annotated[int, Field(description=_("Number by which the API knows the document; never changes."))]
    url: Annotated[str, Field(description=_("Address of its page."))]
    number: Annotated[str, Field(description=_("Number and symbol, as printed."))]
    type: Annotated[Named, Field(description=_("Document type."))]
    category: Annotated[str, Field(description=_("Series of numbers: legal, administrative or party."))]
    title: Annotated[str, Field(description=_("Trích yếu, without the type; Vietnamese."))]
    english_title: Annotated[str, Field(description=_("Title in English, where there is one."))]
    issuers: Annotated[
        list[Named], Field(description=_("Who issued it, in the order in which they stand on the document."))
    ]
    fields: Annotated[list[Named], Field(description=_("Fields of state management."))]
    issued_on: Annotated[date | None, Field(description=_("Date of issue; null where it is not known."))]
    effective_on: Annotated[date | None, Field(description=_("Effective date; null where it is not known."))]
    expires_on: Annotated[date | None, Field(description=_("Expiry date that the document names itself."))]
    validity: Annotated[str | None, Field(description=_("Validity today; null where it is not known."))]
    signer: Annotated[Named | None, Field(description=_("Who signed it."))]
    signer_office: Annotated[str, Field(description=_("Office of the signer, as signed."))]
    recipients: Annotated[str, Field(description=_("Recipients (nơi nhận), one a line."))]
    gazette: Annotated[str, Field(description=_("Issue of the official gazette."))]
    is_extract: Annotated[bool, Field(description=_("Whether articles are missing in the text (trích)."))]
    published_at: Annotated[datetime | None, Field(description=_("When it was first published here."))]
    modified_at: Annotated[datetime | None, Field(description=_("When it was last published here."))]

    @property
    def label(self) -> str:
        """Type and number: "Quyết định 15/2023/QĐ-UBND"."""
        return f"{self.type.name} {self.number}"

    @property
    def slug(self) -> str:
        """The last part of the address: "15-2023-qd-ubnd"."""
        return self.url.rstrip("/").rpartition("/")[2]
