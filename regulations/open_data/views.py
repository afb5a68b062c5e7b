"""The page that describes the open data, made from what the API says of itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.api.v3.errors import problem_response

from .api import api
from .document import Document


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """Addresses, parameters and the fields of a document; nothing is loaded from elsewhere."""
    paths = api.get_openapi_schema()["paths"]
    columns = Document.model_json_schema(mode="serialization")["properties"]
    context = {
        "operations": [operation(path, methods["get"]) for path, methods in paths.items()],
        "columns": [(name, column["description"]) for name, column in columns.items()],
    }
    return render(request, "open_data/description.html", context)


def unknown_address(request: HttpRequest, rest: str) -> HttpResponse:
    """404 in the API's own form."""
    detail = _("There is nothing at this address; see %(address)s.") % {
        "address": reverse("open-data-description")
    }
    return problem_response(status=404, title=_("Not found"), detail=detail)


def operation(path: str, described: dict[str, Any]) -> dict[str, Any]:
    """An operation for the template: what it gives, its path, and its parameters with what they mean."""
    parameters = [
        (one["name"], one["schema"].get("description", "")) for one in described.get("parameters", ())
    ]
    return {"summary": described["summary"], "path": path, "parameters": parameters}
