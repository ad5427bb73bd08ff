"""Another theme or language reaches all of the real window, what is hidden, open or made afterwards too."""

from __future__ import annotations

import shutil
from itertools import cycle

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from reader.core.errors import ReaderError
from reader.core.marks import Colour
from reader.gui.background.save_entry import SaveState
from reader.gui.saving.add_link_dialog import AddLinkDialog
from reader.gui.theme.theme import THEMES, apply, load_theme
from reader.gui.theme.themed_widget import ThemedWidget
from reader.services.library.annotate_article import Passage, mark_passage
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library, translated_rich
from tests.gui.support.screen import screen
from tests.gui.support.shown_save import show_save
from tests.gui.support.shown_texts import texts_in, texts_only_in

OPEN = ["article", "settings", "keys", "palette", "help", "notes", "export", "link"]


@pytest.fixture
def full_window(open_window, qtbot, tmp_path):
    """Opens a window with an article on screen, saves in the tray, marks in the notes, and one thing more.

    Each has a copy of one library: the notes say at what minute they were made.
    """
    marked = LibraryPaths(tmp_path / "marked")
    ids = fill_library(marked)
    with LibrarySession.open(marked) as session:
        mark_passage(session, ids[0], Passage("fr", "b91", 0, 0, 7, "Dernier"), Colour.ROSE, "à voir")

    def make(opened, folder="library", **chosen):
        shutil.copytree(marked.root, tmp_path / folder)
        window = open_window(folder, reduce_motion=True, **chosen)
        screen(window).open_article(ids[0])
        qtbot.waitUntil(lambda: screen(window).article_id == ids[0])
        show_another_language_than(screen(window).settings.text("interface_language"), window)
        for number, (state, error) in enumerate(
            ((SaveState.FAILED, ReaderError("offline")), (SaveState.RUNNING, None))
        ):
            show_save(screen(window).save_tray, f"https://lebrief.ma/{number}", state=state, error=error)
        open_more(window, opened)
        if opened == "notes":
            page = screen(window).notes_page
            qtbot.waitUntil(lambda: len(page.list.notes.rows) == 1)
        qtbot.settle(window)
        return window

    return make


def open_more(window, opened):
    layers, notes = screen(window).overlays, screen(window).notes
    if opened in ("settings", "keys"):
        layers.open_settings("keyboard" if opened == "keys" else "appearance")
        page = layers.shown.body.keys
        if page is not None:
            page.complete()
    elif opened == "palette":
        layers.open_palette()
    elif opened == "help":
        layers.open_help()
    elif opened == "notes":
        notes.toggle_panel()
        screen(window).show_view("notes")
    elif opened == "export":
        screen(window).actions["article.export"].trigger()
    elif opened == "link":
        AddLinkDialog(window).open()


def undressed(window):
    """Themed widgets of the whole program that show other colours than those of the theme in force."""
    themed = [w for w in QApplication.allWidgets() if isinstance(w, ThemedWidget)]
    assert len(themed) > 80
    return [w for w in themed if w._drawn_in is not screen(window).theme]


@pytest.mark.parametrize(("opened", "between"), list(zip(OPEN, cycle(("sepia", "contrast")), strict=False)))
def test_every_widget_is_drawn_in_the_theme_in_force_and_as_if_opened_in_it(
    full_window, open_window, qtbot, opened, between
):
    window = full_window(opened, "fresh", theme="dark")
    fresh = picture(window, qtbot)
    open_window.end(window)
    window = full_window(opened, theme="light")
    for theme in (between, "dark"):
        assert picture(window, qtbot) != fresh
        screen(window).options.theme(theme)
        assert screen(window).theme.name == theme
        assert undressed(window) == []
        qtbot.settle(window)
        assert undressed(window) == []
    assert picture(window, qtbot) == fresh


def picture(window, qtbot):
    window.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.settle(window)
    return window.grab().toImage()


@pytest.mark.parametrize("opened", OPEN)
def test_no_text_of_the_language_before_is_left(full_window, qtbot, opened):
    window = full_window(opened, interface_language="en")
    texts = texts_in(window)
    for was, now in (("en", "fr"), ("fr", "en"), ("en", "ar"), ("ar", "fr")):
        assert len(texts_only_in(was, now, texts)) > 100, "what is looked for is there before"
        show_another_language_than(was, window)
        screen(window).options.language(now)
        qtbot.settle(window)
        texts = texts_in(window)
        assert texts_only_in(was, now, texts) == []
    assert len(texts_only_in(now, was, texts)) > 100
    open_more(window, "settings")
    qtbot.settle(window)
    assert texts_only_in(was, now, texts_in(window)) == []


def show_another_language_than(interface, window):
    """The article in another language than the interface: else its text would say what the interface says."""
    target = "en" if interface != "en" else "ar"
    screen(window).pane_translation.done(target, translated_rich(target))
    screen(window).reading_pane.show_language(target)


@pytest.mark.parametrize("name", THEMES)
def test_what_is_made_after_the_change_is_in_the_theme_in_force(full_window, qapp, name):
    window = full_window("article", theme="light")
    apply(qapp, load_theme(name))
    for opened in OPEN:
        open_more(window, opened)
    assert undressed(window) == []


class Box(ThemedWidget, QFrame):
    """Counts what it is told."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.told = []
        kinds = QEvent.Type
        for kind in (
            kinds.PaletteChange,
            kinds.StyleChange,
            kinds.LanguageChange,
            kinds.LayoutDirectionChange,
        ):
            QCoreApplication.sendEvent(self, QEvent(kind))  # what Qt tells of before the widget is whole
        self.ready = True

    def apply_theme(self):
        assert self.ready
        self.told.append(self.theme.name)

    def retranslate(self):
        assert self.ready
        self.told.append("language")


class LargerBox(Box):
    """Has more to do than what it is built on."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.larger = True

    def apply_theme(self):
        assert self.larger
        super().apply_theme()


@pytest.mark.parametrize("kind", [Box, LargerBox])
@pytest.mark.parametrize("place", ["shown", "hidden", "alone"])
def test_a_change_is_told_once_and_what_is_none_is_not(qapp, qtbot, kind, place):
    whole = QWidget()
    qtbot.addWidget(whole)
    box = kind(None if place == "alone" else whole)
    qtbot.addWidget(box)
    if place == "shown":
        whole.show()
    assert box.told == ["light", "language"], "once made"
    box.told.clear()
    apply(qapp, load_theme("light"))
    box.setStyleSheet("border: none;")
    box.setPalette(with_an_accent(box))
    box.setProperty("kind", "hairline")
    box.style().polish(box)
    assert box.told == []
    apply(qapp, load_theme("dark"))
    assert box.told == ["dark"]
    box.setStyleSheet("")
    apply(qapp, load_theme("light"))
    assert box.told == ["dark", "light"]


def with_an_accent(widget):
    made = widget.palette()
    made.setColor(made.ColorRole.Window, load_theme("dark").color("accent"))
    return made


def test_icons_turn_round_with_the_direction(full_window, qtbot):
    window = full_window("article", interface_language="en")
    button = screen(window).list_header.drawer
    before = button.icon().pixmap(20, 20).toImage()
    screen(window).options.language("ar")
    assert button.icon().pixmap(20, 20).toImage() == before.flipped(Qt.Orientation.Horizontal)
    screen(window).options.language("en")
    assert button.icon().pixmap(20, 20).toImage() == before


def test_the_place_is_held_and_the_text_is_written_once(full_window, monkeypatch):
    window = full_window("article", theme="light")
    pane, built = screen(window).reading_pane, []
    written = pane.view.show_document
    monkeypatch.setattr(pane.view, "show_document", lambda *a, **n: (built.append(a), written(*a, **n)))
    spot = QPoint(pane.view.viewport().width() // 2, 300)
    before = pane.view.cursorForPosition(spot).position()
    screen(window).options.theme("dark")
    assert len(built) == 1
    assert pane.view.cursorForPosition(spot).position() == before
