"""An SMTP server that keeps every message in a Maildir."""

import socket

from .places import VENV_PYTHON, ServiceError, port
from .service import Service


class SMTP(Service):
    name = "smtp"

    def prepare(self) -> None:
        if not VENV_PYTHON.exists():
            raise ServiceError("the SMTP server needs the project's environment: make environment")

    def command(self) -> list[str]:
        listen = f"127.0.0.1:{port(self.name)}"
        handler = "aiosmtpd.handlers.Mailbox"
        return [
            *(str(VENV_PYTHON), "-m", "aiosmtpd", "--nosetuid", "--smtputf8"),
            *("--class", handler, "--listen", listen, str(self.folder / "maildir")),
        ]

    def is_ready(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", port(self.name)), timeout=1) as connection:
                return connection.recv(64).startswith(b"220")
        except OSError:
            return False

    def client_environment(self) -> dict[str, str]:
        return {
            "EMAIL_URL": f"smtp://127.0.0.1:{port(self.name)}",
            "SMTP_MAILDIR": str(self.folder / "maildir"),
        }
