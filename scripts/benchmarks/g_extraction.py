"""Reading the shared gazette files: seconds and memory a page, with text and scanned, and fields against the gold."""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmark_site import PROJECT, SHARED, environment, report

FOLDER = SHARED / "gazette-pdfs"
GOLD = PROJECT / "tests" / "core" / "gold" / "gazette.jsonl"
FIELDS = ("number", "type", "issuer", "place", "date", "title", "signer", "signer_office", "effective_on")

if len(sys.argv) == 1:
    # Each kind in a process of its own, so that neither counts the other's memory.
    for kind in ("text", "scans"):
        subprocess.run([sys.executable, __file__, kind], env=environment(), check=True)
    sys.exit()

sys.path.insert(0, str(PROJECT))

import django  # noqa: E402

django.setup()

from regulations.extraction.reading import read, read_text  # noqa: E402

scans = sys.argv[1] == "scans"
pages = right = wanted = 0
started = time.perf_counter()
for line in GOLD.read_text().splitlines():
    facts = json.loads(line)
    if facts["scan"] == scans:
        text = read_text(FOLDER / facts["file"])
        found, _warnings = read(text, facts["file"])
        pages += len(text.pages)
        wanted += len(FIELDS)
        right += sum(getattr(found.fields.get(name), "value", None) == facts[name] for name in FIELDS)
seconds = time.perf_counter() - started
peaks = {"own": resource.RUSAGE_SELF, "recognition": resource.RUSAGE_CHILDREN}
report(
    f"extraction_{sys.argv[1]}",
    pages=pages,
    seconds_a_page=round(seconds / pages, 4),
    fields_right=round(right / wanted, 3),
    **{f"peak_mb_{name}": resource.getrusage(who).ru_maxrss // 1024 for name, who in peaks.items()},
)
