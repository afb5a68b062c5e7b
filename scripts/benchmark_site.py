"""A site loaded with the shared documents, for benchmarks: made once in var/bench, used again afterwards."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
SHARED = PROJECT.parent / "shared" / "data"
DOCUMENTS = SHARED / "legal-documents.jsonl.gz"
JUDGEMENTS = SHARED / "search-judgements.jsonl"
FOLDER = PROJECT / "var" / "bench"
PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


def environment(**variables: str) -> dict[str, str]:
    """The embedded default in the benchmarks' folder, with some variables more; without other services."""
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "site_config.settings.dev",
        "DATA_DIR": str(FOLDER),
        **variables,
    }


def manage(*arguments: str, **variables: str) -> tuple[str, float, int]:
    """Run a command of manage.py: its standard output, seconds, and peak memory in MB.

    Raises CalledProcessError where it fails.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=environment(**variables),
        stdout=subprocess.PIPE,
        text=True,
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, memory_of(process.pid))
        time.sleep(0.2)
    output = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments, output)
    return output, time.perf_counter() - started, peak


def memory_of(pid: int) -> int:
    """The highest memory that a process has used so far, in MB; 0 where it is gone."""
    try:
        found = PEAK.search(Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) // 1024 if found else 0


def last_json(output: str) -> dict[str, Any]:
    """The JSON of a command's last line."""
    result: dict[str, Any] = json.loads(output.strip().splitlines()[-1])
    return result


def loaded_site(**variables: str) -> None:
    """Make sure that all shared documents are in; an interrupted load goes on."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    manage("migrate", "--verbosity", "0", **variables)
    manage("import_documents", str(DOCUMENTS), "--takeover", "benchmark", **variables)


def report(benchmark: str, **figures: Any) -> None:
    """Print the figures as one JSON line."""
    print(json.dumps({"benchmark": benchmark, **figures}), flush=True)
