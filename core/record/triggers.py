"""The database's own part in keeping the record: rows are added and sealed once, nothing else.

An update that changes nothing passes: loading data that are there already makes some.

A later migration that alters the table on SQLite makes it anew, without its triggers, and calls `install`
again; a test of the triggers fails otherwise.
"""

from typing import Any

TABLE = "core_recordentry"
NO_CHANGE, NO_DELETE, NO_REPLACE, NO_EMPTYING = (
    f"core_record_{name}" for name in ("no_change", "no_delete", "no_replace", "no_emptying")
)
REFUSAL = "The record is only ever added to."
COLUMNS = [
    "id",
    "at",
    "actor_id",
    "actor_name",
    "action",
    "object_type",
    "object_id",
    "title",
    "page_id",
    "details",
]

POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION core_record_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE unsealed {TABLE};
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW IS NOT DISTINCT FROM OLD THEN
            RETURN NEW;
        END IF;
        IF OLD.sequence IS NULL AND NEW.sequence IS NOT NULL AND NEW.digest <> '' THEN
            unsealed := NEW;
            unsealed.sequence := OLD.sequence;
            unsealed.digest := OLD.digest;
            IF unsealed IS NOT DISTINCT FROM OLD THEN
                RETURN NEW;
            END IF;
        END IF;
    END IF;
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
DROP TRIGGER IF EXISTS {NO_CHANGE} ON {TABLE};
DROP TRIGGER IF EXISTS {NO_EMPTYING} ON {TABLE};
CREATE TRIGGER {NO_CHANGE} BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION core_record_refuse();
CREATE TRIGGER {NO_EMPTYING} BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION core_record_refuse();
"""
POSTGRESQL_AWAY = f"""
DROP TRIGGER IF EXISTS {NO_CHANGE} ON {TABLE};
DROP TRIGGER IF EXISTS {NO_EMPTYING} ON {TABLE};
DROP FUNCTION IF EXISTS core_record_refuse();
"""

_SAME = " AND ".join(f'NEW."{column}" IS OLD."{column}"' for column in COLUMNS)
_SEALED = "OLD.sequence IS NULL AND NEW.sequence IS NOT NULL AND NEW.digest <> ''"
_REPLACED = "SELECT 1 FROM core_recordentry WHERE id = NEW.id OR sequence = NEW.sequence"
_BODY = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
SQLITE_AWAY = tuple(f"DROP TRIGGER IF EXISTS {name}" for name in (NO_CHANGE, NO_DELETE, NO_REPLACE))
SQLITE = (
    *SQLITE_AWAY,
    f"CREATE TRIGGER {NO_CHANGE} BEFORE UPDATE ON {TABLE} "
    f"WHEN NOT ({_SAME} AND ({_SEALED} OR NEW.sequence IS OLD.sequence AND NEW.digest IS OLD.digest)) {_BODY}",
    f"CREATE TRIGGER {NO_DELETE} BEFORE DELETE ON {TABLE} {_BODY}",
    # REPLACE takes the old row away without asking the trigger before a deletion.
    f"CREATE TRIGGER {NO_REPLACE} BEFORE INSERT ON {TABLE} WHEN EXISTS ({_REPLACED}) {_BODY}",
)


def install(connection: Any) -> None:
    """Make the triggers, those that are there already anew. Raises `NotImplementedError` for other engines."""
    _run(connection, {"postgresql": (POSTGRESQL,), "sqlite": SQLITE})


def remove(connection: Any) -> None:
    """Take the triggers away: only for undoing the migration."""
    _run(connection, {"postgresql": (POSTGRESQL_AWAY,), "sqlite": SQLITE_AWAY})


def _run(connection: Any, statements: dict[str, tuple[str, ...]]) -> None:
    if connection.vendor not in statements:
        raise NotImplementedError(f"The record has no triggers for {connection.vendor}.")
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
