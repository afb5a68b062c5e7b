"""Certificates for servers on loopback, made by the openssl program for one run."""

import shutil
import subprocess
from pathlib import Path

from .places import ServiceError

DAYS = "30"
EXTENSIONS = """\
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature,keyEncipherment
extendedKeyUsage=serverAuth,clientAuth
subjectAltName=IP:127.0.0.1,DNS:localhost
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid,issuer
"""


def make_certificates(folder: Path) -> None:
    """Write ca.crt, node.crt and node.key into `folder`; the authority's own key is thrown away.

    Raises ServiceError when openssl is not there or fails.
    """
    key, request, extensions = folder / "ca.key", folder / "node.csr", folder / "extensions"
    extensions.write_text(EXTENSIONS)
    _openssl(
        *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", DAYS, "-subj", "/CN=Trang So test CA"),
        *("-addext", "keyUsage=critical,keyCertSign", "-keyout", key, "-out", folder / "ca.crt"),
    )
    _openssl(
        *("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"),
        *("-keyout", folder / "node.key", "-out", request),
    )
    _openssl(
        *("x509", "-req", "-in", request, "-CA", folder / "ca.crt", "-CAkey", key, "-CAcreateserial"),
        *("-days", DAYS, "-extfile", extensions, "-out", folder / "node.crt"),
    )
    for path in (key, request, extensions):
        path.unlink()


def _openssl(*arguments: str | Path) -> None:
    program = shutil.which("openssl")
    if program is None:
        raise ServiceError("openssl is needed and was not found")
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        raise ServiceError(f"openssl {arguments[0]} failed:\n{done.stderr}")
