"""From the demo's simple body entries to StreamField data."""

from collections.abc import Iterable
from typing import Any


def body_blocks(entries: Iterable[dict[str, Any]]) -> list[tuple[str, Any]]:
    """Blocks of `core.blocks.BodyBlock` for the entries of a body."""
    return [block(entry) for entry in entries]


def block(entry: dict[str, Any]) -> tuple[str, Any]:
    """One block; raises `KeyError` for an unknown type."""
    makers = {
        "heading": lambda: ("heading", entry["text"]),
        "paragraph": lambda: ("text", rich_text(entry["text"])),
        "quotation": lambda: (
            "quotation",
            {name: entry.get(name, "") for name in ("text", "author", "source", "url")},
        ),
        "table": lambda: ("table", {"caption": entry["caption"], "table": table(entry["rows"])}),
    }
    return makers[entry["type"]]()


def rich_text(text: str) -> str:
    """HTML of a paragraph; plain text becomes one."""
    return text if text.lstrip().startswith("<") else f"<p>{text}</p>"


def table(rows: list[list[str]]) -> dict[str, Any]:
    """A typed table whose first row is the header."""
    header, *body = rows
    return {
        "columns": [{"type": "text", "heading": heading} for heading in header],
        "rows": [{"values": row} for row in body],
    }
