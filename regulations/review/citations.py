"""Which documents and provisions a published page names: by links and in its text (R3).

Found in every field of the page and of its parts, so that each page type has it without a line of its own.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, Page, ReferenceIndex, Site

from core.legal_text.paths import parse_path
from core.legal_text.references import Reference, find_references
from regulations.models import AffectedPage, Citation, LegalDocumentPage
from regulations.relations.knowing import load
from regulations.relations.matching import Named, candidates_for, match
from regulations.relations.names import LONGEST_KEY, target_key
from regulations.relations.proposing import known_laws
from regulations.relations.reading import cited_before

from .cascade import check
from .notices import forget

LONGEST_NUMBER, LONGEST_PATH = 120, 200
# The address of a document in any language, with the provision that its anchor names; a host stands before it.
# So few parts, begun at one place alone: a long row of slashes is not read anew from each of them.
ADDRESS = re.compile(
    r"(?:https?://(?P<host>[^/\s\"'\\]+)|(?<![\w/-]))/(?:[\w-]+/){1,9}(?P<year>\d{4}|khong-ro-nam)/(?P<slug>[a-z0-9-]+)/"
    r"(?:#(?P<path>[a-z0-9/-]+))?"
)


@dataclass(frozen=True)
class Cited:
    """A document (key, number or name as printed, id where it is in the collection) and a provision of it."""

    key: str
    number: str
    path: str
    target: int | None


@transaction.atomic
def write_citations(page: Page) -> None:
    """Bring the rows of a published page up to what it says; what is new is noted as it stands today."""
    wanted = {(one.key, one.path): one for one in cited_by(page)}
    held = {(row.target_key, row.path): row for row in Citation.objects.filter(page_id=page.pk)}
    Citation.objects.filter(pk__in=[row.pk for at, row in held.items() if at not in wanted]).delete()
    joined = [row for at, row in held.items() if at in wanted and row.target_id != wanted[at].target]
    for row in joined:
        row.target_id, row.state = wanted[row.target_key, row.path].target, ""
    Citation.objects.bulk_update(joined, ["target", "state"])
    fresh = [one for at, one in wanted.items() if at not in held]
    Citation.objects.bulk_create(
        Citation(
            page_id=page.pk, target_key=one.key, target_number=one.number, path=one.path, target_id=one.target
        )
        for one in fresh
    )
    _note({one.target for one in fresh} | {row.target_id for row in joined})
    _settle(page, {(one.target, one.path) for one in wanted.values()})


def remove_citations(page: Page) -> None:
    """A page that visitors don't see any more rests on nothing, and nobody is asked about it."""
    Citation.objects.filter(page_id=page.pk).delete()
    _settle(page, set())


def join_citations(page: LegalDocumentPage) -> int:
    """Let citations that wait for this document find it; how many did."""
    keys = {page.number_key, page.name_key} - {""}
    waiting = Citation.objects.filter(target=None, target_key__in=keys).select_related("page").order_by("pk")
    rows = list(waiting)
    candidates = candidates_for(keys) if rows else {}
    for row in rows:
        at = row.page.last_published_at
        named = Named(row.target_key, written=timezone.localdate(at).year if at else None)
        row.target_id, row.state = match(named, candidates.get(row.target_key, ())), ""
    found = [row for row in rows if row.target_id]
    Citation.objects.bulk_update(found, ["target", "state"], batch_size=500)
    _note({row.target_id for row in found})
    return len(found)


def _note(targets: set[int | None]) -> None:
    """Remember how things stand, so that only what comes later is a change."""
    ids = {target for target in targets if target}
    if ids:
        check(ids, load(ids), timezone.localdate())


def _settle(page: Page, cited: set[tuple[int | None, str]]) -> None:
    """What the page names no longer needs nobody's look, and no notice."""
    rows = AffectedPage.objects.filter(page_id=page.pk)
    gone = [row.pk for row in rows if (row.target_id, row.path) not in cited]
    if gone:
        rows.filter(pk__in=gone, closed_at=None).update(closed_at=timezone.now())
        rows.filter(pk__in=gone).update(shows_notice=False)
        forget()


def cited_by(page: Page) -> list[Cited]:
    """What a page names, in the order in which it is found: in its text, then by links.

    A link to a document of which the page names a provision, or which its text names, says no more than which
    of several that bear the number is meant.
    """
    linked = _linked(page)
    documents = LegalDocumentPage.objects.in_bulk({pk for pk, _path in linked})
    keys = [document.number_key for document in documents.values()]
    meant = {
        document.number_key: pk for pk, document in documents.items() if keys.count(document.number_key) == 1
    }
    found = [replace(one, target=one.target or meant.get(one.key)) for one in _in_text(page)]
    held = {(one.target, one.path) for one in found}
    for pk, path in sorted(linked, key=lambda link: (link[0], not link[1])):
        whole = not path and any(target == pk for target, _path in held)
        if pk in documents and (pk, path) not in held and not whole:
            number = documents[pk].number
            found.append(Cited(documents[pk].number_key, number, path, pk))
            held.add((pk, path))
    return found


def _in_text(page: Page) -> Iterator[Cited]:
    known, named = known_laws(), dict[tuple[str, str], Reference]()
    for line in _lines(page):
        for reference in find_references(line, known):
            key = target_key(reference.number, reference.name)[:LONGEST_KEY]
            if key:
                named.setdefault((key, cited_before(line[: reference.start])), reference)
    candidates = candidates_for(key for key, _path in named)
    this_year = timezone.localdate().year
    for (key, path), reference in named.items():
        target = match(Named(key, reference.year, this_year), candidates.get(key, ()))
        yield Cited(key, (reference.number or reference.name)[:LONGEST_NUMBER], path, target)


def _lines(page: Page) -> Iterator[str]:
    """The lines of the page's title, texts and bodies, and of its parts."""
    yield page.title
    for part in _parts(page):
        for field in part._meta.concrete_fields:
            if field.model is Page:
                continue
            value = field.value_from_object(part)
            if hasattr(field, "get_searchable_content"):
                texts = field.get_searchable_content(value)
            else:
                is_text = isinstance(field, models.CharField | models.TextField)
                texts = [value] if is_text and isinstance(value, str) else []
            for text in texts:
                yield from str(text).splitlines()


def _parts(page: Page) -> Iterator[Any]:
    """The page, and the rows that belong to it."""
    yield page
    for relation in get_all_child_relations(type(page)):
        if relation.get_accessor_name() != COMMENTS_RELATION_NAME:
            yield from getattr(page, relation.get_accessor_name()).all()


def _linked(page: Page) -> set[tuple[int, str]]:
    """Ids of the documents that the page links to, each with the provision at which the link points, else ""."""
    pages = ContentType.objects.get_for_model(Page).pk
    # What Wagtail's index of references would say, which a task writes only later.
    references = ReferenceIndex._extract_references_from_object(page)
    linked = {(int(pk), "") for kind, pk, *_where in references if kind == pages and str(pk).isdecimal()}
    data = page.serializable_data()
    data.pop(COMMENTS_RELATION_NAME, None)
    raw = json.dumps(data, cls=DjangoJSONEncoder)
    own = {None, *map(str.lower, Site.objects.values_list("hostname", flat=True))}
    addresses = [found for found in ADDRESS.finditer(raw) if _host(found["host"]) in own]
    if addresses:
        documents = LegalDocumentPage.objects.filter(slug__in={found["slug"] for found in addresses})
        places = {tuple(url.split("/")[-3:-1]): pk for pk, url in documents.values_list("pk", "url_path")}
        for found in addresses:
            if pk := places.get((found["year"], found["slug"])):
                linked.add((pk, _path(found["path"])))
    return linked


def _host(said: str | None) -> str | None:
    return said.partition(":")[0].lower() if said else None


def _path(anchor: str | None) -> str:
    try:
        parse_path(anchor or "")
    except ValueError:
        return ""
    return anchor if anchor and len(anchor) <= LONGEST_PATH else ""
