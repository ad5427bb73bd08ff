"""Links and files that macOS gives to the running program: by an event, not by a second start."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent, QGuiApplication

from reader.core.errors import ReaderError
from reader.services.desktop.open_request import Opening, read_opening

log = logging.getLogger(__name__)


class OpenEvents(QObject):
    """Takes what is dropped on the icon in the Dock, and `liseuse:` links.

    Args:
        app: the application, which gets the events. take: takes each opening.
    """

    def __init__(self, app: QGuiApplication, take: Callable[[Opening], None]) -> None:
        super().__init__(app)
        self._take = take
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.FileOpen or not isinstance(event, QFileOpenEvent):
            return False
        word = event.file() or event.url().toString()
        try:
            opening = read_opening([word], Path.home())
        except ReaderError as error:
            log.info("an opening was refused: %s", error.kind)
            opening = Opening(problem=error)
        self._take(opening)
        return True
