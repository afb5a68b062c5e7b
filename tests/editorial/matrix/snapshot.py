"""What must not change but by a decision: the parts of the world that attacks are measured by."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q, QuerySet
from modelcluster.models import get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Revision,
    Site,
    Task,
    TaskState,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
    get_page_models,
)

from core.files.uses import shown_fields
from core.guard_rules import BOOKKEEPING_FIELDS
from core.models import DecidedFile, Decision
from editorial.models import BatchEntry, Chain, Delegation, Proposal, Rule, StageTask, Step
from organization.models import Appointment, Office, Person, Unit

Rows = dict[Any, str]
FREE = BOOKKEEPING_FIELDS | {"numchild", "path"}
ENDED = ("approved", "rejected", "skipped")


class _Encoder(DjangoJSONEncoder):
    """Blocks as they are stored."""

    def default(self, o: Any) -> Any:
        return o.get_prep_value() if isinstance(o, StreamValue) else super().default(o)


def _rows(found: QuerySet[Any], *fields: str) -> Rows:
    """Each row by its key."""
    return {
        row["pk"]: json.dumps(row, cls=_Encoder, sort_keys=True, ensure_ascii=False)
        for row in found.order_by("pk").values("pk", *fields)
    }


def _columns(model: type[Model]) -> list[str]:
    return [column.attname for column in model._meta.concrete_fields if column.name not in FREE]


def live_rows() -> Rows:
    """Every live page with its child rows; a page that leaves or comes is a difference too."""
    found: Rows = {}
    for model in get_page_models():
        live = model.objects.filter(live=True)
        own = live if model is not Page else live.exclude(depth__gt=1)
        found |= {(model._meta.label, pk): row for pk, row in _rows(own, *_columns(model)).items()}
        for relation in get_all_child_relations(model):
            child = relation.related_model
            name = relation.field.name
            below = child.objects.filter(**{f"{name}__live": True})
            if child is not None and not child._meta.label.startswith("wagtailcore."):
                found |= {(child._meta.label, pk): row for pk, row in _rows(below, *_columns(child)).items()}
    return found


def places() -> Rows:
    """Under what every page stands that is or will be seen, and in which order."""
    waiting = Revision.objects.filter(approved_go_live_at__isnull=False).values_list("object_id", flat=True)
    seen = Page.objects.filter(Q(live=True) | Q(pk__in=[int(pk) for pk in waiting]), depth__gt=1)
    parents = {page.path: page.pk for page in Page.objects.only("path")}
    below: dict[int, list[str]] = {}
    for page in seen.order_by("path").only("path"):
        below.setdefault(parents[page.path[: -Page.steplen]], []).append(str(page.pk))
    return {pk: " ".join(children) for pk, children in below.items()}


def _content(revisions: QuerySet[Any]) -> Rows:
    return {
        pk: hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
        for pk, content in revisions.order_by("pk").values_list("pk", "content")
    }


def scheduled() -> Rows:
    """What waits for its date, and when."""
    return _rows(Revision.objects.filter(approved_go_live_at__isnull=False), "approved_go_live_at")


def stored_files() -> Rows:
    """The rows and the bytes of what decided revisions use."""
    found: Rows = {}
    for model in (get_image_model(), get_document_model()):
        kind = DecidedFile.Kind.IMAGE if model is get_image_model() else DecidedFile.Kind.DOCUMENT
        kept = DecidedFile.objects.filter(kind=kind).values("file_id")
        rows = model.objects.filter(pk__in=kept)
        found |= {(kind, pk): row for pk, row in _rows(rows, "file", *shown_fields(model)).items()}
    for name in DecidedFile.objects.values_list("name", flat=True).distinct():
        found[name] = "gone"
        if default_storage.exists(name):
            with default_storage.open(name) as stored:
                found[name] = hashlib.sha256(stored.read()).hexdigest()
    return found


def chains() -> Rows:
    """Which stages work passes, where."""
    models = (Chain, Workflow, WorkflowTask, WorkflowPage, WorkflowContentType, Task, StageTask)
    return {
        (model._meta.label, pk): row
        for model in models
        for pk, row in _rows(model.objects.all(), *_columns(model)).items()
    }


def offices() -> Rows:
    """Who decides: appointments, roles of offices, whose account is whose, who supervises."""
    fields = {
        Appointment: ("person_id", "office_id", "unit_id", "starts_on", "ends_on"),
        Office: ("role",),
        Person: ("user_id",),
        Unit: ("parent_id", "supervisor_id"),
    }
    held = Appointment.objects.exclude(office__role__in=("staff", "network_administrator", "unit_deputy"))
    querysets = {
        Appointment: held,
        Office: Office.objects.filter(appointments__in=held).distinct(),
        Person: Person.objects.filter(appointments__in=held).distinct(),
        Unit: Unit.objects.all(),
    }
    return {
        (model._meta.label, pk): row
        for model, columns in fields.items()
        for pk, row in _rows(querysets[model], *columns).items()
    }


def accounts() -> Rows:
    """How those sign in who decide, and who has all rights."""
    deciding = get_user_model().objects.exclude(person__appointments__office__role=None)
    deciding = deciding.exclude(person__appointments__office__role__in=("staff", "network_administrator"))
    rights = {
        ("root", pk): ""
        for pk in get_user_model().objects.filter(is_superuser=True).values_list("pk", flat=True)
    }
    return rights | _rows(deciding.distinct(), "username", "password", "email", "is_active")


def history() -> Rows:
    """Stages that ended and the steps that ended them."""
    tables: tuple[tuple[str, QuerySet[Any], tuple[str, ...]], ...] = (
        ("stage", TaskState.objects.filter(status__in=ENDED), ("status",)),
        ("work", WorkflowState.objects.filter(status="approved"), ("status",)),
        ("step", Step.objects.filter(action__in=("approve", "return")), ("by_id", "revision_id", "stage")),
    )
    return {(name, pk): row for name, found, names in tables for pk, row in _rows(found, *names).items()}


def decided() -> Rows:
    """Decisions and the content that they were about."""
    decisions = _rows(Decision.objects.all(), "kind", "page_id", "revision_id", "digest")
    contents = _content(Revision.objects.filter(decisions__isnull=False).distinct())
    found: Rows = {("decision", pk): row for pk, row in decisions.items()}
    return found | {("content", pk): digest for pk, digest in contents.items()}


def asked() -> Rows:
    """What those who decide were asked: the revision of each stage that goes on, proposals and batches."""
    going = TaskState.objects.filter(status="in_progress")
    found: Rows = {("stage", pk): row for pk, row in _rows(going, "revision_id").items()}
    contents = _content(Revision.objects.filter(task_states__in=going).distinct())
    found |= {("content", pk): digest for pk, digest in contents.items()}
    for model in (Proposal, BatchEntry):
        rows = _rows(model.objects.all(), *_columns(model))
        found |= {(model._meta.label, pk): row for pk, row in rows.items()}
    return found


def _kept_collections() -> list[int]:
    """Those with files that decided revisions use, and those above them."""
    found: set[int] = set()
    for model, kind in (
        (get_image_model(), DecidedFile.Kind.IMAGE),
        (get_document_model(), DecidedFile.Kind.DOCUMENT),
    ):
        kept = DecidedFile.objects.filter(kind=kind).values("file_id")
        for item in model.objects.filter(pk__in=kept).select_related("collection"):
            found |= set(item.collection.get_ancestors(inclusive=True).values_list("pk", flat=True))
    return sorted(found)


def shared() -> Rows:
    """Sites, languages and who may see what is live."""
    live = [one["path"] for one in Page.objects.filter(live=True).values("path")]
    closed = PageViewRestriction.objects.filter(page__path__in=live)
    tables: tuple[tuple[QuerySet[Any], tuple[str, ...]], ...] = (
        (Site.objects.all(), ("root_page_id", "is_default_site")),
        (Locale.objects.all(), ("language_code",)),
        (closed, ("page_id", "restriction_type")),
        (
            CollectionViewRestriction.objects.filter(collection__in=_kept_collections()),
            ("collection_id", "restriction_type"),
        ),
    )
    return {
        (found.model._meta.label, pk): row
        for found, names in tables
        for pk, row in _rows(found, *names).items()
    }


PARTS: dict[str, Callable[[], Rows]] = {
    "live": live_rows,
    "places": places,
    "scheduled": scheduled,
    "files": stored_files,
    "chains": chains,
    "offices": offices,
    "accounts": accounts,
    "history": history,
    "decided": decided,
    "asked": asked,
    "shared": shared,
    "delegations": lambda: _rows(Delegation.objects.all(), *_columns(Delegation)),
    "rules": lambda: _rows(Rule.objects.all(), *_columns(Rule)),
}


def snapshot() -> dict[str, Rows]:
    """All parts as they are now."""
    return {name: take() for name, take in PARTS.items()}


GROWING = {"asked"}
"""Parts to which lawful work adds rows, and from which a recall takes them: only changed rows count."""


def differences(before: dict[str, Rows], after: dict[str, Rows]) -> dict[str, list[str]]:
    """By part, what is there before or after alone or differs."""
    found = {}
    for part, rows in before.items():
        now = after[part]
        keys = rows.keys() & now.keys() if part in GROWING else rows.keys() | now.keys()
        changed = [
            f"{key}: {rows.get(key)} → {now.get(key)}" for key in keys if rows.get(key) != now.get(key)
        ]
        if changed:
            found[part] = sorted(changed)
    return found
