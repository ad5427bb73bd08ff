"""A translation server that keeps whoever asks waiting, in one of several ways."""

from __future__ import annotations

import contextlib
import socket
import threading

HANGS = ("connecting", "accept", "request", "headers", "drip", "drip headers", "tls")
"""No connection comes about; nobody takes it; nothing is answered; the answer ends after its headers; a byte
of it comes every second, of its body or of its headers; the greeting of TLS is never answered."""

_BODY_COMES = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n"


class HangingServer:
    """Listens on 127.0.0.1 until it is closed; `asked` is set once somebody waits for it.

    Args:
        how: one of `HANGS`.
    """

    def __init__(self, how: str) -> None:
        self.asked = threading.Event()
        self._how = how
        self._over = threading.Event()
        self._open: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=0 if how == "connecting" else 8)
        if how == "connecting":
            self._fill()
        elif how == "accept":
            self.asked.set()
        else:
            threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        scheme = "https" if self._how == "tls" else "http"
        return f"{scheme}://127.0.0.1:{self._listening.getsockname()[1]}"

    def close(self) -> None:
        self._over.set()
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        for one in (self._listening, *self._open):
            one.close()

    def _fill(self) -> None:
        """Let the queue of connections be full, so that the system answers no further one."""
        for _ in range(4):
            waiting = socket.socket()
            waiting.setblocking(False)
            waiting.connect_ex(self._listening.getsockname())
            self._open.append(waiting)
        self.asked.set()

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self._open.append(connection)
            threading.Thread(target=self._hang, args=(connection,), daemon=True).start()

    def _hang(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            connection.recv(65_536)
            if self._how in ("headers", "drip"):
                connection.sendall(_BODY_COMES)
            elif self._how == "drip headers":
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
            self.asked.set()
            while not self._over.wait(0.5):
                if self._how.startswith("drip"):
                    connection.sendall(b"x")
