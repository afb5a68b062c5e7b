"""Boot the production settings on real services: refusal without a key, migrations, gunicorn, first pages.

Needs the variables that scripts/services prints. Uses a database of its own, which it drops at the end.
"""

import http.client
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

PROJECT = Path(__file__).resolve().parents[1]
HOST_NAME = "so.example.vn"
NEEDED = ("DATABASE_URL", "ELASTICSEARCH_URL", "REDIS_URL", "S3_ENDPOINT_URL", "S3_BUCKET", "EMAIL_URL")
START_SECONDS = 60


def fail(message: str) -> None:
    """End with the message and status 1."""
    sys.exit(f"check_production: {message}")


@contextmanager
def scratch_database(server_url: str) -> Iterator[str]:
    """The address of a new, empty database on the same server, dropped afterwards."""
    name = f"trang_so_boot_{os.getpid()}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"{server_url.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def manage(environment: dict[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run manage.py to its end."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True)


def prepare(environment: dict[str, str]) -> None:
    """Everything a deployment does before the first start. Ends the program on a failure."""
    keyless = {key: value for key, value in environment.items() if key != "SECRET_KEY"}
    refused = manage(keyless, "check")
    if refused.returncode == 0 or "SECRET_KEY" not in refused.stderr:
        fail("production starts without SECRET_KEY, or does not name it")
    for arguments in (
        ("check", "--deploy", "--fail-level", "WARNING"),
        ("migrate", "--verbosity", "0"),
        ("collectstatic", "--noinput", "--verbosity", "0"),
    ):
        done = manage(environment, *arguments)
        if done.returncode:
            fail(f"manage.py {' '.join(arguments)}\n{done.stdout}{done.stderr}")


def get(port: int, path: str, *, https: bool) -> tuple[int, str]:
    """Status and body of a page, as nginx in front of gunicorn would ask for it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    scheme = "https" if https else "http"
    connection.request("GET", path, headers={"Host": HOST_NAME, "X-Forwarded-Proto": scheme})
    response = connection.getresponse()
    body = response.read().decode(errors="replace")
    connection.close()
    return response.status, body


def wait_until_up(process: "subprocess.Popen[bytes]", port: int) -> None:
    """Wait for the first answer. Ends the program when none comes."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    fail("gunicorn does not answer")


def check_pages(port: int) -> None:
    """The pages that a new installation has. Ends the program on an unexpected status."""
    expected = (("/healthz", False, 200), ("/", False, 301), ("/", True, 200), ("/en/", True, 200))
    for path, https, status in expected:
        found, body = get(port, path, https=https)
        if found != status:
            fail(f"{path} (https: {https}) answers {found} instead of {status}\n{body[:2000]}")
    status, page = get(port, "/admin/login/", https=True)
    static = re.search(r'"(/static/[^"]+\.css)"', page)
    if status != 200 or static is None:
        fail(f"the login page answers {status}; style sheet: {static}")
    elif get(port, static[1], https=True)[0] != 200:
        fail(f"{static[1]} is not served")


def main() -> None:
    """Run the check. Ends the program with status 1 on a failure."""
    missing = [name for name in NEEDED if not os.environ.get(name)]
    if missing:
        fail(f"missing: {', '.join(missing)} (scripts/services start)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as data, scratch_database(os.environ["DATABASE_URL"]) as database:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "site_config.settings.production",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": HOST_NAME,
            "DATABASE_URL": database,
            "DATA_DIR": data,
            "SEARCH_INDEX_PREFIX": f"boot-{os.getpid()}",
        }
        prepare(environment)
        address = f"127.0.0.1:{port}"
        command = [
            *(sys.executable, "-m", "gunicorn", "site_config.wsgi"),
            *("--bind", address, "--no-control-socket", "--log-level", "warning"),
        ]
        process = subprocess.Popen(command, cwd=PROJECT, env=environment)
        try:
            wait_until_up(process, port)
            check_pages(port)
        finally:
            process.terminate()
            status = process.wait(30)
    if status != 0:
        fail(f"gunicorn ended with status {status}")
    print("production settings boot and serve")


if __name__ == "__main__":
    main()
