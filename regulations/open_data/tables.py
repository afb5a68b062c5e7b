"""The list of documents as CSV and JSON, streamed, and the schema of its rows. Pure."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from .document import Document

BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
SEPARATOR = "; "
JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"


class _Echo:
    """What `csv` writes into; gives the line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(documents: Iterable[Document]) -> Iterator[str]:
    """Lines of CSV (RFC 4180) after a byte order mark, by which Excel knows UTF-8; the first names the columns."""
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow(Document.model_fields)
    for document in documents:
        yield writer.writerow([cell(value) for value in dict(document).values()])


def cell(value: Any) -> str:
    """A value as one cell: names by "; ", dates as ISO 8601, nothing that a spreadsheet takes for a formula."""
    if isinstance(value, list):
        text = SEPARATOR.join(one.name for one in value)
    elif isinstance(value, bool):
        text = str(value).lower()
    elif hasattr(value, "isoformat"):
        text = value.isoformat()
    else:
        text = "" if value is None else str(getattr(value, "name", value))
    # Source: OWASP, CSV Injection: an apostrophe makes a cell text.
    return f"'{text}" if text.lstrip().startswith(DANGEROUS) or text.startswith(DANGEROUS) else text


def json_parts(documents: Iterable[Document], schema_url: str) -> Iterator[str]:
    """An object with the address of the schema and the documents, in pieces."""
    yield f'{{"$schema": {json.dumps(schema_url)}, "documents": ['
    for index, document in enumerate(documents):
        yield ("\n" if index == 0 else ",\n") + document.model_dump_json()
    yield "\n]}\n"


def json_schema(url: str) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what `json_parts` gives."""
    schema = Document.model_json_schema(mode="serialization")
    definitions = schema.pop("$defs")
    return {
        "$schema": JSON_SCHEMA,
        "$id": url,
        "type": "object",
        "required": ["documents"],
        "properties": {
            "$schema": {"type": "string", "format": "uri"},
            "documents": {"type": "array", "items": {"$ref": "#/$defs/Document"}},
        },
        "$defs": {**definitions, "Document": schema},
    }
