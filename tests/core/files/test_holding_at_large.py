"""Held files of batches, from before they were held, at the same moment, and what holding costs."""

import threading
from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_tasks.signals import task_finished

from core.files.holding import hold, release
from core.files.keeping import is_decided, is_kept
from core.guard import PublicationRefused
from core.models import HeldFile
from editorial.batches import publish_batch, stop, submit_batch
from editorial.deciding import approve, send_back
from editorial.models import BatchEntry, Item
from editorial.submission import submit
from regulations.models.parts import DocumentFile
from tests.editorial.chains import FULL, set_chain
from tests.factories import draft_document, draft_page, home_page, make_department

from .things import Document, Image, draft_with, make_document, make_image, values_with

pytestmark = pytest.mark.django_db


def draft_offering(department, file):
    """A draft of a legal document that offers the file."""
    page = draft_document(department.author)
    page.document_files = [DocumentFile(file=file)]
    page.save_revision(user=department.author)
    return page


def batch_of(department, pages):
    index = pages[0].get_parent().get_parent()
    return submit_batch("Nhập", index, [(page.pk, "") for page in pages], department.author, "Nhập từ tệp")


def asked(work):
    return Item.objects.get(pk=work.pk).task_state.revision_id


def run_worker(work):
    """What a worker does with the batch, and what is told when it finished."""
    state = Item.objects.get(pk=work.pk).workflow_state
    args = [int(state.object_id), state.pk]
    publish_batch.func(*args)
    result = SimpleNamespace(task=publish_batch, args=args, id="1", backend="default", status="SUCCESSFUL")
    task_finished.send(sender=type(publish_batch), task_result=result)


def held_queries(queries):
    return [query["sql"] for query in queries.captured_queries if "core_heldfile" in query["sql"]]


class TestBatch:
    """Held from its submission until each page has a decision of its own."""

    @pytest.fixture
    def file(self):
        return make_document()

    @pytest.fixture
    def batch(self, department, file):
        return batch_of(department, [draft_document(department.author), draft_offering(department, file)])

    def test_holds_the_files_of_its_pages(self, batch, file):
        file.title = "Khác"
        with pytest.raises(PublicationRefused):
            file.save()

    def test_returned_it_lets_go(self, department, batch, file):
        send_back(batch.pk, department.head, revision_id=asked(batch), comment="Sai")
        assert not is_kept(file)

    def test_approved_it_holds_on_until_it_is_published(self, department, batch, file):
        approve(batch.pk, department.head, revision_id=asked(batch))
        assert not is_decided(file)
        assert is_kept(file)
        run_worker(batch)
        assert is_decided(file)
        assert not HeldFile.objects.exists()

    def test_a_worker_that_was_stopped_lets_go_of_nothing(self, department, batch, file):
        approve(batch.pk, department.head, revision_id=asked(batch))
        last = BatchEntry.objects.order_by("pk").last()
        run_worker(batch)
        BatchEntry.objects.filter(pk=last.pk).update(done_at=None)
        call_command("record_file_uses")
        assert HeldFile.objects.get().file_id == file.pk

    def test_stopped_it_lets_go_once_a_worker_has_seen_it(self, department, batch, file):
        approve(batch.pk, department.head, revision_id=asked(batch))
        stop(Item.objects.get(pk=batch.pk).workflow_state.content_object, department.head, "Sai")
        run_worker(batch)
        assert not is_kept(file)

    def test_a_page_that_is_left_out_lets_go(self, department, batch, file):
        page = BatchEntry.objects.order_by("pk").last().page.specific
        page.official_title = "Khác"
        page.save_revision(user=department.author)
        approve(batch.pk, department.head, revision_id=asked(batch))
        run_worker(batch)
        assert not is_kept(file)


class TestCost:
    """A batch is thousands of documents; items are saved by every reminder."""

    @pytest.fixture(autouse=True)
    def _known_types(self):
        ContentType.objects.get_for_models(Image, Document)

    def test_pages_without_files_cost_a_batch_no_query(self, department):
        def cost(count):
            pages = [draft_document(department.author) for _number in range(count)]
            revisions = [
                page.latest_revision for page in (*pages, draft_offering(department, make_document()))
            ]
            with CaptureQueriesContext(connection) as queries:
                hold(f"test:{count}", revisions)
            assert HeldFile.objects.filter(owner=f"test:{count}").count() == 1
            return len(queries)

        assert cost(1) == cost(8) == 3

    def test_many_files_cost_few_queries(self, department):
        documents = [make_document() for _number in range(12)]
        revisions = [draft_offering(department, document).latest_revision for document in documents]
        with CaptureQueriesContext(connection) as queries:
            hold("test:1", revisions)
        assert len(queries) == 3
        assert HeldFile.objects.count() == 12

    def test_a_reminder_asks_nothing(self, department):
        work = submit(draft_with(department, make_image()), department.author)
        work = Item.objects.get(pk=work.pk)
        with CaptureQueriesContext(connection) as queries:
            work.save(update_fields=["reminded_at", "escalated_at"])
        assert len(queries) == 1

    def test_a_stage_that_begins_on_the_same_revision_asks_nothing_of_what_is_held(self, department):
        set_chain(home_page(), **FULL)
        work = submit(draft_with(department, make_image()), department.author)
        with CaptureQueriesContext(connection) as queries:
            approve(work.pk, department.unit_head, revision_id=asked(work))
        assert Item.objects.get(pk=work.pk).stage == "board"
        assert not held_queries(queries)

    def test_what_is_held_already_is_not_written_again(self, department):
        revision = draft_with(department, make_image()).latest_revision
        hold("test:1", [revision])
        with CaptureQueriesContext(connection) as queries:
            hold("test:1", [revision])
        assert len(held_queries(queries)) == 1

    def test_of_another_owner_nothing_is_let_go(self, department):
        image = make_image()
        revision = draft_with(department, image).latest_revision
        hold("test:1", [revision])
        hold("test:2", [revision])
        release("test:1")
        assert is_kept(image)


class TestFillingIn:
    """`record_file_uses`, for work that was under way before files were held."""

    def test_holds_what_is_under_way_and_lets_go_of_the_rest(self, department, capsys):
        image, other = make_image(), make_image()
        submit(draft_with(department, image), department.author)
        ended = submit(draft_with(department, other), department.author)
        approve(ended.pk, department.head, revision_id=asked(ended))
        HeldFile.objects.all().delete()
        call_command("record_file_uses")
        call_command("record_file_uses")
        assert "1 uses by work under way" in capsys.readouterr().out
        assert HeldFile.objects.get().file_id == image.pk


@pytest.mark.service("postgresql")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_change_at_the_moment_of_submission_waits_and_is_refused():
    if connection.vendor != "postgresql":
        pytest.skip("needs postgresql: with SQLite there is one writer at a time anyway")
    department = make_department()
    documents = [make_document(), make_document()]
    pages = [draft_page(department.author, **values_with(document)) for document in documents]
    outcomes = []

    def act(attempt):
        try:
            with transaction.atomic():
                attempt()
            outcomes.append("done")
        except PublicationRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    def change():
        document = Document.objects.get(pk=documents[0].pk)
        document.title = "Khác"
        document.save()

    attempts = [change, lambda: Document.objects.get(pk=documents[1].pk).delete()]
    threads = [threading.Thread(target=act, args=[attempt]) for attempt in attempts]
    with transaction.atomic():
        for page in pages:
            submit(page, department.author)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=1)
            assert thread.is_alive()
    for thread in threads:
        thread.join(timeout=10)
    assert outcomes == ["refused", "refused"]
    assert Document.objects.get(pk=documents[0].pk).title != "Khác"


@pytest.mark.service("postgresql")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_submission_at_the_moment_of_a_change_comes_after_it():
    if connection.vendor != "postgresql":
        pytest.skip("needs postgresql: with SQLite there is one writer at a time anyway")
    department, document = make_department(), make_document()
    page = draft_page(department.author, **values_with(document))

    def act():
        try:
            submit(page, department.author)
        finally:
            connection.close()

    thread = threading.Thread(target=act)
    with transaction.atomic():
        document.title = "Khác"
        document.save()
        thread.start()
        thread.join(timeout=1)
        assert thread.is_alive()
    thread.join(timeout=10)
    assert is_kept(document)
    assert Document.objects.get(pk=document.pk).title == "Khác"
