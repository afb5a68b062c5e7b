"""One Elasticsearch node, with its configuration and data in the run folder."""

import http.client
import json
import os
import re
import shutil
import urllib.request
from pathlib import Path

from .places import CACHE, ServiceError, port
from .service import Service

VERSION = "9.4.3"
HOME = CACHE / f"elasticsearch-{VERSION}"
MINIMUM_JAVA = 21


def find_java() -> Path:
    """The newest JDK in the folder that holds the default one, or the one that ES_JAVA_HOME names.

    Raises ServiceError when none is of MINIMUM_JAVA or newer.
    """
    if "ES_JAVA_HOME" in os.environ:
        return Path(os.environ["ES_JAVA_HOME"])
    default = shutil.which("java")
    folders = {Path("/usr/lib/jvm")}
    if default:
        folders.add(Path(default).resolve().parents[2])
    versions = {}
    for release in (path for folder in folders for path in folder.glob("*/release")):
        version = re.search(r'^JAVA_VERSION="(\d+)', release.read_text(), re.MULTILINE)
        if version:
            versions[release.parent] = int(version[1])
    newest = max(versions, key=lambda home: versions[home], default=None)
    if newest is None or versions[newest] < MINIMUM_JAVA:
        raise ServiceError(
            f"Elasticsearch needs a JDK of {MINIMUM_JAVA} or newer: install one or set ES_JAVA_HOME"
        )
    return newest


class Elasticsearch(Service):
    name = "elasticsearch"
    account = "trang-so-search"
    start_seconds = 180
    heap = "1g"
    java_options = ""

    @property
    def config(self) -> Path:
        return self.folder / "config"

    def prepare(self) -> None:
        if not HOME.exists():
            raise ServiceError("Elasticsearch is not installed: scripts/services install")
        shutil.copytree(HOME / "config", self.config, dirs_exist_ok=True)
        for name in ("data", "logs", "tmp"):
            (self.folder / name).mkdir(exist_ok=True)
        lines = [f"{key}: {json.dumps(value)}\n" for key, value in self.settings().items()]
        (self.config / "elasticsearch.yml").write_text("".join(lines))

    def settings(self) -> dict[str, object]:
        """What goes into elasticsearch.yml."""
        return {
            "cluster.name": "trang-so-local",
            "discovery.type": "single-node",
            "xpack.security.enabled": False,
            "http.port": port("elasticsearch"),
            "transport.port": port("elasticsearch-transport"),
            **self.local_settings(),
        }

    def local_settings(self) -> dict[str, object]:
        """What every node on this machine has."""
        return {
            "http.host": "127.0.0.1",
            "transport.host": "127.0.0.1",
            "path.data": str(self.folder / "data"),
            "path.logs": str(self.folder / "logs"),
            # A developer's disk that is 90 % full must not turn the indices read-only.
            "cluster.routing.allocation.disk.threshold_enabled": False,
        }

    def command(self) -> list[str]:
        return [str(HOME / "bin" / "elasticsearch")]

    def process_environment(self) -> dict[str, str]:
        return {
            "ES_JAVA_HOME": str(find_java()),
            "ES_JAVA_OPTS": f"-Xms{self.heap} -Xmx{self.heap} {self.java_options}",
            "ES_PATH_CONF": str(self.config),
            "ES_TMPDIR": str(self.folder / "tmp"),
        }

    def is_ready(self) -> bool:
        address = f"http://127.0.0.1:{port(self.name)}/_cluster/health?wait_for_status=yellow&timeout=1s"
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return bool(json.load(answer)["status"] in ("yellow", "green"))
        except (OSError, http.client.HTTPException):
            return False

    def client_environment(self) -> dict[str, str]:
        return {"ELASTICSEARCH_URL": f"http://127.0.0.1:{port(self.name)}"}
