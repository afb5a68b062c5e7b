"""Files from wherever media are kept, as local ones."""

import shutil
from pathlib import Path

from django.db.models.fields.files import FieldFile


def local_copy(file: FieldFile, path: Path) -> Path:
    """Write the file to this path, piece by piece; returns the path."""
    with file.open("rb") as kept, path.open("wb") as local:
        shutil.copyfileobj(kept, local)
    return path
