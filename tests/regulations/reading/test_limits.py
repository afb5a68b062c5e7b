"""Files that are too large: refused with what to do when they are uploaded, by the command, and by the task."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone, translation

from regulations.extraction import packages, pdf, reading
from regulations.extraction.errors import UnreadableFile
from regulations.extraction.reading import check_file
from regulations.models import FileReading
from regulations.reading.running import read_uploaded_file
from tests.factories import make_department, make_user
from tests.regulations.reading import files
from tests.regulations.reading.test_reading_screens import uploaded


@pytest.fixture(autouse=True)
def _english_and_media(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield


def written(folder: Path, content: bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_pages_are_counted_before_anything_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    assert check_file(written(tmp_path, files.pdf(2), "a.pdf")) == 2
    path = written(tmp_path, files.pdf(3), "b.pdf")
    monkeypatch.setattr(pdf, "page_texts", lambda _path: pytest.fail("was read"))
    for attempt in (lambda: check_file(path), lambda: call_command("extract_document", path)):
        with pytest.raises(
            (UnreadableFile, CommandError), match="3 pages; take it apart into files of 1 to 2"
        ):
            attempt()


@pytest.mark.django_db
def test_a_file_of_too_many_pages_is_not_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    client.force_login(make_department().author)
    response = uploaded(client, files.pdf(3), "a.pdf")
    assert "3" in response.context["form"].errors["file"][0]
    assert not FileReading.objects.exists()


@pytest.mark.parametrize(
    ("limit", "message"),
    [("MOST_TEXT", "take it apart"), ("MOST_UNPACKED", "dangerous"), ("MOST_ENTRIES", "dangerous")],
)
def test_a_word_file_that_unpacks_to_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, message: str
) -> None:
    path = written(tmp_path, files.word(), "a.docx")
    check_file(path)
    monkeypatch.setattr(packages, limit, 2)
    with pytest.raises(UnreadableFile, match=message):
        check_file(path)


@pytest.mark.django_db
def test_what_is_too_long_only_once_it_is_read_is_said_by_the_task(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_CHARACTERS", 100)
    row = FileReading(file_name="a.docx", created_by=make_user(), queued_at=timezone.now())
    row.file.save("a.docx", ContentFile(files.word()))
    read_uploaded_file.call(row.pk)
    row.refresh_from_db()
    assert row.problem
    assert row.finished_at
    assert not row.result
