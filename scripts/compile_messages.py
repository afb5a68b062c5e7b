"""Compile the catalogues in locale/ that changed, without GNU gettext (which a fresh machine may lack)."""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def compile_stale(folder: Path) -> list[Path]:
    """Write a .mo beside each .po that is newer than it or has none; the files written.

    Raises OSError or UnicodeDecodeError for a catalogue that cannot be parsed.
    """
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        partial = target.with_suffix(".mo.partial")
        polib.pofile(str(source)).save_as_mofile(str(partial))
        partial.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    for path in compile_stale(LOCALE):
        print(f"compiled {path.relative_to(LOCALE.parent)}")
