"""Lists of documents sent while they are read: in pieces that each cost the same, and never without end."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse

from .document import Document
from .documents import addresses, document_of, filtered, found, with_data
from .parameters import ListParameters

CHUNK = 500
MOST_ROWS = 10_000
Writer = Callable[[Iterable[Document]], Iterator[str]]


def stream(
    request: HttpRequest, parameters: ListParameters, language: str, write: Writer, content_type: str
) -> StreamingHttpResponse:
    """The documents that the parameters leave, at most `MOST_ROWS`; the header Link names what comes next."""
    pages = with_data(filtered(parameters), language)
    after = None
    if parameters.q:
        rows = _best(pages, found(request.GET))
    else:
        last, after = _ends(pages.filter(pk__gt=parameters.after))
        rows = _in_chunks(pages, parameters.after, last)
    address = addresses(request, language)
    documents = (document_of(page, address) for page in rows)
    response = StreamingHttpResponse(write(documents), content_type=content_type)
    if after is not None:
        response["Link"] = f'<{next_address(request, after)}>; rel="next"'
    extension = request.path.rpartition(".")[2]
    response["Content-Disposition"] = f'attachment; filename="van-ban.{extension}"'
    return response


def next_address(request: HttpRequest, after: int | None) -> str | None:
    """The present address with another cursor; None where there is none."""
    if after is None:
        return None
    params = {**dict(request.GET.lists()), "after": str(after)}
    return request.build_absolute_uri(f"{request.path}?{urlencode(params, doseq=True)}")


def _ends(pages: QuerySet[Any]) -> tuple[int | None, int | None]:
    """Id of the last document of the list (None: to the end), and of where the next list goes on (None: nowhere)."""
    ids = list(pages.order_by("pk").values_list("pk", flat=True)[MOST_ROWS - 1 : MOST_ROWS + 1])
    return (ids[0] if ids else None), (ids[0] if len(ids) > 1 else None)


def _in_chunks(pages: QuerySet[Any], after: int, last: int | None) -> Iterator[Any]:
    pages = pages.order_by("pk") if last is None else pages.order_by("pk").filter(pk__lte=last)
    while rows := list(pages.filter(pk__gt=after)[:CHUNK]):
        yield from rows
        after = rows[-1].pk


def _best(pages: QuerySet[Any], ids: list[int]) -> Iterator[Any]:
    by_id = {page.pk: page for page in pages.filter(pk__in=ids)}
    return (by_id[pk] for pk in ids if pk in by_id)
