"""An S3 server over a local folder (Versity Gateway, posix backend)."""

import os
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

from .places import CACHE, PROJECT, VENV_PYTHON, ServiceError, port
from .service import Service

VERSION = "v1.8.0"
MODULE = "github.com/versity/versitygw/cmd/versitygw"
PROGRAM = CACHE / "bin" / "versitygw"
BUCKET = "trang-so"
REGION = "us-east-1"
ACCESS_KEY = "trang-so"
SECRET_KEY = "loopback-test-only"


class S3(Service):
    name = "s3"

    @property
    def _objects(self) -> Path:
        return self.folder / "objects"

    @property
    def _address(self) -> str:
        return f"http://127.0.0.1:{port(self.name)}"

    def prepare(self) -> None:
        if not PROGRAM.exists():
            raise ServiceError("the S3 server is not installed: scripts/services install")
        if not VENV_PYTHON.exists():
            raise ServiceError("making the bucket needs the project's environment: make environment")
        self._objects.mkdir(exist_ok=True)
        (self.folder / "metadata").mkdir(exist_ok=True)

    def command(self) -> list[str]:
        # Metadata in files of their own: not every folder's file system has extended attributes.
        backend = ["posix", "--sidecar", str(self.folder / "metadata"), str(self._objects)]
        return [str(PROGRAM), "--port", f"127.0.0.1:{port(self.name)}", "--region", REGION, *backend]

    def process_environment(self) -> dict[str, str]:
        return {"ROOT_ACCESS_KEY": ACCESS_KEY, "ROOT_SECRET_KEY": SECRET_KEY}

    def is_ready(self) -> bool:
        try:
            urllib.request.urlopen(self._address, timeout=2).close()
        except urllib.error.HTTPError:
            # Refused without a signature: the server speaks.
            return True
        except OSError:
            return False
        return True

    def finish(self) -> None:
        made = subprocess.run(
            [VENV_PYTHON, PROJECT / "scripts" / "make_bucket.py"],
            env={**os.environ, **self.client_environment()},
            capture_output=True,
            text=True,
        )
        if made.returncode:
            raise ServiceError(f"no bucket could be made:\n{made.stderr}")

    def client_environment(self) -> dict[str, str]:
        return {
            "S3_ENDPOINT_URL": self._address,
            "S3_BUCKET": BUCKET,
            "AWS_ACCESS_KEY_ID": ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
            "AWS_S3_REGION_NAME": REGION,
        }
