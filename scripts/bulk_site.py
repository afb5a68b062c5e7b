"""Pages and work under way made in bulk, for measurements: rows as the site would write them, without its rules.

For databases of tests and benchmarks alone.
"""

import datetime
import itertools
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from editorial.models import Chain, Item, StageTask
from editorial.stages import Stage
from search.batches import in_batches
from wagtail.models import Page, Revision, TaskState, WorkflowState

BATCH = 1000


@transaction.atomic
def add_pages(parent: Page, template: Page, count: int, live: bool = True) -> list[Page]:
    """Add so many pages of the template's type below the parent, with the template's own fields."""
    parent = Page.objects.get(pk=parent.pk)
    start = _places_taken(parent)
    rows = [
        Page(
            path=Page._get_path(parent.path, parent.depth + 1, number),
            depth=parent.depth + 1,
            numchild=0,
            title=f"{template.title} {number}",
            draft_title=f"{template.title} {number}",
            slug=f"bulk-{number}",
            url_path=f"{parent.url_path}bulk-{number}/",
            content_type=template.cached_content_type,
            locale_id=template.locale_id,
            translation_key=uuid.uuid4(),
            owner_id=template.owner_id,
            live=live,
            has_unpublished_changes=not live,
        )
        for number in range(start + 1, start + count + 1)
    ]
    Page.objects.bulk_create(rows, batch_size=BATCH)
    _copy_own_fields(template.specific, parent)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + count)
    return list(Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1).order_by("path"))


@transaction.atomic
def insert_pages(parent: Page, pages: Sequence[Page]) -> None:
    """Add new pages of one type below the parent as they stand; they get their place, address and id."""
    start, model = _places_taken(parent), type(pages[0])
    kind = ContentType.objects.get_for_model(model)
    for number, page in enumerate(pages, start + 1):
        page.path, page.depth = Page._get_path(parent.path, parent.depth + 1, number), parent.depth + 1
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.locale_id, page.content_type = parent.locale_id, kind
    columns = [field.attname for field in Page._meta.concrete_fields]
    rows = [Page(**{name: getattr(page, name) for name in columns}) for page in pages]
    for page, row in zip(pages, Page.objects.bulk_create(rows, batch_size=BATCH), strict=True):
        page.id = page.pk = row.pk
    own = model._meta.local_concrete_fields
    for some in in_batches(pages, connection.ops.bulk_batch_size(own, pages)):
        model._base_manager._insert(some, fields=own, using=connection.alias)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))
    _add_revisions(pages)


def _add_revisions(pages: Sequence[Page]) -> None:
    """One revision each, without content."""
    base = ContentType.objects.get_for_model(Page)
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=page.content_type,
            base_content_type=base,
            object_id=str(page.pk),
            created_at=page.latest_revision_created_at,
            object_str=page.title,
            content={},
        )
        for page in pages
    )
    for page, revision in zip(pages, revisions, strict=True):
        Page.objects.filter(pk=page.pk).update(latest_revision=revision, live_revision=revision)


def _places_taken(parent: Page) -> int:
    last = parent.get_last_child()
    return Page._str2int(last.path[-Page.steplen :]) if last else 0


def _copy_own_fields(template: Page, parent: Page) -> None:
    """The rows of the type's own table for the children that have none."""
    table, quote = template._meta.db_table, connection.ops.quote_name
    columns = [
        field.column for field in template._meta.local_concrete_fields if field.column != "page_ptr_id"
    ]
    names = ", ".join(quote(column) for column in columns)
    values = ", ".join(f"model.{quote(column)}" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(table)} (page_ptr_id, {names}) "
            f"SELECT page.id, {values} FROM wagtailcore_page page, {quote(table)} model "
            "WHERE model.page_ptr_id = %s AND page.path LIKE %s AND page.depth = %s AND page.content_type_id = %s "
            f"AND NOT EXISTS (SELECT 1 FROM {quote(table)} own WHERE own.page_ptr_id = page.id)",
            [template.pk, f"{parent.path}%", parent.depth + 1, template.cached_content_type.pk],
        )


@transaction.atomic
def add_items(pages: Iterable[Page], chains: Sequence[Chain], author: Any, unit: int | None) -> None:
    """Put each page under way: over the chains, their stages, in time and late, every tenth one returned."""
    base, tasks = (
        ContentType.objects.get_for_model(Page),
        {task.stage: task for task in StageTask.objects.all()},
    )
    now, items = timezone.now(), []
    for number, (page, chain) in enumerate(zip(pages, itertools.cycle(chains), strict=False)):
        stage = list(chain.hours())[number // len(chains) % len(chain.hours())]
        status = Item.Status.RETURNED if number % 10 == 9 else Item.Status.UNDER_WAY
        due = now + datetime.timedelta(hours=number % 48 - 12)
        state = WorkflowState(
            workflow=chain.workflow,
            content_type=page.content_type,
            base_content_type=base,
            object_id=str(page.pk),
            status=status,
            requested_by=author,
        )
        items.append(_item(page, chain, stage, state, due, author, unit, tasks))
    states: list[Any] = [item.task_state for item in items]
    Revision.objects.bulk_create([state.revision for state in states], batch_size=BATCH)
    for item, task_state in zip(items, states, strict=True):
        item.page.latest_revision = task_state.revision
    Page.objects.bulk_update([item.page for item in items], ["latest_revision"], batch_size=100)
    WorkflowState.objects.bulk_create([item.workflow_state for item in items], batch_size=BATCH)
    TaskState.objects.bulk_create(states, batch_size=BATCH)
    for item in items:
        item.workflow_state.current_task_state = item.task_state
    WorkflowState.objects.bulk_update(
        [item.workflow_state for item in items], ["current_task_state"], batch_size=100
    )
    Item.objects.bulk_create(items, batch_size=BATCH)


def _item(
    page: Page,
    chain: Chain,
    stage: Stage,
    state: WorkflowState,
    due: datetime.datetime,
    author: Any,
    unit: int | None,
    tasks: dict[str, StageTask],
) -> Item:
    task_status = TaskState.STATUS_REJECTED if state.status == Item.Status.RETURNED else "in_progress"
    revision = Revision(
        content_type=page.content_type,
        base_content_type=state.base_content_type,
        object_id=state.object_id,
        user=author,
        created_at=due,
        object_str=page.title,
        content=page.serializable_data(),
    )
    task_state = TaskState(workflow_state=state, revision=revision, task=tasks[stage], status=task_status)
    task_state.content_type = ContentType.objects.get_for_model(TaskState)
    return Item(
        workflow_state=state,
        task_state=task_state,
        chain=chain,
        page=page,
        title=page.title,
        unit_id=unit,
        status=state.status,
        stage=stage,
        authors=[author.pk],
        entered_at=due - datetime.timedelta(hours=8),
        due_at=due,
    )
