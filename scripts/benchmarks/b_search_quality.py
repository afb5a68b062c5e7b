"""The judged questions on every engine, with accents and without."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmark_site import JUDGEMENTS, last_json, loaded_site, manage, report

POSTGRESQL = {"DATABASE_URL": os.environ["DATABASE_URL"]}
ELASTICSEARCH = {"ELASTICSEARCH_URL": os.environ["ELASTICSEARCH_URL"], "SEARCH_INDEX_PREFIX": "bench"}

loaded_site()
loaded_site(**POSTGRESQL)
manage("rebuild_search", "--engine", "elasticsearch", **ELASTICSEARCH)
for name, engine, variables in (
    ("sqlite", "database", {}),
    ("postgresql", "database", POSTGRESQL),
    ("elasticsearch", "elasticsearch", ELASTICSEARCH),
):
    for folded in ([], ["--fold"]):
        output, _seconds, _peak = manage(
            "evaluate_search", str(JUDGEMENTS), "--engine", engine, *folded, **variables
        )
        report(f"search_quality_{name}{'_folded' if folded else ''}", **last_json(output))
