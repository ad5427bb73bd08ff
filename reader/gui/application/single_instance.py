"""One window a library: what later starts of the program hand over, that window takes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject

from reader.core.errors import ReaderError
from reader.core.serialize import read_json
from reader.services.desktop.hand_over import hand_over_at, lock_file
from reader.services.desktop.open_request import Opening

if TYPE_CHECKING:
    from reader.gui.application.opening_server import OpeningServer

log = logging.getLogger(__name__)

_TURN = 10_000
"""ms to wait for another start that is at the door."""

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
        self._server: OpeningServer | None = None
        self._turn = QLockFile(str(lock_file(places[0])))

    @property
    def place(self) -> str:
        """Where it listens; empty when it does not."""
        return "" if self._server is None else self._server.place

    def claim(self, opening: Opening) -> bool:
        """Become the window of the library, unless another one takes the opening.

        Later starts wait until `listen`, which may therefore come once all parts are there.

        Returns:
            `False` when another window has taken `opening`.

        Raises:
            ReaderError: another window refused it.
        """
        if not self._turn.tryLock(_TURN):
            log.info("no turn at the door: %s", self._turn.error().name)
        is_free = False
        try:
            is_free = not hand_over_at(self._places, opening)
        finally:
            if not is_free:
                self._turn.unlock()
        return is_free

    def listen(self) -> None:
        """Hear later starts from now on; once more does no harm.

        A socket that a killed window left answers nobody and is taken over.
        """
        if self._server is not None:
            return
        from reader.gui.application.opening_server import OpeningServer  # loads Qt's network

        self._server = OpeningServer(self.receive, self)
        self._server.listen(self._places[0])
        self._turn.unlock()

    def take_with(self, taker: Taker) -> None:
        """Call `taker` with every opening from now on; a `ReaderError` of it is the answer."""
        self._taker = taker
        waiting, self._waiting = self._waiting, []
        for opening in waiting:
            taker(opening)

    def close(self) -> None:
        """Listen no more; the next start opens a window of its own."""
        self._turn.unlock()
        if self._server is not None:
            self._server.close()

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
