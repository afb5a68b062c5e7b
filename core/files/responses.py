"""How a file goes out: by nginx, by a signed address of the store, or by Django itself."""

import mimetypes
from collections.abc import Iterator
from typing import IO, Any, Protocol, runtime_checkable
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.files.storage import Storage
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotFound,
    HttpResponseNotModified,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.utils.http import content_disposition_header, http_date
from django.views.static import was_modified_since

from .rules import Unsatisfiable, byte_range, is_inert

PUBLIC_SECONDS = 600
PRIVATE_SECONDS = 60
CHUNK = 256 * 1024


@runtime_checkable
class Signing(Protocol):
    """A store that hands its files out itself, at addresses that are good for a while."""

    def signed_url(self, name: str, seconds: int, headers: dict[str, str], method: str) -> str:
        """The address of a file for this method; `headers` are those that the store answers with."""


class Part:
    """The bytes of an open file from `start`, `length` of them; closes the file."""

    def __init__(self, file: IO[bytes], start: int, length: int) -> None:
        self.file, self.left = file, length
        file.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        while self.left > 0 and (chunk := self.file.read(min(CHUNK, self.left))):
            self.left -= len(chunk)
            yield chunk

    def close(self) -> None:
        """Called by Django at the end of the response, also where nothing was read."""
        self.file.close()


def file_response(request: HttpRequest, storage: Storage, name: str, *, public: bool) -> HttpResponseBase:
    """The file of this name, for a request that may have it; 404 where the store lacks it."""
    headers = headers_of(name, public=public)
    signed = ""
    if isinstance(storage, Signing):
        # A signed address outlives what caches keep of the answer that named it.
        seconds = 2 * PUBLIC_SECONDS if public else PRIVATE_SECONDS
        signed = storage.signed_url(name, seconds, headers, str(request.method))
    response: HttpResponseBase
    if settings.MEDIA_ACCEL_PREFIX:
        inside = urlsplit(signed)._replace(scheme="", netloc="").geturl() if signed else quote(name)
        response = HttpResponse()
        response["X-Accel-Redirect"] = settings.MEDIA_ACCEL_PREFIX + inside.lstrip("/")
    elif signed:
        response = HttpResponseRedirect(signed)
    else:
        response = _stored(request, storage, name)
    if response.status_code >= 400:
        return response
    for header, value in headers.items():
        response[header] = value
    return response


def headers_of(name: str, *, public: bool) -> dict[str, str]:
    """Headers of a file; what a browser could run is saved instead of shown, and runs nothing anyway."""
    # Not strict: the list of a machine without /etc/mime.types knows WebP only so.
    content_type = mimetypes.guess_type(name, strict=False)[0] or "application/octet-stream"
    inert = is_inert(content_type)
    # Chrome's viewer of PDF files does not start in a sandbox.
    policy = "default-src 'none'" if content_type == "application/pdf" else "default-src 'none'; sandbox"
    return {
        "Content-Type": content_type,
        "Content-Disposition": content_disposition_header(not inert, name.rpartition("/")[2]) or "inline",
        "Cache-Control": f"public, max-age={PUBLIC_SECONDS}" if public else "private, no-store",
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
    }


def not_found() -> HttpResponse:
    """Said of what is not there and of what is hidden alike; not kept: it may be published the next moment."""
    return HttpResponseNotFound(content_type="text/plain", headers={"Cache-Control": "no-store"})


def _stored(request: HttpRequest, storage: Storage, name: str) -> HttpResponseBase:
    """The file from the disk, or the part of it that is asked for: players of video jump about in it."""
    try:
        modified = storage.get_modified_time(name).timestamp()
        file: Any = storage.open(name)
    except FileNotFoundError:
        return not_found()
    response: HttpResponseBase
    if not was_modified_since(request.headers.get("If-Modified-Since"), modified):
        file.close()
        response = HttpResponseNotModified()
    else:
        response = _whole_or_part(request, file, http_date(modified))
    response["Last-Modified"] = http_date(modified)
    response["Accept-Ranges"] = "bytes"
    return response


def _whole_or_part(request: HttpRequest, file: Any, modified: str) -> HttpResponseBase:
    size = file.size
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", modified) != modified:
        asked = ""
    try:
        span = byte_range(asked, size)
    except Unsatisfiable:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    if span is None:
        return FileResponse(file)
    first, last = span
    length = last - first + 1
    return StreamingHttpResponse(
        Part(file, first, length),
        status=206,
        headers={"Content-Range": f"bytes {first}-{last}/{size}", "Content-Length": str(length)},
    )
