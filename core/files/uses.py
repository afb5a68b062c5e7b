"""Which images and documents a revision uses, written down with its decision."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex, Revision

from core.guard import PublicationRefused
from core.models import DecidedFile, Decision

Kind = DecidedFile.Kind
CHUNK = 1024 * 1024
EMPTY: tuple[Any, ...] = (None, "", "[]", [])
FREE_FIELDS = frozenset({"id", "file", "file_size", "file_hash", "uploaded_by_user", "created_at"})
"""Columns of an image or document that say nothing to visitors; `file` is compared by itself."""


def model_of(kind: str) -> type[Any]:
    """The model of images or of documents."""
    return get_image_model() if kind == Kind.IMAGE else get_document_model()


def kind_of(item: Any) -> Kind:
    """Whether this is an image or a document."""
    return Kind.IMAGE if isinstance(item, get_image_model()) else Kind.DOCUMENT


def shown_fields(model: type[Any]) -> list[str]:
    """Columns of an image or document that visitors see or that decide who sees it, but the file itself."""
    return [field.attname for field in model._meta.concrete_fields if field.name not in FREE_FIELDS]


def data_digest(item: Any) -> str:
    """SHA-256 (hex) of what the site shows of an image or document besides its bytes."""
    values = {name: getattr(item, name) for name in shown_fields(type(item))}
    canonical = json.dumps(values, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(canonical.encode()).hexdigest()


def file_digest(file: Any) -> str:
    """SHA-256 (hex) of the stored bytes of a `FieldFile`, read in pieces.

    Wagtail's own `file_hash` is SHA-1, for which other files can be made, and empty unless a form saved it.
    """
    digest = hashlib.sha256()
    with file.storage.open(file.name, "rb") as stored:
        for chunk in iter(lambda: stored.read(CHUNK), b""):
            digest.update(chunk)
    return digest.hexdigest()


@cache
def holders(model: type[Any]) -> frozenset[str]:
    """Names of the fields and inline rows of a model that can refer to an image or document."""
    files = {model_of(kind) for kind in Kind}
    fields = {
        field.name
        for field in model._meta.get_fields()
        if hasattr(field, "extract_references") or (field.many_to_one and field.related_model in files)
    }
    rows = {
        relation.get_accessor_name()
        for relation in get_all_child_relations(model)
        if holders(relation.related_model)
    }
    return frozenset(fields | rows)


def files_in(revision: Revision) -> dict[Kind, set[int]]:
    """Keys of the images and documents that a revision uses: by choosers, blocks, rich text, inline rows.

    Built from the stored content alone: no query but one for each type of chooser in its blocks. Empty for a
    page type that is no more.
    """
    model: Any = ContentType.objects.get_for_id(revision.content_type_id).model_class()
    if model is None:
        return {}
    used = {name: revision.content.get(name) for name in holders(model)}
    used = {name: value for name, value in used.items() if value not in EMPTY}
    if not used:
        return {}
    # Inline rows that are not named would be looked up.
    rows: dict[str, Any] = {relation.get_accessor_name(): [] for relation in get_all_child_relations(model)}
    page = model.from_serializable_data({"pk": revision.content["pk"], **rows, **used}, check_fks=False)
    kinds = {ReferenceIndex._get_base_content_type(model_of(kind)).pk: kind for kind in Kind}
    found = defaultdict(set)
    for type_id, key, _model_path, _content_path in ReferenceIndex._extract_references_from_object(page):
        if type_id in kinds:
            found[kinds[type_id]].add(int(key))
    return found


def record_files(decision: Decision) -> None:
    """Write down what the decision's revision uses; what is there already stays. No query where it uses none.

    Raises `PublicationRefused` for a file that cannot be read: nobody can have looked at it.
    """
    found = files_in(decision.revision) if decision.revision else {}
    if not found:
        return
    with transaction.atomic():
        rows = [row for kind, keys in sorted(found.items()) for row in _rows(decision, kind, keys)]
        DecidedFile.objects.bulk_create(rows, ignore_conflicts=True)


def _rows(decision: Decision, kind: Kind, keys: Iterable[int]) -> list[DecidedFile]:
    """One row for each file; locked, so that an edit either comes before and is seen, or is refused after."""
    known = {
        (file_id, name): digest
        for file_id, name, digest in DecidedFile.objects.filter(kind=kind, file_id__in=keys).values_list(
            "file_id", "name", "digest"
        )
    }
    items: models.QuerySet[Any] = model_of(kind)._default_manager.filter(pk__in=keys)
    return [
        DecidedFile(
            decision=decision,
            kind=kind,
            file_id=item.pk,
            name=item.file.name,
            # Immutable since it was first used: it is read once.
            digest=known.get((item.pk, item.file.name)) or _digest_or_refuse(item),
            data_digest=data_digest(item),
        )
        for item in items.select_for_update().order_by("pk")
    ]


def _digest_or_refuse(item: Any) -> str:
    try:
        return file_digest(item.file)
    except Exception as error:  # What is raised depends on the store.
        raise PublicationRefused(
            _("The file of “%(title)s” cannot be read now; put it right or try again later.")
            % {"title": item.title}
        ) from error
