"""Where the services live and which ports they listen on."""

import os
import socket
from collections.abc import Collection, Iterable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
CACHE = Path(os.environ.get("TRANG_SO_CACHE", "/var/cache/trang-so"))
RUN = Path(os.environ.get("TRANG_SO_RUN", "/tmp/trang-so-services"))
VENV_PYTHON = PROJECT / ".venv" / "bin" / "python"

# Below the range from which Linux takes the ports of outgoing connections.
FIRST_BLOCK = 21000
LAST_BLOCK = 21900
BLOCK_SIZE = 10
PORT_OFFSETS = {
    "postgresql": 1,
    "elasticsearch": 2,
    "elasticsearch-transport": 3,
    "redis": 4,
    "s3": 5,
    "smtp": 6,
}


class ServiceError(Exception):
    """A service cannot be installed, started or stopped; the message is for the person at the terminal."""


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _block_file() -> Path:
    return RUN / "port-block"


def choose_port_block() -> None:
    """Remember in the run folder the first block whose ports are all free, so that two clones never collide.

    Raises ServiceError when every block is taken.
    """
    remembered = [int(_block_file().read_text())] if _block_file().exists() else []
    blocks = [*remembered, *range(FIRST_BLOCK, LAST_BLOCK, BLOCK_SIZE)]
    _block_file().write_text(str(first_free(blocks, list(PORT_OFFSETS.values()))))


def first_free(blocks: Iterable[int], offsets: Collection[int]) -> int:
    """The first block of which all these ports are free. Raises ServiceError when every block is taken."""
    for block in blocks:
        if all(_is_free(block + offset) for offset in offsets):
            return block
    raise ServiceError("no free block of ports")


def port(name: str) -> int:
    """The port of a service, by its key in PORT_OFFSETS. Raises ServiceError before any start."""
    if not _block_file().exists():
        raise ServiceError(f"nothing was started in {RUN}")
    return int(_block_file().read_text()) + PORT_OFFSETS[name]
