"""The socket on which a library's window hears what later starts of the program hand over."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from reader.core.private_files import FILE
from reader.services.desktop.hand_over import HEADER, MOST_BYTES, frame

log = logging.getLogger(__name__)

_MOST_GUESTS = 20
_GUEST_TIME = 5000
"""ms that a connection may take to say what it wants."""


class OpeningServer(QObject):
    """Takes connections, each with one request.

    Args:
        receive: takes a request and returns the answer to it.
    """

    def __init__(self, receive: Callable[[bytes], dict[str, object]], parent: QObject) -> None:
        super().__init__(parent)
        self.receive = receive
        self._guests: list[_Guest] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(_MOST_GUESTS)
        self._server.newConnection.connect(self._on_connection)

    @property
    def place(self) -> str:
        """Where it listens; empty when it does not."""
        return self._server.fullServerName() if self._server.isListening() else ""

    def listen(self, place: str) -> None:
        """Hear whoever connects there; whoever listened there before is dead."""
        if not self._server.listen(place):
            QLocalServer.removeServer(place)
            if not self._server.listen(place):
                log.warning("not listening for other starts: %s", self._server.errorString())
                return
        if os.name != "nt":
            with contextlib.suppress(OSError):
                os.chmod(self._server.fullServerName(), FILE)

    def close(self) -> None:
        """Listen no more, and end what is connected."""
        self._server.close()
        for guest in list(self._guests):
            guest.leave()

    def forget(self, guest: _Guest) -> None:
        """A connection has ended."""
        if guest in self._guests:
            self._guests.remove(guest)

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            if len(self._guests) >= _MOST_GUESTS:
                self._guests[0].leave()  # the oldest has had its time
            guest = _Guest(self)
            self._guests.append(guest)
            guest.welcome(socket)


class _Guest(QObject):
    """One connection: a frame comes, its answer goes, the connection ends."""

    def __init__(self, server: OpeningServer) -> None:
        super().__init__(server)
        self._server = server
        self._data = bytearray()
        self._answered = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_GUEST_TIME)
        self._patience.timeout.connect(self.leave)

    def welcome(self, socket: QLocalSocket) -> None:
        """Listen to a connection."""
        self._socket = socket
        socket.setParent(self)
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self._gone)
        self._patience.start()
        self._read()

    def leave(self) -> None:
        """End the connection, answered or not."""
        self._socket.abort()
        self._gone()

    def _read(self) -> None:
        if self._answered:
            return
        self._data += self._socket.readAll().data()
        if len(self._data) < HEADER.size:
            return
        (length,) = HEADER.unpack_from(self._data)
        if length > MOST_BYTES:
            self._answer({"ok": False, "kind": "unknown-opening"})
        elif len(self._data) >= HEADER.size + length:
            self._answer(self._server.receive(bytes(self._data[HEADER.size : HEADER.size + length])))

    def _answer(self, answer: dict[str, object]) -> None:
        self._answered = True
        self._socket.write(frame(answer))
        self._socket.flush()
        self._socket.disconnectFromServer()

    def _gone(self) -> None:
        self._patience.stop()
        self._server.forget(self)
        self.deleteLater()
