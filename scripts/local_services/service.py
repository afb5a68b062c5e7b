"""What every service shares: one process, started, waited for, and stopped by its stored id."""

import os
import pwd
import signal
import subprocess
import time
from pathlib import Path
from typing import TypedDict

from .places import RUN, ServiceError

LOG_TAIL_LINES = 30
POLL_SECONDS = 0.1


class Identity(TypedDict, total=False):
    """The account of a process, as subprocess takes it; empty for our own."""

    user: int
    group: int
    extra_groups: list[int]


def _birth(pid: int) -> str | None:
    """The start time of a living process in clock ticks since boot (field 22 of /proc/PID/stat), else None."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else fields[19]


class Service:
    """A server in its own folder RUN/name, with RUN/name.pid and RUN/name.log beside it."""

    name: str
    # The account to run as when root starts the services: some servers refuse to run as root.
    account: str | None = None
    stop_signal = signal.SIGTERM
    start_seconds = 30
    stop_seconds = 30

    def prepare(self) -> None:
        """Write what the server needs before it starts; safe to repeat."""

    def command(self) -> list[str]:
        """The server's command line, in the foreground."""
        raise NotImplementedError

    def process_environment(self) -> dict[str, str]:
        """Variables for the server's own process."""
        return {}

    def is_ready(self) -> bool:
        """Whether the server answers."""
        raise NotImplementedError

    def finish(self) -> None:
        """Make the database, bucket or the like in the running server; safe to repeat."""

    def client_environment(self) -> dict[str, str]:
        """Variables that tell the project where the server is."""
        raise NotImplementedError

    @property
    def folder(self) -> Path:
        return RUN / self.name

    @property
    def log(self) -> Path:
        return RUN / f"{self.name}.log"

    @property
    def _pid_file(self) -> Path:
        return RUN / f"{self.name}.pid"

    def running_pid(self) -> int | None:
        """The id of the process that start() made, None when it is gone or its number belongs to another now."""
        try:
            pid, birth = self._pid_file.read_text().split()
        except (OSError, ValueError):
            return None
        return int(pid) if _birth(int(pid)) == birth else None

    def start(self) -> None:
        """Start and wait until ready. Raises ServiceError with the log's tail when that fails."""
        if self.running_pid() is not None:
            return
        self.launch()
        self.wait_until_ready()
        self.finish()

    def launch(self) -> None:
        """Start without waiting: servers that need each other are launched together."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.prepare()
        self._give_folder_to_account()
        with self.log.open("wb") as log:
            process = subprocess.Popen(
                self.command(),
                cwd=self.folder,
                env={**os.environ, "HOME": str(self.folder), **self.process_environment()},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self._identity(),
            )
        self._pid_file.write_text(f"{process.pid} {_birth(process.pid)}")

    def kill(self) -> None:
        """End the process and its children at once, as a power cut would."""
        self._signal(signal.SIGKILL)

    def freeze(self) -> None:
        """Stop the process where it is: connections stay open and nothing answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen process go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, sign: signal.Signals) -> None:
        pid = self.running_pid()
        if pid is not None:
            os.killpg(pid, sign)

    def stop(self) -> None:
        """Stop the stored process and its children. Raises ServiceError when even a kill does not end it."""
        for sign, seconds in ((self.stop_signal, self.stop_seconds), (signal.SIGKILL, 5)):
            pid = self.running_pid()
            if pid is None:
                break
            os.kill(pid, sign) if sign != signal.SIGKILL else os.killpg(pid, sign)
            deadline = time.monotonic() + seconds
            while self.running_pid() is not None and time.monotonic() < deadline:
                time.sleep(POLL_SECONDS)
        if self.running_pid() is not None:
            raise ServiceError(f"{self.name} (process {self.running_pid()}) does not stop")
        self._pid_file.unlink(missing_ok=True)

    def run_as_account(self, *command: str | Path) -> str:
        """Run a helper command to its end as the service's account; its output. Raises ServiceError."""
        done = subprocess.run(
            [str(part) for part in command],
            cwd=self.folder,
            capture_output=True,
            text=True,
            **self._identity(),
        )
        if done.returncode:
            raise ServiceError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def _identity(self) -> Identity:
        if self.account is None or os.geteuid() != 0:
            return {}
        try:
            entry = pwd.getpwnam(self.account)
        except KeyError as error:
            raise ServiceError(f"no account {self.account}: scripts/services install") from error
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}

    def _give_folder_to_account(self) -> None:
        identity = self._identity()
        if identity:
            for path in [self.folder, *self.folder.rglob("*")]:
                os.chown(path, identity["user"], identity["group"], follow_symlinks=False)

    def wait_until_ready(self) -> None:
        """Wait until the launched process answers. Raises ServiceError with the log's tail when it doesn't."""
        deadline = time.monotonic() + self.start_seconds
        while time.monotonic() < deadline:
            if self.running_pid() is None:
                raise ServiceError(f"{self.name} ended\n{self._log_tail()}")
            if self.is_ready():
                return
            time.sleep(POLL_SECONDS)
        self.stop()
        raise ServiceError(f"{self.name} was not ready after {self.start_seconds} s\n{self._log_tail()}")

    def _log_tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-LOG_TAIL_LINES:])
