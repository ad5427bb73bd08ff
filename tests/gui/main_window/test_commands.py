"""The command table, the actions made of it, the rail, the dialogs."""

from __future__ import annotations

import collections

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow

from reader.commands import ARTICLE, COMMANDS, EVERYWHERE, MENUS, READING, SUBMENUS, VARIANTS
from reader.core.errors import ReaderError
from reader.gui.dialogs.crash_dialog import CrashDialog
from reader.gui.dialogs.notices import Notices
from reader.gui.dialogs.placed_notices import ErrorNotice
from reader.gui.keyboard.actions import Actions, join_handlers
from reader.gui.keyboard.keymap import CONTEXTS, contexts_of
from reader.gui.sidebar.sidebar import Sidebar
from reader.gui.widgets.pane_layout import SIDEBAR_COMPACT, Layout, layout_for
from tests.gui.support.screen import screen


def test_every_row_is_sound():
    for command in COMMANDS.values():
        assert command.text
        assert command.scope in (EVERYWHERE, ARTICLE, READING)
        assert command.menu in ("", *MENUS)
        for keys in command.keys:
            assert not QKeySequence(keys).isEmpty(), keys
            assert QKeySequence(keys).toString() in (keys, "Ctrl++", "Ctrl+="), keys
    assert set(SUBMENUS) | set(SUBMENUS.values()) <= set(MENUS)


def test_no_key_means_two_things():
    for context in CONTEXTS:
        there = [command for command in COMMANDS.values() if context in contexts_of(command)]
        keys = collections.Counter(key for command in there for key in command.keys)
        assert [key for key, count in keys.items() if count > 1] == []
        starts = {key.split(",")[0] for key in keys if "," in key}
        assert not starts & {key for key in keys if "," not in key}


def test_every_variant_has_keys_of_a_command_and_somebody_who_runs_it(open_window):
    window = open_window()
    assert {variant.command for variant in VARIANTS.values()} <= set(COMMANDS)
    assert set(VARIANTS) <= set(screen(window).handlers)


def test_a_command_has_one_handler_and_a_handler_a_command():
    assert set(join_handlers({"undo": bool}, {"redo": bool})) == {"undo", "redo"}
    with pytest.raises(ValueError, match=r"two handlers for \['undo'\]"):
        join_handlers({"undo": bool, "redo": bool}, {"undo": int})
    with pytest.raises(ValueError, match=r"no command for \['undone'\]"):
        join_handlers({"undone": bool})


def test_every_command_can_be_reached():
    assert [c.id for c in COMMANDS.values() if not c.keys and not c.menu] == []


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    made.setCentralWidget(QLineEdit())
    made.show()
    return made


def actions_of(window, handlers):
    made = Actions(window, Notices(window))
    made.serve(handlers)
    return made


def test_actions_run_handlers_and_show_their_errors(window, qtbot):
    ran = []

    def fail():
        raise ReaderError("disk-full")

    actions = actions_of(window, {"article.favourite": lambda: ran.append(1), "article.archive": fail})
    actions["article.favourite"].trigger()
    assert ran == [1]
    actions["article.archive"].trigger()
    notice = window.findChild(ErrorNotice)
    assert notice.accessibleName().startswith("The disk is full.")
    assert "Free some space" in notice.accessibleName()


def test_letters_reach_a_text_field_first(window, qtbot):
    ran = []
    actions_of(window, {"article.favourite": lambda: ran.append(1)})
    field = window.centralWidget()
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_S)
    assert (field.text(), ran) == ("s", [])
    field.setReadOnly(True)
    field.clearFocus()
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_S)
    assert ran == [1]


def test_scopes_switch_their_commands_off(window):
    actions = actions_of(window, {"article.favourite": list, "translation.flip": list})
    actions.enable_scope(READING, False)
    assert actions["article.favourite"].isEnabled()
    assert not actions["translation.flip"].isEnabled()


def test_article_menu_fits_where_the_article_is(window):
    names = ("article.trash", "article.restore", "article.open", "article.archive")
    actions = actions_of(window, dict.fromkeys(names, list))
    kept = [a.data() for a in actions.article_menu(window, trashed=False).actions()]
    trashed = [a.data() for a in actions.article_menu(window, trashed=True).actions()]
    assert kept == ["article.open", "article.archive", "article.trash"]
    assert trashed == ["article.restore", "article.open"]


def test_questions_do_it_only_when_accepted(window, qtbot):
    done, notices = [], Notices(window)
    for accept in (False, True):
        notices.ask("Delete?", "For good.", "Delete", lambda: done.append(1))
        box = QApplication.activeModalWidget()
        button = next(b for b in box.buttons() if (b.text().replace("&", "") == "Delete") is accept)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert len(done) == int(accept)


def test_a_crash_is_shown_once_with_its_details(window, qtbot):
    notices = Notices(window)
    notices.crash(ValueError("broken"))
    box = QApplication.activeModalWidget()
    assert isinstance(box, CrashDialog)
    shown = box.text.toPlainText()
    assert "ValueError" in shown and "broken" not in shown, "an error's own words may quote what is read"
    qtbot.mouseClick(box.copy_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == shown
    box.close()
    notices.crash(ValueError("again"))
    assert not [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window]


@pytest.fixture
def sidebar(qtbot):
    made = Sidebar()
    qtbot.addWidget(made)
    made.resize(216, 700)
    made.show()
    return made


def test_sidebar_counts_and_names(sidebar):
    sidebar.set_counts({"unread": 12, "favourites": 4, "archive": 3, "all": 38, "trash": 2})
    spoken = [item.data(Qt.ItemDataRole.AccessibleTextRole) for item in sidebar._items()]
    assert spoken == ["Unread, 12", "Favourites, 4", "Archive", "All articles, 38", "Notes", "Trash"]


def test_sidebar_chooses_and_shows_without_choosing(sidebar, qtbot):
    with qtbot.assertNotEmitted(sidebar.view_chosen):
        sidebar.set_view("archive")
    assert sidebar.views.currentItem().text() == "Archive"
    with qtbot.waitSignal(sidebar.view_chosen) as told:
        qtbot.keyClick(sidebar.views, Qt.Key.Key_Down)
    assert told.args == ["all"]
    with qtbot.waitSignal(sidebar.view_chosen) as told:
        qtbot.keyClick(sidebar.views, Qt.Key.Key_Down)
    assert told.args == ["notes"]
    with qtbot.waitSignal(sidebar.view_chosen) as told:
        qtbot.keyClick(sidebar.views, Qt.Key.Key_Down)
    assert told.args == ["trash"]


def test_trash_stands_at_the_bottom(sidebar):
    trash = sidebar.views.visualItemRect(sidebar._items()[-1])
    assert sidebar.views.viewport().height() - trash.bottom() < 8
    sidebar.resize(216, 320)
    assert sidebar.views.visualItemRect(sidebar._items()[-1]).bottom() <= sidebar.views.viewport().height()


def test_compact_sidebar_is_icons_with_tooltips(sidebar):
    sidebar.set_compact(True)
    assert sidebar.width() == SIDEBAR_COMPACT
    assert sidebar._items()[0].toolTip() == "Unread"
    sidebar.set_compact(False)
    assert sidebar._items()[0].toolTip() == ""


def test_offline_is_said_once(sidebar):
    assert not sidebar._status.isVisible()
    sidebar.set_offline(True)
    assert sidebar._status.words.text() == "Offline · all features work"
    assert sidebar._status.isVisible()


def _ink(widget):
    """The first and last column in px of what is painted on the ground of a widget, below its hairline."""
    image = widget.grab().toImage()
    ground = image.pixelColor(1, image.height() - 1)
    rows = range(4, image.height())
    columns = [x for x in range(image.width()) if any(image.pixelColor(x, y) != ground for y in rows)]
    return columns[0], columns[-1]


@pytest.mark.parametrize(
    ("because", "why"),
    [
        ("read-only", "nothing can be written"),
        ("disk-full", "the disk is full"),
        ("library-damaged", "the library is damaged"),
    ],
)
def test_why_the_library_is_for_reading_only_stays_said(sidebar, because, why):
    sidebar.set_read_only(because)
    assert sidebar._status.isVisible() and why in sidebar.told and "again" in sidebar.told
    assert sidebar._status.findChildren(QLabel)[0].accessibleName() == sidebar.told
    sidebar.set_read_only("")
    assert not sidebar.told and not sidebar._status.isVisible()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_lock_stands_in_the_middle_of_a_compact_sidebar(sidebar, direction):
    sidebar.setLayoutDirection(direction)
    sidebar.set_read_only("read-only")
    sidebar.set_compact(True)
    first, last = _ink(sidebar._status)
    assert last - first < 20 and abs(first + last - SIDEBAR_COMPACT) <= 2, "the icon alone, in the middle"
    assert sidebar._status.toolTip().startswith("For reading only: nothing can be written")
    sidebar.set_compact(False)
    first, last = _ink(sidebar._status)
    edge = first if direction == Qt.LayoutDirection.LeftToRight else sidebar._status.width() - 1 - last
    assert 15 <= edge <= 20, "below the icons of the views"


@pytest.mark.parametrize(
    ("width", "layout"),
    [(400, "narrow"), (719, "narrow"), (720, "compact"), (1099, "compact"), (1100, "wide")],
)
def test_layout_by_width(width, layout):
    assert layout_for(width) == Layout(layout)
