"""From a record to the document that is sent to the index: pure."""

from typing import Any

from search.numbering import number_order, sequence_of
from search.priors import defines, prior
from search.records import Passage, Record, digest_of, indexed_facets
from search.words import syllables

# Lucene refuses a term of more than 32,766 bytes, so a word longer than any is cut.
LONGEST_WORD = 200


def _words(text: str) -> str:
    words = syllables(text)
    if max(map(len, words), default=0) > LONGEST_WORD:
        words = [word[:LONGEST_WORD] for word in words]
    return " ".join(words)


def document_id(source: str, key: str) -> str:
    """Return the id of a record in the index."""
    return f"{source}:{key}"


def _passage(record: Record, passage: Passage, label_words: str) -> dict[str, Any]:
    return {
        "path": passage.path,
        "number": passage.number,
        "heading": passage.heading,
        "title": passage.title,
        "text": passage.text,
        "prior": prior(record, passage),
        "defines": defines(passage.title),
        "title_words": _words(passage.title),
        "label_words": label_words,
        "text_words": _words(passage.text),
    }


def document(record: Record) -> dict[str, Any]:
    """Return the document of a record."""
    label_words = _words(f"{record.label} {record.title}")
    return {
        "id": document_id(record.source, record.key),
        "source": record.source,
        "key": record.key,
        "language": record.language,
        "title": record.title,
        "label": record.label,
        "url": record.url,
        "number": record.number,
        "sequence": sequence_of(record.number),
        "number_order": number_order(record.number),
        "issued_on": record.issued_on.isoformat() if record.issued_on else None,
        "effective_on": record.effective_on.isoformat() if record.effective_on else None,
        "facets": indexed_facets(record),
        "digest": digest_of(record),
        "passages": [_passage(record, passage, label_words) for passage in record.passages],
    }
