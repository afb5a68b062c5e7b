"""The record: append-only, sealed, without citizens' data. See docs/decisions/0010-the-record.md."""

from .privacy import keep_out
from .writing import write

__all__ = ["keep_out", "write"]
