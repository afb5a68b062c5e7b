"""Other documents as readers of one may know them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from regulations.models import LegalDocumentPage
from regulations.search_source import SOURCE_NAME, path_below
from search import sources


@dataclass(frozen=True)
class Other:
    """A document by its title and address; of one that visitors may not see neither is told."""

    title: str
    url: str


def public_ids(ids: Iterable[int]) -> set[int]:
    """Which of these documents visitors may see; one query, or none."""
    keys = {str(pk) for pk in ids}
    return {int(key) for key in sources.get(SOURCE_NAME).present(keys)} if keys else set()


def others(ids: Iterable[int], index_url: str) -> dict[int, Other]:
    """Each of these documents, at its address below the index of the reader's language; two queries, or none."""
    wanted = set(ids)
    public = LegalDocumentPage.objects.filter(pk__in=public_ids(wanted)).order_by()
    rows = public.values_list("pk", "title", "url_path")
    shown = {pk: Other(title, path_below(index_url, url_path)) for pk, title, url_path in rows}
    hidden = Other(_("a document that is not public"), "")
    return {pk: shown.get(pk, hidden) for pk in wanted}
