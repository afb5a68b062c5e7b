"""What tests of the record share."""

from django.db import connection

from core.record.triggers import NO_DELETE, NO_EMPTYING, TABLE


def let_the_record_be_emptied() -> None:
    """Tests that commit empty every table after themselves, this one too; all other triggers stay."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS {NO_EMPTYING} ON {TABLE}")
        else:
            cursor.execute(f"DROP TRIGGER IF EXISTS {NO_DELETE}")
