"""Three Elasticsearch nodes with TLS and an API key, to see what happens when some of them go."""

import base64
import hashlib
import http.client
import json
import secrets
import shutil
import ssl
import urllib.request
from typing import Any

from .certificates import make_certificates
from .elasticsearch import Elasticsearch
from .places import RUN, ServiceError, first_free

FOLDER = RUN / "elasticsearch-cluster"
NUMBERS = (1, 2, 3)
BLOCKS = range(22000, 22900, 10)
OFFSETS = tuple(range(1, 2 * len(NUMBERS) + 1))
ADMINISTRATOR = "administrator"
PBKDF2_ROUNDS = 10_000
# All that the site needs of the cluster; docs/operations.md says so too.
RIGHTS = {
    "trang-so": {
        "cluster": ["monitor"],
        "indices": [{"names": ["trang-so-*", "test-*"], "privileges": ["all"]}],
    }
}


class Node(Elasticsearch):
    """One of the nodes; `number` counts from 1."""

    heap = "512m"
    # Nodes that live for minutes: compiling their code well would take longer than running it.
    java_options = "-XX:TieredStopAtLevel=1"

    def __init__(self, number: int) -> None:
        self.number = number
        self.name = f"elasticsearch-node-{number}"

    def prepare(self) -> None:
        super().prepare()
        for name in ("ca.crt", "node.crt", "node.key"):
            shutil.copy(FOLDER / name, self.config / name)
        (self.config / "users").write_text((FOLDER / "users").read_text())
        (self.config / "users_roles").write_text(f"superuser:{ADMINISTRATOR}\n")

    def settings(self) -> dict[str, object]:
        tls = {
            f"xpack.security.{layer}.ssl.{key}": value
            for layer in ("http", "transport")
            for key, value in {
                "enabled": True,
                "certificate": "node.crt",
                "key": "node.key",
                "certificate_authorities": ["ca.crt"],
            }.items()
        }
        return {
            "cluster.name": "trang-so-cluster",
            "node.name": self.name,
            "cluster.initial_master_nodes": [one.name for one in NODES],
            "discovery.seed_hosts": [f"127.0.0.1:{one.transport_port}" for one in NODES],
            "http.port": self.http_port,
            "transport.port": self.transport_port,
            "xpack.security.enabled": True,
            "xpack.security.enrollment.enabled": False,
            **tls,
            **self.local_settings(),
        }

    @property
    def http_port(self) -> int:
        return _block() + self.number

    @property
    def transport_port(self) -> int:
        return _block() + len(NUMBERS) + self.number

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.http_port}"

    def is_ready(self) -> bool:
        try:
            return "status" in self.ask("GET", "/_cluster/health?timeout=1s")
        except (OSError, http.client.HTTPException):
            return False

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Ask as the administrator. Raises OSError or HTTPException when there is no good answer."""
        credentials = f"{ADMINISTRATOR}:{(FOLDER / 'password').read_text()}"
        request = urllib.request.Request(
            self.url + path,
            method=method,
            data=json.dumps(body).encode() if body is not None else None,
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Basic {base64.b64encode(credentials.encode()).decode()}",
            },
        )
        trusted = ssl.create_default_context(cafile=FOLDER / "ca.crt")
        with urllib.request.urlopen(request, timeout=10, context=trusted) as answer:
            return json.load(answer)


NODES = [Node(number) for number in NUMBERS]


def node(number: str) -> Node:
    """The node with that number. Raises ServiceError if there is none."""
    for one in NODES:
        if str(one.number) == number:
            return one
    raise ServiceError(f"no node {number}: there are {len(NODES)}")


def start(chosen: list[Node]) -> None:
    """Start these nodes, or all on a new cluster if none is given, and wait for them. Raises ServiceError."""
    if not chosen:
        stop()
        _lay_out()
    for one in chosen or NODES:
        one.launch()
    for one in chosen or NODES:
        one.wait_until_ready()
    if not chosen:
        _make_api_key()


def stop() -> None:
    """Stop every node and delete the cluster's data. Raises ServiceError."""
    for one in NODES:
        # Data that are deleted anyway need no orderly end.
        one.kill()
    for one in NODES:
        one.stop()
        shutil.rmtree(one.folder, ignore_errors=True)
    shutil.rmtree(FOLDER, ignore_errors=True)


def client_environment() -> dict[str, str]:
    """Variables that tell the project where the cluster is. Raises ServiceError when there is none."""
    if not (FOLDER / "api-key").exists():
        raise ServiceError("no cluster runs: scripts/services cluster start")
    return {
        "ELASTICSEARCH_URL": ",".join(one.url for one in NODES),
        "ELASTICSEARCH_API_KEY": (FOLDER / "api-key").read_text(),
        "ELASTICSEARCH_CA_CERTS": str(FOLDER / "ca.crt"),
        "ELASTICSEARCH_REPLICAS": str(len(NUMBERS) - 1),
    }


def _block() -> int:
    return int((FOLDER / "port-block").read_text())


def _lay_out() -> None:
    FOLDER.mkdir(parents=True)
    (FOLDER / "port-block").write_text(str(first_free(BLOCKS, OFFSETS)))
    make_certificates(FOLDER)
    password = secrets.token_urlsafe(16)
    (FOLDER / "password").write_text(password)
    (FOLDER / "users").write_text(f"{ADMINISTRATOR}:{_hashed(password)}\n")


def _hashed(password: str) -> str:
    salt = secrets.token_bytes(32)
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, PBKDF2_ROUNDS, 32)
    return f"{{PBKDF2}}{PBKDF2_ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(key).decode()}"


def _make_api_key() -> None:
    made = NODES[0].ask("POST", "/_security/api_key", {"name": "trang-so", "role_descriptors": RIGHTS})
    (FOLDER / "api-key").write_text(made["encoded"])
