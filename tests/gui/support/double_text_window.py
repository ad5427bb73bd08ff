"""A program that opens the window where the desktop's text is twice as large, and looks what has no room.

    python -m tests.gui.support.double_text_window LIBRARY LANGUAGE

The screen of 1280 × 800 is one of 640 × 400 then; every page, dialog, panel and menu is opened on it. What is
wider or higher than the screen, cut, or scrolls sideways goes to standard output as JSON; with
`KEEP_PICTURES` in the environment, pictures of all go to that folder.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QLineEdit, QMenu, QWidget

from reader.app import make_application
from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.main_window.construction import open_window
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.every_place import every_place
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.patient_bot import PatientBot

FRAME = (16, 48)
"""px that the desktop's frame and title bar take."""


class _Bot(PatientBot):
    """Without pytest, which would have given the bot its event loop."""

    def wait(self, ms: int) -> None:
        QTest.qWait(ms)


def without_room(top: QWidget) -> list[str]:
    """What of a window does not fit: one line each."""
    found = _too_large(top)
    for part in top.findChildren(QWidget):
        if not part.isVisible():
            continue
        if isinstance(part, QAbstractScrollArea) and part.horizontalScrollBar().maximum() > 0:
            found.append(f"{type(part).__name__} {part.accessibleName()} scrolls sideways")
        elif isinstance(part, QAbstractButton | QLabel) and part.text():
            found += [f"{type(part).__name__} “{part.text()}” {fault}" for fault in _faults(part, top)]
        elif isinstance(part, QLineEdit) and part.height() < part.minimumSizeHint().height():
            found.append(f"{part.accessibleName()} is too low")
    return found


def _too_large(top: QWidget) -> list[str]:
    room, frame = top.screen().availableSize(), (0, 0) if isinstance(top, QMenu) else FRAME
    if top.width() <= room.width() - frame[0] and top.height() <= room.height() - frame[1]:
        return []
    return [f"{type(top).__name__} is {top.width()} × {top.height()}"]


def _faults(part: Any, top: QWidget) -> list[str]:
    found = []
    scrolled = _is_scrolled(part, top)
    if scrolled and part.visibleRegion().isEmpty():
        return []  # it has its place once it comes near
    if not scrolled and part.visibleRegion().boundingRect() != part.rect():
        found.append("is partly hidden")
    wraps = isinstance(part, QLabel) and part.wordWrap()
    if wraps and part.heightForWidth(part.width()) > part.height():
        found.append("lacks a line")
    if not wraps and part.minimumSizeHint().width() > part.width():
        found.append("is cut")
    return found


def _is_scrolled(part: QWidget, top: QWidget) -> bool:
    around = part.parentWidget()
    while around is not None and around is not top:
        if isinstance(around, QAbstractScrollArea):
            return True
        around = around.parentWidget()
    return False


def main(folder: str, code: str) -> None:
    """Open everything; see the module."""
    paths, app = LibraryPaths(Path(folder)), make_application()
    article = fill_library(paths)[0]
    settings = Settings(paths.settings)
    for key in ("welcomed", "sample_added", "reduce_motion"):
        settings.set(key, True)
    settings.set("interface_language", code)
    window = open_window(paths, settings, InterfaceLanguage(app))
    bot, on, found = _Bot(SimpleNamespace()), screen(window), {}

    def look(place: str, tops: list[Any]) -> None:
        bot.settle(window)
        for number, top in enumerate(tops):
            found[place] = found.get(place, []) + without_room(top)
            if kept := os.environ.get("KEEP_PICTURES"):
                top.grab().save(f"{kept}/{code}-{place.replace(' ', '-')}-{number}.png")

    window.show()
    bot.waitUntil(lambda: bool(on.summaries))
    look("list", [window])
    on.panes.open_drawer()
    look("drawer", [window])
    on.panes.close_drawer()
    on.open_article(article, with_focus=True)
    bot.waitUntil(lambda: on.article_id == article)
    look("article", [window])
    bar = on.view.verticalScrollBar()
    for share in (0.6, 0.8, 1):
        bar.setValue(round(bar.maximum() * share))
        look(f"end {share}", [window])
    for place, tops in every_place(window, bot):
        look(place, tops)
    on.show_welcome(True, None)
    look("welcome", [window])
    ratio, size = window.devicePixelRatioF(), window.screen().size()
    print(
        json.dumps({"ratio": ratio, "screen": size.toTuple(), "found": {k: v for k, v in found.items() if v}})
    )
    window.shut_down()


if __name__ == "__main__":
    main(*sys.argv[1:])
