"""At home on the desktop: place and size, tray, notifications, the clipboard's offer, the Dock, scale."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QSystemTrayIcon, QWidget

from reader.core.model import TextView
from reader.gui.application.open_events import OpenEvents
from reader.gui.background.library_controller import LibraryController
from reader.gui.main_window.window_geometry import SIZE, first_size, within_reach
from reader.gui.reading.article_content import DONE
from reader.services.desktop.open_request import Opening
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT

SCREEN = QRect(0, 0, 1366, 728)
BESIDE = QRect(1366, 0, 1920, 1040)


@pytest.mark.parametrize(
    ("place", "screens", "kept"),
    [
        (QRect(40, 40, 1000, 600), [SCREEN], True),
        (QRect(1400, 100, 1000, 700), [SCREEN, BESIDE], True),
        (QRect(1400, 100, 1000, 700), [SCREEN], False),  # its screen was unplugged
        (QRect(-2000, 100, 1000, 700), [SCREEN], False),
        (QRect(40, 900, 1000, 700), [SCREEN], False),
        (QRect(1300, 100, 1000, 700), [SCREEN], False),  # a sliver that nobody can take hold of
        (QRect(-800, 20, 1000, 600), [SCREEN], True),
    ],
)
def test_a_window_comes_back_where_it_can_be_reached(place, screens, kept):
    put = within_reach(place, screens)
    assert (put == place) is kept
    assert any(screen.contains(put) for screen in screens) or kept


def test_the_first_window_fits_on_a_small_screen():
    assert first_size(QSize(3840, 2160)) == QSize(*SIZE)
    small = first_size(QSize(1366, 728))
    assert small.width() < 1366 and small.height() < 728


def test_place_view_and_article_come_back(open_window, qtbot, article_url):
    window = open_window(size=(1100, 700))
    on_screen = screen(window)
    on_screen.give_links([article_url])
    qtbot.waitUntil(lambda: bool(on_screen.summaries))
    first = on_screen.summaries[0].id
    on_screen.show_view("all")
    on_screen.open_article(first)
    qtbot.waitUntil(lambda: on_screen.article_id == first)
    window.setGeometry(60, 50, 900, 640)
    window.shut_down()

    again = open_window()
    qtbot.waitUntil(lambda: screen(again).article_id == first)
    assert screen(again).library.view == "all"
    kept = Settings(screen(again).paths.settings)
    assert kept.text("geometry") and kept.number("last_article") == first


def test_the_article_is_kept_while_it_is_on_screen(open_window, qtbot, article_url):
    """Not at the close alone, which a kill leaves out."""
    on_screen = screen(open_window())
    on_screen.give_links([article_url])
    qtbot.waitUntil(lambda: bool(on_screen.summaries))
    first = on_screen.summaries[0].id
    on_screen.open_article(first)
    qtbot.waitUntil(lambda: on_screen.article_id == first)
    qtbot.waitUntil(lambda: Settings(on_screen.paths.settings).number("last_article") == first)


def test_the_last_article_comes_back_in_the_language_it_was_read_in(open_window, qtbot, article_url):
    window = open_window()
    on_screen = screen(window)
    on_screen.give_links([article_url])
    qtbot.waitUntil(lambda: bool(on_screen.summaries))
    first = on_screen.summaries[0].id
    on_screen.open_article(first)
    qtbot.waitUntil(lambda: on_screen.article_id == first)
    on_screen.reading_pane.choose_language("en")
    qtbot.waitUntil(lambda: on_screen.article_content.state("en").status == DONE)
    for view in (TextView.TRANSLATION, TextView.SIDE_BY_SIDE, TextView.ORIGINAL):
        if view is TextView.ORIGINAL:
            on_screen.reading_pane.choose_language("fr")  # a look at the original (`O`) would not be kept
        else:
            on_screen.reading_pane.choose_view(view)
        language = on_screen.reading_pane.language
        window.shut_down()
        window = open_window()
        on_screen = screen(window)
        qtbot.waitUntil(lambda: on_screen.article_id == first)  # noqa: B023
        assert (on_screen.reading_pane.language, on_screen.reading_pane.text_view) == (language, view)
    assert language == "fr"


def test_the_last_article_comes_back_though_the_library_opens_slowly(
    open_window, qtbot, article_url, site, monkeypatch
):
    window = open_window()
    on_screen = screen(window)
    for count, url in enumerate((article_url, site.url("/parlement-la-diplomatie-de-lombre/")), 1):
        on_screen.give_links([url])
        qtbot.waitUntil(lambda count=count: len(on_screen.summaries) == count)
    last = on_screen.summaries[1].id
    on_screen.open_article(last)
    qtbot.waitUntil(lambda: on_screen.article_id == last)
    window.shut_down()

    real = LibraryController.open  # slower than a card must be current to be opened
    monkeypatch.setattr(
        LibraryController, "open", lambda self: QTimer.singleShot(500, self, lambda: real(self))
    )
    again = open_window()
    qtbot.waitUntil(lambda: screen(again).article_id != 0)
    assert screen(again).article_id == last, "the focus alone opened the first card"


@pytest.fixture
def tray(monkeypatch):
    """A desktop with a tray; the icon is the real one."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    yield
    QGuiApplication.setQuitOnLastWindowClosed(True)


def test_with_a_tray_icon_closing_hides_and_the_menu_quits(open_window, qtbot, tray):
    window = open_window(tray_icon=True)
    on_screen = screen(window)
    assert on_screen.tray_icon.shown
    window.close()
    assert not window.isVisible() and on_screen.session is not None
    menu = on_screen.tray_icon._menu
    entries = {action.text(): action for action in menu.actions() if action.text()}
    assert list(entries) == ["Open Liseuse", "Add link from the clipboard", "Quit"]
    entries["Open Liseuse"].trigger()
    assert window.isVisible()
    window.close()
    on_screen.options.set("tray_icon", False)
    assert window.isVisible() and not on_screen.tray_icon.shown, "nothing else would bring it back"
    window.close()
    assert on_screen.session is None, "without the icon, closing ends it"


def test_no_tray_icon_unless_it_is_wanted_and_there_is_a_tray(open_window, tray, monkeypatch):
    assert not screen(open_window()).tray_icon.shown
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: False))
    assert not screen(open_window("other", tray_icon=True)).tray_icon.shown


class CopiedElsewhere:
    """The clipboard as another program has filled it; offscreen it is always our own."""

    def __init__(self, text):
        self._text = text

    def clipboard(self):
        return self

    def ownsClipboard(self):
        return False

    def text(self, _mode):
        return self._text


def come_to(window):
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))


def test_a_copied_link_is_offered_once_and_only_when_wanted(
    open_window, qtbot, site, article_url, monkeypatch
):
    window = open_window()
    on_screen = screen(window)
    # an empty library has its own page
    on_screen.give_links([site.url("/parlement-la-diplomatie-de-lombre/")])
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 1)
    offer = on_screen.clipboard_offer
    elsewhere = CopiedElsewhere(article_url)
    monkeypatch.setattr("reader.gui.saving.clipboard_offer.QGuiApplication", elsewhere)
    come_to(window)
    qtbot.settle(window)
    assert offer._item is None, "nobody asked for it"
    on_screen.options.set("clipboard_offer", True)
    come_to(window)
    qtbot.waitUntil(lambda: offer._item is not None and offer._item.isVisible())
    (save,) = [b for b in offer._item.findChildren(QPushButton) if b.text() == "Save"]
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    assert offer._item is None
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 2)
    come_to(window)
    qtbot.settle(window)
    assert offer._item is None, "each link is offered once"


def test_where_only_the_focus_reads_the_clipboard_its_link_waits_for_it(
    open_window, qtbot, site, article_url
):
    """On Wayland a desktop may point at the window without giving it the focus."""
    window, other = open_window(), QWidget()
    on_screen = screen(window)
    on_screen.give_links([site.url("/parlement-la-diplomatie-de-lombre/")])
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 1)
    requests = on_screen.open_requests
    requests.reads_in_focus = True
    QGuiApplication.clipboard().setText("no link, which is what an unread clipboard looks like")
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    assert not window.isActiveWindow()
    requests._do(Opening(clipboard=True))
    qtbot.waitUntil(lambda: requests._awaits_focus)
    assert not on_screen.error_notices
    QGuiApplication.clipboard().setText(article_url)
    window.activateWindow()
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 2)
    other.close()


def test_what_macos_gives_to_the_running_program_is_taken(qapp, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<p>x")
    taken = []
    events = OpenEvents(qapp, taken.append)
    try:
        for event in (
            QFileOpenEvent(QUrl("liseuse:save?url=https://lebrief.ma/a")),
            QFileOpenEvent(str(page)),
            QFileOpenEvent(QUrl("liseuse:delete/1")),
        ):
            QApplication.sendEvent(qapp, event)
    finally:
        qapp.removeEventFilter(events)
        events.deleteLater()
    assert taken[0].links == ("https://lebrief.ma/a",)
    assert taken[1].files == (str(page),)
    assert taken[2].problem is not None and taken[2].problem.kind == "unknown-opening"


SCALED = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QAbstractButton
from reader.app import make_application
from reader.studio import Studio
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.screen import screen
paths = LibraryPaths(Path(sys.argv[1]))
settings = Settings(paths.settings)
for key, value in {"welcomed": True, "interface_language": "en"}.items():
    settings.set(key, value)
studio = Studio(make_application(), paths, settings, (1100, 700))
window = studio.window
studio.wait(lambda: bool(screen(window).summaries), "the sample")
studio.show(screen(window).summaries[-1].id, "", None)
image = window.grab().toImage()
clipped = [
    button.text() or button.toolTip()
    for button in window.findChildren(QAbstractButton)
    if button.isVisible() and button.text() and button.width() < button.minimumSizeHint().width()
]
studio.write(Path(sys.argv[2]))
print(json.dumps([image.width(), image.height(), image.devicePixelRatio(), clipped]))
studio.close()
"""


@pytest.mark.parametrize("factor", ["1", "1.25", "2"])
def test_scaled_screens_show_all_of_it_in_full_sharpness(tmp_path, factor):
    environment = {**os.environ, "QT_SCALE_FACTOR": factor}
    picture = tmp_path / "picture.png"
    done = subprocess.run(
        [sys.executable, "-c", SCALED, str(tmp_path / "library"), str(picture)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    assert done.returncode == 0, done.stderr
    width, height, ratio, clipped = json.loads(done.stdout.splitlines()[-1])
    scale = float(factor)
    assert (width, height, ratio) == (round(1100 * scale), round(700 * scale), scale)
    assert clipped == []
    if kept := os.environ.get("KEEP_PICTURES"):
        shutil.copy(picture, f"{kept}/scale-{factor}.png")


def test_the_session_manager_gets_the_command_that_opens_this_library(open_window, qapp, qtbot):
    from reader.gui.application.session_end import DesktopSession

    window = open_window()
    on_screen = screen(window)
    session = DesktopSession(qapp, window.write_state, LibraryPaths(on_screen.paths.root), window)

    class Manager:
        RestartHint = Qt
        command = None

        def setRestartHint(self, hint):
            self.hint = hint

        def setRestartCommand(self, command):
            self.command = command

    manager = Manager()
    session.tell_restart(manager)
    assert manager.command[-2:] == ["--library", str(on_screen.paths.root)]
    on_screen.show_view("all")
    session.write()
    qtbot.waitUntil(lambda: Settings(on_screen.paths.settings).text("last_view") == "all")
    assert window.isVisible(), "the reader may call the end of the session off"
