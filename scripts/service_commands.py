"""Command line: scripts/services install | start | stop | status | env | run | cluster.

install          install what is missing (needs root for Debian packages)
start [NAME …]   start all or the named services and wait until each answers
stop [NAME …]    stop them by their stored process ids
status           one line a service
env              export lines for the services that run; use as: eval "$(scripts/services env)"
run COMMAND …    run a command with those variables
cluster …        three Elasticsearch nodes with TLS and an API key, besides the services above:
                 start [N …] | kill N | freeze N | thaw N | stop | env | run COMMAND …

TRANG_SO_RUN names the folder for data, logs and process ids (default /tmp/trang-so-services); each run
folder has its own ports. TRANG_SO_CACHE names the folder for what is built (default /var/cache/trang-so).
"""

import os
import shlex
import sys
import time

from local_services import elasticsearch_cluster as cluster
from local_services.elasticsearch import Elasticsearch
from local_services.install import install
from local_services.places import RUN, ServiceError, choose_port_block
from local_services.postgresql import PostgreSQL
from local_services.redis_server import Redis
from local_services.s3 import S3
from local_services.service import Service
from local_services.smtp import SMTP

SERVICES: list[Service] = [PostgreSQL(), Redis(), S3(), SMTP(), Elasticsearch()]


def _chosen(names: list[str]) -> list[Service]:
    unknown = set(names) - {service.name for service in SERVICES}
    if unknown:
        raise ServiceError(f"unknown: {', '.join(sorted(unknown))}")
    return [service for service in SERVICES if not names or service.name in names]


def _start(names: list[str]) -> None:
    RUN.mkdir(parents=True, exist_ok=True)
    if not any(service.running_pid() for service in SERVICES):
        choose_port_block()
    for service in _chosen(names):
        began = time.monotonic()
        service.start()
        print(
            f"{service.name}: process {service.running_pid()}, {time.monotonic() - began:.1f} s", flush=True
        )


def _stop(names: list[str]) -> None:
    for service in reversed(_chosen(names)):
        service.stop()
    if not names:
        cluster.stop()


def _status() -> None:
    for service in SERVICES:
        pid = service.running_pid()
        ready = pid is not None and service.is_ready()
        print(f"{service.name}: {f'process {pid}, ' if pid else ''}{'ready' if ready else 'not running'}")


def _environment() -> dict[str, str]:
    running = (service for service in SERVICES if service.running_pid() is not None)
    return {key: value for service in running for key, value in service.client_environment().items()}


def _cluster(arguments: list[str]) -> None:
    match arguments:
        case ["start", *numbers]:
            cluster.start([cluster.node(number) for number in numbers])
        case ["kill" | "freeze" | "thaw" as action, number]:
            getattr(cluster.node(number), action)()
        case ["stop"]:
            cluster.stop()
        case ["env"]:
            _print(cluster.client_environment())
        case ["run", program, *rest]:
            variables = {**_environment(), **cluster.client_environment()}
            os.execvpe(program, [program, *rest], {**os.environ, **variables})
        case _:
            raise ServiceError(__doc__ or "")


def _print(variables: dict[str, str]) -> None:
    for key, value in variables.items():
        print(f"export {key}={shlex.quote(value)}")


def main(arguments: list[str]) -> None:
    """Run one subcommand. Raises ServiceError."""
    match arguments:
        case ["install"]:
            install()
        case ["start", *names]:
            _start(names)
        case ["stop", *names]:
            _stop(names)
        case ["status"]:
            _status()
        case ["env"]:
            _print(_environment())
        case ["run", program, *rest]:
            os.execvpe(program, [program, *rest], {**os.environ, **_environment()})
        case ["cluster", *rest]:
            _cluster(rest)
        case _:
            raise ServiceError(__doc__ or "")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ServiceError as problem:
        sys.exit(f"services: {problem}")
