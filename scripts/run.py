"""Run the site with its background processes until Ctrl-C or until one of them ends."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

PROJECT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STOP_SECONDS = 10
POLL_SECONDS = 0.2


class Stop(Exception):
    """Someone asked us to stop."""


def stop_on_signal(number: int, frame: FrameType | None) -> None:
    """Turn a signal into an exception, once: a second Ctrl-C must not interrupt the stopping."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise Stop


def commands(port: int) -> dict[str, list[str]]:
    """Arguments for manage.py, by the name shown to the user."""
    chosen = {
        "site": ["runserver", "--noreload", f"{HOST}:{port}"],
        "worker": ["db_worker", "--no-reload", "--queue-name", "*"],
        # What cron does on a server: a change whose task was lost still reaches the search index.
        "search": ["carry_changes", "--every", "60"],
        "schedule": ["publish_due", "--every", "60"],
        "reminders": ["remind", "--every", "300"],
        "notifications": ["send_notifications", "--every", "60"],
        "validity": ["update_validity", "--every", "600"],
        "reviews": ["update_reviews", "--every", "3600"],
    }
    # Without EMAIL_URL mail is written to a folder at once; with it, it waits in a queue.
    if os.environ.get("EMAIL_URL"):
        chosen["mail"] = ["runmailer"]
    return chosen


def answers(port: int) -> bool:
    """Whether something listens on the port."""
    with socket.socket() as connection:
        connection.settimeout(1)
        return connection.connect_ex((HOST, port)) == 0


def watch(processes: "dict[str, subprocess.Popen[bytes]]", port: int) -> str:
    """Print the address once the site answers; return the name of the first process that ends. Raises Stop."""
    announced = False
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                return name
        if not announced and answers(port):
            print(
                f"\nTrang Sở: http://{HOST}:{port}/   editors: http://{HOST}:{port}/admin/   stop: Ctrl-C\n",
                flush=True,
            )
            announced = True
        time.sleep(POLL_SECONDS)


def stop_all(processes: "dict[str, subprocess.Popen[bytes]]") -> None:
    """Ask each process to end, then kill what has not ended after STOP_SECONDS."""
    for process in processes.values():
        process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes.values():
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main(port: int) -> int:
    """Run until stopped; the exit status: 0 when asked to stop, 1 when a process ended by itself."""
    if answers(port):
        print(f"Port {port} is taken. Choose another: make run PORT={port + 1}", file=sys.stderr)
        return 1
    for number in STOP_SIGNALS:
        signal.signal(number, stop_on_signal)
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, arguments in commands(port).items():
            command = [sys.executable, "-u", "manage.py", *arguments]
            # A session of its own: Ctrl-C in the terminal reaches only us, who then stop each in order.
            processes[name] = subprocess.Popen(command, cwd=PROJECT, start_new_session=True)
        ended = watch(processes, port)
        print(f"The {ended} process ended by itself (status {processes[ended].returncode}).", file=sys.stderr)
        return 1
    except Stop:
        return 0
    finally:
        stop_all(processes)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    sys.exit(main(parser.parse_args().port))
