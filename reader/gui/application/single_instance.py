"""One window a library: the socket on which it takes what later starts of the program hand over."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable, Sequence

from PySide6.QtCore import QLockFile, QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from reader.core.errors import ReaderError
from reader.core.private_files import FILE
from reader.core.serialize import read_json
from reader.services.desktop.hand_over import HEADER, MOST_BYTES, frame, hand_over_at, lock_file
from reader.services.desktop.open_request import Opening

log = logging.getLogger(__name__)

_MOST_GUESTS = 20
_TURN = 10_000
"""ms to wait for another start that is at the door."""
_GUEST_TIME = 5000
"""ms that a connection may take to say what it wants."""

Taker = Callable[[Opening], None]


class SingleInstance(QObject):
    """The door of one library's window. Openings that come before `take_with` wait.

    Args:
        places: the library's `endpoints`.
    """

    def __init__(self, places: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places = places
        self._taker: Taker | None = None
        self._waiting: list[Opening] = []
        self._guests: list[_Guest] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(_MOST_GUESTS)
        self._server.newConnection.connect(self._on_connection)

    @property
    def place(self) -> str:
        """Where it listens; empty when it does not."""
        return self._server.fullServerName() if self._server.isListening() else ""

    def claim(self, opening: Opening) -> bool:
        """Become the window of the library, unless another one takes the opening.

        A socket that a killed window left answers nobody and is taken over.

        Returns:
            `False` when another window has taken `opening`.
        """
        turn = QLockFile(str(lock_file(self._places[0])))
        if not turn.tryLock(_TURN):
            log.info("no turn at the door: %s", turn.error().name)
        try:
            if hand_over_at(self._places, opening):
                return False
            self._listen(self._places[0])
        finally:
            turn.unlock()
        return True

    def _listen(self, place: str) -> None:
        if not self._server.listen(place):
            QLocalServer.removeServer(place)
            if not self._server.listen(place):
                log.warning("not listening for other starts: %s", self._server.errorString())
                return
        if os.name != "nt":
            with contextlib.suppress(OSError):
                os.chmod(self._server.fullServerName(), FILE)

    def take_with(self, taker: Taker) -> None:
        """Call `taker` with every opening from now on; a `ReaderError` of it is the answer."""
        self._taker = taker
        waiting, self._waiting = self._waiting, []
        for opening in waiting:
            taker(opening)

    def close(self) -> None:
        """Listen no more; the next start opens a window of its own."""
        self._server.close()
        for guest in list(self._guests):
            guest.leave()

    def receive(self, data: bytes) -> dict[str, object]:
        """Take one request and return the answer to it."""
        try:
            opening = Opening.from_json(read_json(data))
            if self._taker is None:
                self._waiting.append(opening)
            else:
                self._taker(opening)
        except ReaderError as error:
            log.info("an opening was refused: %s", error.kind)
            values = {name: str(value)[:200] for name, value in error.values.items()}
            return {"ok": False, "kind": error.kind, "values": values}
        except ValueError:
            return {"ok": False, "kind": "unknown-opening"}
        return {"ok": True}

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

    def __init__(self, door: SingleInstance) -> None:
        super().__init__(door)
        self._door = door
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
            self._answer(self._door.receive(bytes(self._data[HEADER.size : HEADER.size + length])))

    def _answer(self, answer: dict[str, object]) -> None:
        self._answered = True
        self._socket.write(frame(answer))
        self._socket.flush()
        self._socket.disconnectFromServer()

    def _gone(self) -> None:
        self._patience.stop()
        self._door.forget(self)
        self.deleteLater()
