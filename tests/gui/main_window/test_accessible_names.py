"""Every button, field and row of every dialog, panel and page has a name for screen readers."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDialog

from reader.settings.paths import LibraryPaths
from tests.gui.main_window.test_accessible_tree import ACTIVE, name, shown
from tests.gui.support.every_place import every_place
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen

Role = QAccessible.Role
USED = ACTIVE | {Role.Table, Role.Tree, Role.ButtonMenu, Role.ButtonDropDown, Role.PageTab, Role.MenuItem}


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


def test_dialogs_panels_and_pages_name_what_can_be_used(window, qtbot):
    found = {
        place: [each for top in tops for each in nameless(top)] for place, tops in every_place(window, qtbot)
    }
    assert {place: without for place, without in found.items() if without} == {}
