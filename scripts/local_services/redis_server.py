"""A Redis server that keeps nothing on disk."""

import shutil
import socket

from .places import ServiceError, port
from .service import Service


class Redis(Service):
    name = "redis"

    def command(self) -> list[str]:
        program = shutil.which("redis-server")
        if program is None:
            raise ServiceError("Redis is not installed: scripts/services install")
        options = {"--bind": "127.0.0.1", "--port": str(port(self.name)), "--save": "", "--appendonly": "no"}
        return [program, *(part for option in options.items() for part in option), "--dir", str(self.folder)]

    def is_ready(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", port(self.name)), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def client_environment(self) -> dict[str, str]:
        return {"REDIS_URL": f"redis://127.0.0.1:{port(self.name)}/0"}
