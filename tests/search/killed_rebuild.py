"""A rebuild in a process of its own, for tests that kill it: FILE PREFIX RECORDS [CHANGED …].

Has nothing but the tables that a rebuild needs, in the SQLite file. The records are made up; those CHANGED
have another text, or are gone where a minus stands before their key.
"""

import json
import os
import sys


def prepare(path: str, prefix: str) -> None:
    """Set Django up for this file and these indexes."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "site_config.settings.test"
    os.environ["DATABASE_URL"] = f"sqlite:///{path}"
    import django
    from django.conf import settings

    django.setup()
    settings.ELASTICSEARCH_URLS = os.environ["ELASTICSEARCH_URL"].split(",")
    settings.SEARCH_INDEX_PREFIX = prefix


def make_tables() -> None:
    """Make the tables if they are not there."""
    from django.db import connection

    from search.models import IndexBuild, IndexState, OutboxEntry

    there = connection.introspection.table_names()
    with connection.schema_editor() as editor:
        for model in (IndexState, OutboxEntry, IndexBuild):
            if model._meta.db_table not in there:
                editor.create_model(model)


def main(path: str, prefix: str, number: str, *changed: str) -> None:
    """Rebuild, and print what the index holds then."""
    prepare(path, prefix)
    make_tables()
    from search import sources, upkeep
    from search.registry import get_engine
    from tests.search.corpus import MemorySource, found, record

    source = MemorySource(*(record(f"{key:05d}", "nước sạch " * 200) for key in range(int(number))))
    for key in changed:
        source.put(record(key, "đất đai"))
        if key.startswith("-"):
            del source.held[key], source.held[key[1:]]
    for other in sources.all_sources():
        sources.unregister(other.name)
    sources.register(source)
    engine = get_engine("elasticsearch")
    done: list[int] = []
    upkeep.rebuild(engine, done.append)
    listed = [key for batch in engine.listed() for _source, key in batch]
    report = {
        "done": done,
        "in_step": sorted(listed) == sorted(source.held),
        "changed": found(engine, "đất đai"),
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main(*sys.argv[1:])
