"""A document's page in a form to take along (NĐ 42/2022 Điều 7): `?format=txt`, `?format=docx`, `?format=qr`."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename

from core.legal_text.structure import unmarked
from regulations.models import LegalDocumentPage

from .qr import qr_svg
from .word import WORD, to_word


def open_file(request: HttpRequest, page: LegalDocumentPage) -> HttpResponse | None:
    """The published page in the form that `format` asks for; None for any other, which is the page's own business."""
    address = request.build_absolute_uri(request.path)
    if request.GET.get("format") == "docx":
        data = to_word(page.title, page.official_title, address, page.provisions.all())
        return _file(data, WORD, f"{page.slug}.docx")
    if request.GET.get("format") == "txt":
        heading = "\n".join(filter(None, [page.title, page.official_title]))
        text = f"{heading}\n\n{unmarked(page.text)}\n"
        return _file(text.encode(), "text/plain; charset=utf-8", f"{page.slug}.txt")
    if request.GET.get("format") == "qr":
        return _file(qr_svg(address, page.title), "image/svg+xml", f"{page.slug}.svg", is_shown=True)
    return None


def _file(data: bytes, media_type: str, name: str, *, is_shown: bool = False) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    disposition = content_disposition_header(not is_shown, get_valid_filename(name))
    response["Content-Disposition"] = disposition or "attachment"
    return response
