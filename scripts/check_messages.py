"""Check the Vietnamese catalogue: everything in the code is in it, translated, with the same placeholders."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

PROJECT = Path(__file__).resolve().parents[1]
CATALOGUE = Path("locale/vi/LC_MESSAGES/django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
LEFT_OUT = shutil.ignore_patterns(".*", "var", "tests", "docs", "node_modules", "*.mo", "__pycache__")

Key = tuple[str | None, str]


def keys(catalogue: polib.POFile) -> set[Key]:
    """Context and msgid of every entry in use."""
    return {(entry.msgctxt, entry.msgid) for entry in catalogue if not entry.obsolete}


def extracted_keys() -> set[Key]:
    """What makemessages finds in the code, in a copy so that the catalogue stays as it is.

    Raises CalledProcessError when makemessages fails, for example without GNU gettext.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(PROJECT, copy, ignore=LEFT_OUT)
        (copy / CATALOGUE).unlink(missing_ok=True)
        command = [sys.executable, "manage.py", "makemessages", "--locale", "vi", "--verbosity", "0"]
        subprocess.run(command, cwd=copy, check=True)
        extracted = copy / CATALOGUE
        return keys(polib.pofile(str(extracted))) if extracted.exists() else set()


def translations(entry: polib.POEntry) -> list[str]:
    """The entry's translations: one, or one for each plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def problems_of(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one entry. A plural form may leave its number out ("one file")."""
    if not entry.translated():
        yield "fuzzy" if entry.fuzzy else "not translated"
        return
    allowed = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
    for text in translations(entry):
        found = set(PLACEHOLDER.findall(text))
        if not found <= allowed or (found != allowed and not entry.msgid_plural):
            yield f"placeholders {sorted(found)} where {sorted(allowed)} are given"


def problems() -> Iterator[str]:
    """Every problem as one line."""
    path = PROJECT / CATALOGUE
    catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
    for entry in catalogue:
        if not entry.obsolete:
            yield from (f"{problem}: {entry.msgid!r}" for problem in problems_of(entry))
    in_code, in_catalogue = extracted_keys(), keys(catalogue)
    yield from (f"missing (make messages): {msgid!r}" for _, msgid in sorted(in_code - in_catalogue, key=str))
    yield from (f"no longer used: {msgid!r}" for _, msgid in sorted(in_catalogue - in_code, key=str))


if __name__ == "__main__":
    found = list(problems())
    print("\n".join(found))
    sys.exit(f"{len(found)} problems in {CATALOGUE}" if found else 0)
