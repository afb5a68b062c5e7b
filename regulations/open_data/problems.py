"""Errors of the API as problem details (RFC 9457), in the reader's language."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import ValidationError
from wagtail.api.v3.errors import problem_response

_MESSAGES = {
    "unknown_parameter": gettext_lazy("There is no such parameter."),
    "greater_than_equal": gettext_lazy("Give %(ge)s or more."),
    "less_than_equal": gettext_lazy("Give %(le)s or less."),
    "too_long": gettext_lazy("Give at most %(max_length)s values."),
    "string_too_long": gettext_lazy("Give at most %(max_length)s characters."),
    "int_parsing": gettext_lazy("Give a whole number."),
    "int_parsing_size": gettext_lazy("Give a smaller number."),
    "string_pattern_mismatch": gettext_lazy("Give a code of the registers."),
    "timezone_aware": gettext_lazy("Give the time with its zone, such as 2023-05-04T08:00:00Z."),
    "enum": gettext_lazy("Give one of these: %(expected)s."),
}
_OTHER = {
    "date": gettext_lazy("Give a date such as 2023-05-04."),
    "datetime": gettext_lazy("Give a time such as 2023-05-04T08:00:00Z."),
}


def register_problems(api: NinjaAPI) -> None:
    """Answer wrong parameters with 422 and what there is not with 404, each saying what to do."""

    @api.exception_handler(ValidationError)
    def wrong_parameters(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [{"parameter": parameter_of(one), "message": message_of(one)} for one in error.errors]
        detail = _("Some parameters cannot be used: see “errors”.")
        return problem_response(status=422, title=_("Wrong parameters"), detail=detail, errors=errors)

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem_response(status=404, title=_("Not found"), detail=str(error))


def parameter_of(error: dict[str, Any]) -> str:
    """The name of the parameter, from the place that pydantic gives: ("query", "filters", "year", 0) → "year"."""
    if error["type"] == "unknown_parameter":
        return error["ctx"]["parameter"]
    return next((part for part in reversed(error["loc"]) if isinstance(part, str)), "")


def message_of(error: dict[str, Any]) -> str:
    """What is wrong with one parameter, from an error of pydantic."""
    message = _MESSAGES.get(error["type"]) or _OTHER.get(error["type"].partition("_")[0])
    return str(message or error["msg"]) % error.get("ctx", {}) if message else error["msg"]
