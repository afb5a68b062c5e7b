from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE search_passage_terms USING fts5(terms, content='', detail='none', columnsize=0,"
    " tokenize=\"ascii tokenchars '_:'\")",
    # Terms gather in memory up to here before they are written; the default is 1 MiB.
    "INSERT INTO search_passage_terms(search_passage_terms, rank) VALUES('hashsize', 16777216)",
)
POSTGRESQL = (
    "CREATE TABLE search_passage_terms (id bigint PRIMARY KEY, terms integer[] NOT NULL)",
    # New rows wait in a list of up to 64 MiB, not 4, before they are sorted in: writing is many times quicker.
    "CREATE INDEX search_passage_terms_gin ON search_passage_terms USING gin (terms)"
    " WITH (gin_pending_list_limit = 65536)",
)


def create(apps, schema_editor):
    """Make the index of terms, whose form depends on the database."""
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    """Take the index of terms away."""
    schema_editor.execute("DROP TABLE search_passage_terms")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
