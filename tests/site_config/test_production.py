"""Production refuses to start on an unsafe environment and says which variable to set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAFE = {
    "DJANGO_SETTINGS_MODULE": "site_config.settings.production",
    "SECRET_KEY": "k3J9-fQ2_zL8vXc7RtY1mNb5HsWp0GdAe6UiOo4TyKxVjPqMlZr",
    "ALLOWED_HOSTS": "sonoivu.example",
}


def start(tmp_path, **variables):
    """Load production settings in a process of its own; returns (exit status, what it said)."""
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **SAFE, **variables}
    environment = {name: value for name, value in environment.items() if value is not None}
    command = [sys.executable, "-c", "import django; django.setup()"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_starts_on_a_safe_environment(tmp_path):
    assert start(tmp_path)[0] == 0


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "changeme"),
        ("SECRET_KEY", "x" * 80),
        ("ALLOWED_HOSTS", None),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "sonoivu.example,*"),
        ("DEBUG", "1"),
        ("DEBUG", "true"),
    ],
)
def test_refuses_and_names_the_variable(tmp_path, variable, value):
    status, said = start(tmp_path, **{variable: value})
    assert status != 0
    assert variable in said
