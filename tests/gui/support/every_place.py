"""Every dialog, panel and page of a window, one after the other, as commands open them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from reader.gui.settings.page_list import PageList
from tests.gui.support.screen import screen

DIALOGS = (
    *("article.add", "article.repair", "article.language", "article.menu", "contents.open", "window.menu"),
    *("backup.open", "library.check", "import.reports", "storage.open", "catalogue.serve", "trash.empty"),
    *("models.open", "server.open", "glossary.open", "queue.open", "feeds.follow"),
    *("sync.open", "article.tags", "site.export", "device.export", "vault.export"),
    *("companion.open", "about.open", "guide.open"),
)
OVERLAYS = ("settings.open", "palette.open", "help.open", "edition.export", "article.export")
PLACES = (
    *("search.open", "find.open", "notes.panel", "view.notes", "view.latest", "view.feeds", "view.trash"),
    "note.highlight",
)


def opened(window):
    """The windows beside the main one."""
    tops = (top for top in QApplication.topLevelWidgets() if top.isVisible() and top is not window)
    return [top for top in tops if top.inherits("QDialog") or isinstance(top, QMenu) or top.isWindow()]


def every_place(window, qtbot):
    """Open one after the other; gives what each is called and the widgets that it is in, at rest."""
    yield from _dialogs(window, qtbot)
    for command in OVERLAYS:
        yield from _overlay(window, qtbot, command)
    for command in PLACES:
        screen(window).actions.run(command)
        qtbot.settle(window)
        yield command, [window]
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)


def _dialogs(window, qtbot):
    for command in DIALOGS:
        assert screen(window).actions.run(command), command
        qtbot.waitUntil(lambda: bool(opened(window)))
        qtbot.settle(window)
        yield command, opened(window)
        for top in opened(window):
            top.close()
        qtbot.waitUntil(lambda: not opened(window))


def _overlay(window, qtbot, command):
    on_screen = screen(window)
    assert on_screen.actions.run(command), command
    qtbot.waitUntil(lambda: on_screen.overlay is not None)
    qtbot.settle(window)
    if command == "settings.open":
        pages = on_screen.overlay.findChild(PageList)
        for number in range(pages.count()):
            pages.setCurrentRow(number)
            qtbot.settle(window)
            yield f"settings {number}", [window]
    yield command, [window]
    on_screen.overlay.close_overlay()
    qtbot.waitUntil(lambda: on_screen.overlay is None)
