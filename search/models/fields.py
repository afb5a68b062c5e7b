"""A column type of our own."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class ByteOrderedField(models.CharField):
    """Text in the order of its bytes on every database, so that texts with one beginning lie together.

    SQLite orders so by itself; PostgreSQL does under its collation "C".
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """Name the collation where one is needed."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters = {**parameters, "collation": "C"}
        return parameters
