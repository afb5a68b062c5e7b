"""Reads the demo's content files."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parents[1] / "demo_content"


def read(name: str) -> dict[str, Any]:
    """One file of demo content."""
    with (CONTENT / name).open("rb") as file:
        return tomllib.load(file)


def documents() -> Iterator[dict[str, Any]]:
    """The demo's documents in the order of their files."""
    for path in sorted((CONTENT / "documents").glob("*.toml")):
        yield read(f"documents/{path.name}")
