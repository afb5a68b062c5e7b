"""The reading as a task: it stops, goes on, and run twice does no harm; what became nothing is deleted."""

import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from regulations.extraction import ocr
from regulations.models import FileReading
from regulations.reading.running import queue, read_uploaded_file, stop
from tests.factories import draft_document, make_user
from tests.regulations.reading.files import package, pdf, word

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """The pages asked for; every page of a PDF is a scan here."""
    asked: list[list[int]] = []

    def recognise(_path: Path, pages: list[int]) -> list[str]:
        asked.append(list(pages))
        return [f"Điều {page + 1}. Một." for page in pages]

    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "recognise", recognise)
    monkeypatch.setattr(
        "regulations.extraction.reading.scanned_pages", lambda _path, texts: list(range(len(texts)))
    )
    return asked


def uploaded(content: bytes, **values: Any) -> FileReading:
    reading = FileReading(file_name="a", created_by=make_user(), **{"queued_at": timezone.now(), **values})
    reading.file.save("a", ContentFile(content))
    return reading


def run(reading: FileReading) -> FileReading:
    read_uploaded_file.call(reading.pk)
    reading.refresh_from_db()
    return reading


def test_a_scan_is_read_and_its_pages_counted(recognised: list[list[int]]) -> None:
    reading = run(uploaded(pdf(6)))
    assert reading.is_ready
    assert (reading.pages_done, reading.pages_wanted) == (6, 6)
    assert recognised == [[0, 1, 2, 3], [4, 5]]
    assert reading.result["pages"]["dieu-6"] == 6


def test_run_twice_it_does_no_harm(recognised: list[list[int]]) -> None:
    reading = run(uploaded(pdf(6)))
    finished = reading.finished_at
    queue(reading)
    assert run(reading).finished_at == finished
    assert len(recognised) == 2


def test_stopped_it_goes_on_where_it_was(
    recognised: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = uploaded(pdf(6))
    read_on = ocr.recognise

    def stopping(path: Path, pages: list[int]) -> list[str]:
        found = read_on(path, pages)
        if 4 in pages and len(recognised) == 2:
            stop(reading)
        return found

    monkeypatch.setattr(ocr, "recognise", stopping)
    run(reading)
    assert reading.finished_at is None
    assert reading.pages_done == 4
    assert run(reading).finished_at is None
    queue(reading)
    assert run(reading).is_ready
    assert recognised == [[0, 1, 2, 3], [4, 5], [4, 5]]


def test_the_later_run_takes_over(recognised: list[list[int]], monkeypatch: pytest.MonkeyPatch) -> None:
    reading = uploaded(pdf(6))
    read_on = ocr.recognise

    def overtaken(path: Path, pages: list[int]) -> list[str]:
        found = read_on(path, pages)
        if len(recognised) == 1:
            read_uploaded_file.call(reading.pk)
        return found

    monkeypatch.setattr(ocr, "recognise", overtaken)
    assert run(reading).is_ready
    assert recognised == [[0, 1, 2, 3], [0, 1, 2, 3], [4, 5]]


def test_a_long_scan_lets_other_tasks_go_first(
    recognised: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regulations.reading.running.TURN", -1)
    monkeypatch.setattr(ocr, "AT_ONCE", 2)
    again: list[int] = []
    monkeypatch.setattr(type(read_uploaded_file), "enqueue", lambda _task, key: again.append(key))
    reading = run(uploaded(pdf(6)))
    assert again == [reading.pk]
    assert reading.pages_done == 2
    run(reading)
    assert run(reading).is_ready
    assert recognised == [[0, 1], [2, 3], [4, 5]]


def test_a_bad_file_is_kept_with_its_problem() -> None:
    reading = run(uploaded(package()))
    assert reading.problem
    assert not reading.is_ready
    assert reading.file.storage.exists(reading.file.name)


def test_what_breaks_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regulations.reading.running.read", lambda *_: 1 / 0)
    reading = uploaded(word())
    with pytest.raises(ZeroDivisionError):
        read_uploaded_file.call(reading.pk)
    reading.refresh_from_db()
    assert reading.problem


def test_old_files_that_became_nothing_are_deleted() -> None:
    old = timezone.now() - datetime.timedelta(days=31)
    kept, made, gone = uploaded(word()), uploaded(word(), page=draft_document()), uploaded(word())
    FileReading.objects.exclude(pk=kept.pk).update(created_at=old)
    out = StringIO()
    call_command("purge_readings", stdout=out)
    assert out.getvalue() == "1\n"
    assert set(FileReading.objects.values_list("pk", flat=True)) == {kept.pk, made.pk}
    assert not gone.file.storage.exists(gone.file.name)
