"""The takeover of all shared documents into an empty SQLite, with search ready; then the same file again."""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmark_site import DOCUMENTS, FOLDER, last_json, manage, report

shutil.rmtree(FOLDER, ignore_errors=True)
FOLDER.mkdir(parents=True)
manage("migrate", "--verbosity", "0")
for run in ("first", "second"):
    output, seconds, megabytes = manage("import_documents", str(DOCUMENTS), "--takeover", "benchmark")
    size = (FOLDER / "db.sqlite3").stat().st_size // 2**20
    report(f"import_{run}", seconds=round(seconds), peak_mb=megabytes, database_mb=size, **last_json(output))
