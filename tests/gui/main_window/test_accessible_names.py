"""Every button, field and row of every dialog, panel and page has a name for screen readers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from reader.gui.settings.page_list import PageList
from reader.settings.paths import LibraryPaths
from tests.gui.main_window.test_accessible_tree import ACTIVE, name, shown
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen

Role = QAccessible.Role
USED = ACTIVE | {Role.Table, Role.Tree, Role.ButtonMenu, Role.ButtonDropDown, Role.PageTab, Role.MenuItem}

DIALOGS = (
    *("article.add", "article.repair", "article.language", "article.menu", "contents.open", "window.menu"),
    *("backup.open", "library.check", "import.reports", "storage.open", "catalogue.serve", "trash.empty"),
    *("models.open", "server.open", "glossary.open", "queue.open", "feeds.follow"),
    *("companion.open", "about.open", "guide.open"),
)
OVERLAYS = ("settings.open", "palette.open", "help.open", "edition.export", "article.export")
PLACES = ("search.open", "find.open", "notes.panel", "view.notes", "view.latest", "view.feeds", "view.trash")


@pytest.fixture
def window(open_window, tmp_path, qtbot):
    article = fill_library(LibraryPaths(tmp_path / "library"))[0]
    made = open_window(reduce_motion=True)
    screen(made).open_article(article, with_focus=True)
    qtbot.waitUntil(lambda: screen(made).article_id == article)
    return made


def nameless(top):
    """What can be used below a window or dialog and has no name."""
    found = QAccessible.queryAccessibleInterface(top)
    # A list in the text of an article is read, not used.
    used = [p for p in shown(found) if p.role() in USED and p.parent().role() is not Role.Document]
    without = [part for part in used if not name(part)]
    own = [top] if isinstance(top, QDialog) and not (name(found) or top.windowTitle()) else []
    return [(part.role(), part.object(), part.parent().role()) for part in without] + own


def opened(window):
    """The windows beside the main one."""
    tops = (top for top in QApplication.topLevelWidgets() if top.isVisible() and top is not window)
    return [top for top in tops if top.inherits("QDialog") or isinstance(top, QMenu) or top.isWindow()]


def test_dialogs_panels_and_pages_name_what_can_be_used(window, qtbot):
    on_screen = screen(window)
    found = {}
    for command in DIALOGS:
        assert on_screen.actions.run(command), command
        qtbot.waitUntil(lambda: bool(opened(window)))
        qtbot.settle(window)
        found[command] = [each for top in opened(window) for each in nameless(top)]
        for top in opened(window):
            top.close()
        qtbot.waitUntil(lambda: not opened(window))
    for command in OVERLAYS:
        assert on_screen.actions.run(command), command
        qtbot.waitUntil(lambda: on_screen.overlay is not None)
        qtbot.settle(window)
        if command == "settings.open":
            pages = on_screen.overlay.findChild(PageList)
            for number in range(pages.count()):
                pages.setCurrentRow(number)
                found[f"settings {number}"] = nameless(window)
        found[command] = nameless(window)
        on_screen.overlay.close_overlay()
        qtbot.waitUntil(lambda: on_screen.overlay is None)
    for command in PLACES:
        on_screen.actions.run(command)
        qtbot.settle(window)
        found[command] = nameless(window)
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    assert {place: without for place, without in found.items() if without} == {}
