"""The Vietnamese catalogue is complete, and visitors read it at `/` and English at `/en/`."""

import re
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import polib
import pytest
from django.test import Client

from scripts.compile_messages import LOCALE, compile_stale

CATALOGUE = LOCALE / "vi" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|</?\w+>")
SHORTEST = 350
HOME_PHRASES = {
    "/": ["Tra cứu văn bản pháp luật và chỉ đạo điều hành", "Tìm kiếm", "Trang chủ", "Dành cho cán bộ"],
    "/en/": ["Look up legal and directive documents", "Search", "Home", "For staff"],
}


@pytest.fixture(scope="session")
def entries() -> list[polib.POEntry]:
    """The entries of the catalogue as it is written."""
    return list(polib.pofile(str(CATALOGUE)))


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue compiled in a folder of its own: workers of one run never write the same file."""
    folder = tmp_path_factory.mktemp("locale")
    target = folder / "vi" / "LC_MESSAGES"
    target.mkdir(parents=True)
    shutil.copy(CATALOGUE, target)
    assert compile_stale(folder) == [target / "django.mo"]
    return folder


def texts(entry: polib.POEntry) -> list[str]:
    """The entry's translations: one, or one for each plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_the_catalogue_is_that_of_the_whole_site(entries: list[polib.POEntry]) -> None:
    assert len(entries) >= SHORTEST


def test_every_entry_is_translated(entries: list[polib.POEntry]) -> None:
    assert [entry.msgid for entry in entries if not all(text.strip() for text in texts(entry))] == []


def test_nothing_is_fuzzy_or_obsolete(entries: list[polib.POEntry]) -> None:
    assert [entry.msgid for entry in entries if entry.fuzzy or entry.obsolete] == []


def test_placeholders_and_tags_are_kept(entries: list[polib.POEntry]) -> None:
    wrong = [
        (entry.msgid, text)
        for entry in entries
        for text in texts(entry)
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    ]
    assert wrong == []


def test_vietnamese_has_one_plural_form(entries: list[polib.POEntry]) -> None:
    metadata = polib.pofile(str(CATALOGUE)).metadata
    assert metadata["Language"] == "vi"
    assert metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    assert [entry.msgid for entry in entries if entry.msgid_plural and list(entry.msgstr_plural) != [0]] == []


def test_sentences_end_as_in_english(entries: list[polib.POEntry]) -> None:
    """A label stays a label, a sentence a sentence, and what introduces a list still does."""
    wrong = [
        (entry.msgid, text)
        for entry in entries
        for text in texts(entry)
        if entry.msgid[-1] in ".:" and text[-1] != entry.msgid[-1]
    ]
    assert wrong == []


def test_texts_are_in_composed_unicode(entries: list[polib.POEntry]) -> None:
    written = [text for entry in entries for text in texts(entry)]
    assert [text for text in written if unicodedata.normalize("NFC", text) != text] == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", sorted(HOME_PHRASES))
def test_the_home_page_speaks_its_language(
    address: str, client: Client, compiled: Path, settings: Any
) -> None:
    settings.LOCALE_PATHS = [compiled]
    html = client.get(address).content.decode()
    other = next(phrases for path, phrases in HOME_PHRASES.items() if path != address)
    assert [phrase for phrase in HOME_PHRASES[address] if phrase not in html] == []
    assert other[0] not in html
    assert other[-1] not in html
