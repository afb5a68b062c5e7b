"""The index: one document a record, its provisions nested, so that documents and facets count exactly."""

from typing import Any

from search.query import INDEXED_FACETS
from search.weights import COVER_LENGTH, K1, B

# From + size may reach this far: all documents of a large site, one by one.
RESULT_WINDOW = 1_000_000
PROVISIONS = 65_536
# Syllables of the titles of provisions, on the average.
MEAN_TITLE = 10.4
COVER_K1 = COVER_LENGTH * MEAN_TITLE

_SHOWN: dict[str, Any] = {"type": "keyword", "index": False, "doc_values": False}


def _words() -> dict[str, Any]:
    """Return a field of syllables, normalised and separated by spaces before they are sent."""

    def text(analyzer: str, search_analyzer: str = "syllables") -> dict[str, Any]:
        return {"type": "text", "analyzer": analyzer, "search_analyzer": search_analyzer}

    return text("syllables") | {
        "fields": {
            "pairs": text("pairs"),
            "bare": text("bare"),
            "bare_pairs": text("bare_pairs"),
        }
    }


def _title() -> dict[str, Any]:
    """Return the field of a title's syllables, with parts scored by how much of the title is found."""
    title = _words()
    analyzers = {
        "cover": "syllables",
        "bare_cover": "bare",
        "pair_cover": "pairs",
        "bare_pair_cover": "bare_pairs",
    }
    for name, analyzer in analyzers.items():
        title["fields"][name] = {
            "type": "text",
            "analyzer": analyzer,
            "search_analyzer": "syllables",
            "similarity": "cover",
        }
    return title


def settings() -> dict[str, Any]:
    """Return the settings of a new index; it is filled without replicas and refresh."""
    return {
        "number_of_shards": 1,
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "max_result_window": RESULT_WINDOW,
        "mapping": {"nested_objects": {"limit": PROVISIONS}},
        # combined_fields takes no similarity of a field, only the index's own.
        "similarity": {
            "default": {"type": "BM25", "k1": K1, "b": B},
            # b 1 divides by the length alone; a length of 1 is that of the mean title.
            "cover": {"type": "BM25", "k1": COVER_K1, "b": 1},
        },
        "analysis": {
            "filter": {
                "pair": {
                    "type": "shingle",
                    "min_shingle_size": 2,
                    "max_shingle_size": 2,
                    "output_unigrams": False,
                    "token_separator": "_",
                }
            },
            "analyzer": {
                "syllables": {"type": "custom", "tokenizer": "whitespace"},
                "pairs": {"type": "custom", "tokenizer": "whitespace", "filter": ["pair"]},
                "bare": {"type": "custom", "tokenizer": "whitespace", "filter": ["asciifolding"]},
                "bare_pairs": {
                    "type": "custom",
                    "tokenizer": "whitespace",
                    "filter": ["asciifolding", "pair"],
                },
            },
        },
    }


def live_settings() -> dict[str, Any]:
    """Return what changes when the index goes live, besides its copies."""
    return {"refresh_interval": "1s"}


def mappings() -> dict[str, Any]:
    """Return the fields."""
    passage = {
        "path": _SHOWN,
        "number": _SHOWN,
        "heading": _SHOWN,
        "title": _SHOWN,
        "text": _SHOWN,
        "prior": {"type": "float", "index": False},
        "defines": {"type": "boolean"},
        "title_words": _title(),
        "label_words": _words(),
        "text_words": _words(),
    }
    return {
        "dynamic": "strict",
        # What only serves to find is not kept: provisions would be stored three times over.
        "_source": {"excludes": ["passages.*_words"]},
        "properties": {
            "id": {"type": "keyword"},
            "source": {"type": "keyword"},
            "key": _SHOWN,
            "language": {"type": "keyword"},
            "title": _SHOWN,
            "label": _SHOWN,
            "url": _SHOWN,
            "number": _SHOWN,
            "sequence": {"type": "keyword"},
            "number_order": {"type": "keyword"},
            "digest": _SHOWN | {"store": True},
            "issued_on": {"type": "date"},
            "effective_on": {"type": "date"},
            "facets": {"properties": {name: {"type": "keyword"} for name in INDEXED_FACETS}},
            "passages": {"type": "nested", "dynamic": "strict", "properties": passage},
        },
    }
