"""GUI tests run without a display; every test gets the bundled fonts."""

from __future__ import annotations

import contextlib
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from tests.gui.support.slow_computer import SLOW, slow_down
from tests.support.limits import LIMIT_MS

_SOON = 20
"""ms instead of about a second."""


@pytest.fixture(autouse=True)
def _bundled_fonts(qapp):
    from reader.gui.application.clipboard import settle_clipboard
    from reader.gui.theme.fonts import load_fonts

    load_fonts()
    yield
    settle_clipboard()


@pytest.fixture(autouse=True)
def _no_desktop(monkeypatch):
    """The desktop of whoever runs the tests hears nothing of them."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)


@pytest.fixture(autouse=True)
def _as_found(qapp, _bundled_fonts):
    """Each test finds the whole program's theme, language, direction and mouse as any other does."""
    from PySide6.QtCore import QLocale, Qt, QTranslator

    from reader.gui.theme.motion import MOTION
    from reader.gui.theme.theme import apply, load_theme
    from tests.gui.support.released_mouse import release_mouse

    apply(qapp, load_theme("light"))
    yield
    MOTION.by_option = MOTION.by_qt = MOTION.by_desktop = False
    release_mouse()
    for translator in qapp.findChildren(QTranslator, options=Qt.FindChildOption.FindDirectChildrenOnly):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(QLocale.c())
    if qapp.isRightToLeft():
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


if SLOW:

    @pytest.fixture(autouse=True)
    def _slow_computer(_as_found):
        with pytest.MonkeyPatch.context() as patch:
            slow_down(patch)
            yield


@pytest.fixture
def theme():
    from reader.gui.theme.theme import load_theme

    return load_theme("light")


@pytest.fixture
def pane(qtbot, qapp, theme):
    """A reading pane as wide as in the default window."""
    from reader.gui.theme.theme import apply
    from tests.gui.support.translated_pane import translated_pane

    apply(qapp, theme)
    made = translated_pane()
    qtbot.addWidget(made)
    made.resize(833, 868)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def steady_clock(monkeypatch):
    """Each slice of what is written holds as much on every machine; see `counting.SteadyClock`."""
    from reader.gui.article_view import document_builder, incremental_builder
    from reader.gui.reading import article_presenter
    from tests.gui.support.counting import SteadyClock

    clock = SteadyClock()
    for module in (article_presenter, document_builder, incremental_builder):
        monkeypatch.setattr(module, "time", clock)


@pytest.fixture
def work(pane, steady_clock):
    """Counts what is laid out and called in each event while `with work:` is open; see `counting.Work`."""
    from tests.gui.support.counting import Work

    return Work(pane.view.document)


@pytest.fixture
def open_window(qapp, qtbot, tmp_path):
    """Open the real window on a library below `tmp_path`; every window is shut down afterwards.

    What was saved stays in the tray, and what is said at the foot until something else is: on a slow machine
    they would leave before the test has looked at them. A window's place is written soon, and what that
    writes to the library's folder looked at soon: no window is at rest before.
    `open_window.end(window)` shuts one down sooner: every change of theme polishes all that there are.
    """
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QGuiApplication

    from reader.core.errors import ReaderError
    from reader.gui.application.interface_language import InterfaceLanguage
    from reader.gui.background import library_watch, write_timer
    from reader.gui.dialogs import placed_notices
    from reader.gui.keyboard import pending_key_hint
    from reader.gui.main_window import construction
    from reader.gui.widgets import action_item
    from reader.settings.paths import library_paths
    from reader.settings.store import Settings
    from tests.support.libraries import make_empty

    language = InterfaceLanguage(qapp)
    windows = []

    def open_one(folder="library", ready=True, size=(1440, 900), **chosen):
        paths = library_paths(str(tmp_path / folder))
        settings = Settings(paths.settings)
        if paths.moved_from is not None:  # as `app` does
            settings.keep_with(paths.root)
        for key, value in {
            "welcomed": True,
            "sample_added": True,
            "interface_language": "en",
            **chosen,
        }.items():
            settings.hold(key, value)
        with contextlib.suppress(ReaderError):  # the disk is away: it holds until the end
            settings.save()
        # Else a new library is what is looked at, or one whose file got lost.
        if settings.flag("welcomed") and not paths.backups.exists() and paths.moved_from is None:
            make_empty(paths.root)
        window = construction.open_window(paths, settings, language)
        window.resize(*size)
        windows.append(window)
        window.show()
        if ready:
            with qtbot.waitSignal(window.library_opened):
                pass
        return window

    def end(window):
        windows.remove(window)
        window.shut_down()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    open_one.end = end
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(write_timer, "REST", _SOON)
        patch.setattr(library_watch, "_REST", _SOON)
        patch.setattr(action_item, "LEAVE_AFTER", 10 * LIMIT_MS)
        patch.setattr(pending_key_hint, "BRIEFLY", 10 * LIMIT_MS)
        patch.setattr(placed_notices, "PASSES_AFTER", 10 * LIMIT_MS)
        yield open_one
    for window in list(windows):
        end(window)
    language.set("en")
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def filled(tmp_path):
    """The library that windows are opened on has the articles of `fill_library`; their ids, newest first."""
    from reader.settings.paths import LibraryPaths
    from tests.gui.support.reading_library import fill_library

    return fill_library(LibraryPaths(tmp_path / "library"))


@pytest.fixture
def open_reading(filled, open_window, qtbot):
    """Open the window on that library with the newest article on screen and the focus in it."""
    from tests.gui.support.screen import screen

    def open_one(**chosen):
        window = open_window(**{"reduce_motion": True, **chosen})
        on_screen = screen(window)
        on_screen.open_article(filled[0], with_focus=True)
        qtbot.waitUntil(lambda: on_screen.article_id > 0)
        qtbot.waitUntil(on_screen.view.hasFocus)
        return window

    return open_one
