"""Parameters of the API: filters with the names that the public list has, and cursors. Pure."""

from datetime import UTC, date, datetime
from typing import Annotated, Self

from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import AwareDatetime, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from regulations.validity import Status

MOST_ROWS = 100
MOST_VALUES = 50
CODE = r"^[-a-zA-Z0-9_]{1,80}$"
GREATEST_ID = 2**31 - 1
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
Code = Annotated[str, Field(pattern=CODE)]
Id = Annotated[int, Field(ge=1, le=GREATEST_ID, description=_("Id of the document."))]
After = Annotated[int, Field(0, ge=0, le=GREATEST_ID, description=_("Where to go on, as given in “next”."))]
Limit = Annotated[int, Field(20, ge=1, le=MOST_ROWS, description=_("Rows on a page."))]


class Parameters(Schema):
    """Refuses parameters that there are not, so that a misspelt filter is no filter unnoticed."""

    @model_validator(mode="after")
    def refuse_unknown(self, info: ValidationInfo) -> Self:
        """Raise for the first parameter of the request that there is not; the framework drops them silently."""
        given = set(info.context["request"].GET) if info.context else set()
        known = {field.alias or name for name, field in type(self).model_fields.items()}
        if unknown := sorted(given - known):
            raise PydanticCustomError("unknown_parameter", "no such parameter", {"parameter": unknown[0]})
        return self


class Filters(Parameters):
    """Several values of one filter are alternatives, several filters must all fit."""

    field: Annotated[list[Code], Field([], max_length=MOST_VALUES, description=_("Codes of fields."))]
    issuer: Annotated[list[Code], Field([], max_length=MOST_VALUES, description=_("Codes of issuers."))]
    type: Annotated[list[Code], Field([], max_length=MOST_VALUES, description=_("Codes of document types."))]
    signer: Annotated[list[Code], Field([], max_length=MOST_VALUES, description=_("Codes of signers."))]
    validity: Annotated[list[Status], Field([], max_length=MOST_VALUES, description=_("Validity today."))]
    year: Annotated[list[int], Field([], max_length=MOST_VALUES, description=_("Years of issue."))]
    issued_from: Annotated[
        date | None, Field(None, alias="from", description=_("Issued on this day or later."))
    ]
    issued_to: Annotated[
        date | None, Field(None, alias="to", description=_("Issued on this day or earlier."))
    ]
    modified_since: Annotated[
        AwareDatetime | None,
        Field(None, ge=EARLIEST, le=LATEST, description=_("Last published here at this time or later.")),
    ]


class PageParameters(Filters):
    """Of a page of documents."""

    after: After
    limit: Limit


class ListParameters(Filters):
    """Of a list as a file."""

    q: Annotated[
        str,
        Field("", max_length=2000, description=_("Words to look for; the 100 best documents are listed.")),
    ]
    after: After


class ProvisionParameters(Parameters):
    """Of a page of provisions, which are counted from 0."""

    after: Annotated[
        int, Field(-1, ge=-1, le=GREATEST_ID, description=_("Where to go on, as given in “next”."))
    ]
    limit: Limit


class RegisterParameters(Parameters):
    """Of a page of a register."""

    after: Annotated[
        str, Field("", pattern=CODE.replace("{1,", "{0,"), description=_("The last code of the page before."))
    ]
    limit: Limit
