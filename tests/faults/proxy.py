"""A TCP proxy that fails on demand: real sockets between the site and a real server."""

import select
import socket
import struct
import threading
import time
from contextlib import ExitStack, suppress
from types import TracebackType
from urllib.parse import urlsplit

HANG_SECONDS = 30.0
LATE_SECONDS = 0.7
TRICKLE_SECONDS = 0.2
_CHUNK = 65536
_POLL = 0.02
_METHODS = (b"GET ", b"POST ", b"PUT ", b"HEAD ", b"DELETE ")


class Proxy:
    """Stands before the server at `url`, itself at `self.url`.

    Modes: "pass"; "refuse" (nobody listens); "hang" (takes connections and requests and is silent for
    HANG_SECONDS, then hangs up); "late" (every answer LATE_SECONDS later); "slow" (a byte of the answer
    every TRICKLE_SECONDS); "reset" (breaks the connection off in the middle of an answer); "503" and any
    other status (answers it itself).
    `requests` counts the HTTP requests that came in.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._target = (parts.hostname or "", parts.port or 0)
        self.requests = 0
        self.mode = "pass"
        self._changed_at = time.monotonic()
        self._listen(0)
        self.port = self._socket.getsockname()[1]
        self.url = f"{parts.scheme}://127.0.0.1:{self.port}"

    def set(self, mode: str) -> None:
        """Fail in another way, or no longer; connections that are open follow."""
        before, self.mode, self._changed_at = self.mode, mode, time.monotonic()
        if mode == "refuse":
            self._hang_up()
            self._bind(self.port)
        elif before == "refuse":
            self._socket.close()
            self._listen(self.port)

    def __enter__(self) -> "Proxy":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()
        self._socket.close()

    def _hang_up(self) -> None:
        self._gone.set()
        self._listener.join()
        for connection in self._connections:
            connection.join()

    def _bind(self, port: int) -> None:
        # Bound without listening, the port stays ours and refuses every connection.
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))

    def _listen(self, port: int) -> None:
        self._bind(port)
        self._socket.listen(128)
        self._socket.settimeout(_POLL)
        self._gone = threading.Event()
        self._connections: list[threading.Thread] = []
        self._listener = threading.Thread(target=self._accept, args=(self._socket, self._gone), daemon=True)
        self._listener.start()

    def _accept(self, listening: socket.socket, gone: threading.Event) -> None:
        with listening:
            while not gone.is_set():
                with suppress(TimeoutError):
                    client, _address = listening.accept()
                    connection = threading.Thread(target=self._serve, args=(client, gone), daemon=True)
                    self._connections.append(connection)
                    connection.start()

    def _serve(self, client: socket.socket, gone: threading.Event) -> None:
        with ExitStack() as ends, suppress(OSError):
            ends.enter_context(client)
            server = ends.enter_context(socket.create_connection(self._target, timeout=10))
            going_on = True
            while going_on and not gone.is_set():
                ready, _write, _error = select.select([client, server], [], [], _POLL)
                for end in ready:
                    data = end.recv(_CHUNK)
                    carry = self._carry_answer if end is server else self._carry_request
                    going_on = bool(data) and carry(data, client, server, gone)
                    if not going_on:
                        break

    def _carry_request(
        self, data: bytes, client: socket.socket, server: socket.socket, gone: threading.Event
    ) -> bool:
        """Handle bytes of a request; False ends the connection, as it does for answers."""
        begins = data.startswith(_METHODS)
        self.requests += begins
        if self.mode.isdecimal():
            if begins:
                client.sendall(_answer(self.mode))
            return True
        if self.mode == "hang" and not self._outlasts_hang(gone):
            return False
        server.sendall(data)
        return True

    def _carry_answer(
        self, data: bytes, client: socket.socket, server: socket.socket, gone: threading.Event
    ) -> bool:
        if self.mode == "hang":
            return self._outlasts_hang(gone) and not client.sendall(data)
        if self.mode == "reset":
            client.sendall(data[: len(data) // 2])
            # A linger of zero seconds makes the kernel send RST instead of FIN.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        if self.mode == "late":
            gone.wait(LATE_SECONDS)
        sent = 0
        while self.mode == "slow" and sent < len(data) and not gone.wait(TRICKLE_SECONDS):
            client.sendall(data[sent : sent + 1])
            sent += 1
        client.sendall(data[sent:])
        return True

    def _outlasts_hang(self, gone: threading.Event) -> bool:
        """Be silent while the hang lasts; True if it was ended, so that the bytes may go on their way."""
        while self.mode == "hang" and time.monotonic() - self._changed_at < HANG_SECONDS:
            if gone.wait(_POLL):
                return False
        return self.mode != "hang"


def _answer(status: str) -> bytes:
    """An error in the manner of Elasticsearch."""
    body = f'{{"error": {{"type": "proxy", "reason": "on demand"}}, "status": {status}}}'
    head = (
        f"HTTP/1.1 {status} On Demand\r\nX-Elastic-Product: Elasticsearch\r\n"
        "Content-Type: application/vnd.elasticsearch+json;compatible-with=9\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()
