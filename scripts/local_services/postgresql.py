"""A PostgreSQL cluster of our own, beside whatever the system runs."""

import signal
import subprocess
from pathlib import Path

from .places import ServiceError, port
from .service import Service

ROLE = DATABASE = "trang_so"
PASSWORD = "loopback-test-only"

# A crash may lose these data: they are test data.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "timezone": "UTC",
}


def programs() -> Path:
    """The folder with initdb and postgres of the newest installed version. Raises ServiceError if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise ServiceError("PostgreSQL is not installed: scripts/services install")
    return found[-1].parent


class PostgreSQL(Service):
    name = "postgresql"
    account = "postgres"
    # "Fast shutdown": ends sessions instead of waiting for them.
    stop_signal = signal.SIGINT

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def prepare(self) -> None:
        if (self._data / "PG_VERSION").exists():
            return
        self._give_folder_to_account()
        password = self.folder / "password"
        password.write_text(PASSWORD)
        self._give_folder_to_account()
        self.run_as_account(
            programs() / "initdb",
            f"--pgdata={self._data}",
            f"--username={ROLE}",
            f"--pwfile={password}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )

    def command(self) -> list[str]:
        settings = {**SETTINGS, "port": str(port(self.name)), "unix_socket_directories": ""}
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return [str(programs() / "postgres"), "-D", str(self._data), *options]

    def is_ready(self) -> bool:
        return self._psql("SELECT 1").returncode == 0

    def finish(self) -> None:
        present = self._psql(f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'").stdout.strip()
        if not present:
            made = self._psql(f'CREATE DATABASE "{DATABASE}"')
            if made.returncode:
                raise ServiceError(made.stderr)

    def client_environment(self) -> dict[str, str]:
        return {"DATABASE_URL": f"postgres://{ROLE}:{PASSWORD}@127.0.0.1:{port(self.name)}/{DATABASE}"}

    def _psql(self, statement: str) -> "subprocess.CompletedProcess[str]":
        address = f"postgres://{ROLE}:{PASSWORD}@127.0.0.1:{port(self.name)}/postgres"
        return subprocess.run(
            [programs() / "psql", "--no-psqlrc", "-At", address, "-c", statement],
            capture_output=True,
            text=True,
        )
