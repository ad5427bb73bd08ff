"""The first paint, the parts that come after it, and what is kept of both when the start is broken off."""

import json
import logging
import subprocess
import sys

import pytest
from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QSplitter

from reader.core.log.early_log import EarlyLog
from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.application.startup_log import ROWS, StartupLog
from reader.gui.main_window import building, construction
from reader.gui.main_window.startup_frame import StartupFrame
from reader.gui.theme.theme import load_theme
from reader.gui.widgets.pane_layout import PaneState
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT

AT_PAINT = """
import sys
from pathlib import Path
import reader.app
from PySide6.QtWidgets import QApplication
from reader.gui.main_window import construction
from reader.gui.main_window.main_window import MainWindow
def look():
    print(*sys.modules, flush=True)
    QApplication.exit()
class Looking(MainWindow):
    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.painted.connect(look)
construction.MainWindow = Looking
from reader.__main__ import main
main(["--library", sys.argv[1]])
"""

WORK_OF_A_START = """
import enum, os, sys
from reader.gui.application.startup_log import LIBRARY, StartupLog
made = []
make = enum.EnumType._create_
def noted(cls, class_name, *given, **named):
    made.append(class_name)
    return make(cls, class_name, *given, **named)
enum.EnumType._create_ = noted
note = StartupLog._note
def look(self, step):
    print(step.split()[1], *made, flush=True)
    print(step.split()[1], *sys.modules, flush=True)
    if step == LIBRARY:
        os._exit(0)
    note(self, step)
StartupLog._note = look
from reader.__main__ import main
main(["--library", sys.argv[1]])
"""
"""Prints by each step of a start which of Qt's enumerations were made into Python's, and what was loaded."""


@pytest.fixture
def start(qapp, qtbot, tmp_path):
    """Open a window as the program does: painted first, built afterwards."""
    language = InterfaceLanguage(qapp)
    windows = []

    def start_one(size=(1440, 900), **chosen):
        paths = LibraryPaths(tmp_path / "library")
        settings = Settings(paths.settings)
        for key, value in {"welcomed": True, "interface_language": "en", **chosen}.items():
            settings.set(key, value)
        window = construction.open_window(paths, settings, language, at_once=False)
        window.resize(QSize(*size))
        windows.append(window)
        return window

    yield start_one
    for window in windows:
        window.shut_down()
        window.deleteLater()
    language.set("en")


@pytest.mark.own_start
def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", AT_PAINT, str(tmp_path / "library")],
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    loaded = set(done.stdout.split())
    assert "reader.gui.main_window.startup_frame" in loaded, done.stderr
    own = {name for name in loaded if name.startswith("reader.gui.")}
    packages = {name.rpartition(".")[0] for name in own}
    assert len(own - packages) < 15, sorted(own)
    assert not loaded & {
        "reader.core.model",
        "logging.handlers",
        "sqlite3",
        "sqlmodel",
        "html.parser",
        "PySide6.QtNetwork",
    }
    assert not {name for name in loaded if name.startswith("reader.cli.")} - {
        "reader.cli.main",
        "reader.cli.screen",
        "reader.cli.window",
    }


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """What a start with an article had done by each step: enumerations, modules."""
    paths = LibraryPaths(tmp_path_factory.mktemp("start") / "library")
    fill_library(paths)
    paths.settings.write_text(
        json.dumps({"welcomed": True, "sample_added": True, "last_article": 1}), "utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-c", WORK_OF_A_START, str(paths.root)],
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    found = {}
    for step, *names in map(str.split, done.stdout.splitlines()):
        found.setdefault(step, []).append(names)
    assert {"rows", "article", "library"} <= found.keys(), done.stderr
    return found


@pytest.mark.own_start
def test_no_class_is_set_up_that_a_start_does_not_need(work):
    """PySide sets a class up, with its enumerations, when it is named, and all that come of `QWidget` or
    `QObject` when it has to find out of which of them something is that Qt made."""
    rows, article = work["rows"][0], work["article"][0]
    assert "ItemFlag" in rows, "enumerations are seen when they are made"
    assert not set(rows) & {"WizardButton", "SharedMemoryError", "ButtonRole"}
    assert not set(article) & {"WizardButton", "SharedMemoryError", "ToolButtonFeature"}
    assert "WizardButton" not in work["library"][0]


@pytest.mark.own_start
def test_what_hears_and_writes_is_loaded_behind_the_first_rows(work):
    assert not set(work["rows"][1]) & {"PySide6.QtNetwork", "logging.handlers", "pickle"}
    assert "logging.handlers" in work["article"][1], "the log is begun"
    assert "PySide6.QtNetwork" not in work["article"][1]
    assert "PySide6.QtNetwork" in work["library"][1], "the window hears other starts"


@pytest.mark.own_start
def test_the_sources_of_imported_modules_are_not_read():
    """The binding would look in each for its own name; what it reads stays in `linecache`."""
    program = "import reader.gui, colorsys, linecache; print(*linecache.cache)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=LIMIT, check=True
    )
    assert "colorsys" not in done.stdout


def test_a_start_paints_then_furnishes_then_opens_the_library(start, qtbot):
    window = start()
    seen = []
    for name in ("painted", "built", "library_opened"):
        getattr(window, name).connect(lambda name=name: seen.append(name))
    window.show()
    assert not window.is_built
    assert isinstance(window.centralWidget(), StartupFrame)
    qtbot.waitUntil(lambda: "library_opened" in seen)
    assert seen == ["painted", "built", "library_opened"]
    assert screen(window).pages.isVisible()
    assert window.centralWidget() is screen(window).pages


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1440, 900, 600])
@pytest.mark.parametrize("state", ["216,392,", "250,330,", "216,392,r"])
def test_the_panes_come_where_the_first_frame_showed_them(start, qtbot, width, state, language):
    window = start((width, 800), splitter=state, interface_language=language)
    on_screen = screen(window)
    window.show()
    frame = window.centralWidget()
    first = [
        (surface.geometry().left(), surface.geometry().width())
        for surface in frame._surfaces[::2]
        if surface.width()
    ]
    qtbot.waitUntil(lambda: window.is_built)
    on_screen.show_main()  # an empty library has its own page
    on_screen.panes.findChild(QSplitter).refresh()
    panes = [pane for pane in (on_screen.sidebar, on_screen.list_pane) if pane.isVisible()]
    then = [
        (pane.mapTo(window, pane.rect().topLeft()).x(), pane.width())
        for pane in panes
        if window.isAncestorOf(pane)
    ]
    assert first == then


def test_the_welcome_page_comes_over_a_plain_page(start):
    window = start(welcomed=False)
    window.show()
    assert window.centralWidget().widths() == (0, 0, 0, 0)


def test_the_first_frame_has_the_theme_of_the_last_time(start, qtbot):
    window = start(theme="system", last_theme="dark")
    window.show()
    frame = window.centralWidget()
    assert load_theme("dark").colors["page"] in frame.styleSheet()
    qtbot.waitUntil(lambda: window.is_built)
    assert screen(window).theme.name == "light", "what the system wants now"
    window.shut_down()
    stored = json.loads(screen(window).settings_file.read_text("utf-8"))
    assert stored.get("last_theme", "light") == "light"


def test_a_window_closed_before_it_is_furnished_makes_no_more_parts(start, qtbot, monkeypatch):
    go_on, came, went_on = construction._go_on, [], []

    def turn(window, steps):
        came.append(window)
        go_on(window, steps)
        went_on.append(window)

    monkeypatch.setattr(construction, "_go_on", turn)
    window = start()
    with qtbot.waitSignal(window.painted):
        window.show()
    window.close()
    before = len(came)
    qtbot.waitUntil(lambda: len(went_on) > before)  # the turn that was due
    qtbot.settle(window)
    assert len(came) == before + 1
    assert not window.is_built


def test_a_part_that_cannot_be_made_ends_the_program(start, qtbot, monkeypatch):
    window = start()
    codes = []
    monkeypatch.setattr(construction.QCoreApplication, "exit", codes.append)

    def broken(_context, _surfaces):
        raise RuntimeError("no part")

    monkeypatch.setattr(building, "_make_features", broken)
    with qtbot.capture_exceptions() as raised:
        window.show()
        qtbot.waitUntil(lambda: bool(codes))
    assert [str(error) for _kind, error, _trace in raised] == ["no part"]
    assert codes == [1]
    assert not window.isVisible()


def test_what_is_logged_before_the_log_is_open_is_kept():
    root = logging.getLogger()
    level = root.level
    early = EarlyLog()
    try:
        logging.getLogger("reader.test").info("before")
        records = early.take()
        logging.getLogger("reader.test").info("after")
    finally:
        root.setLevel(level)
    assert early not in root.handlers
    assert [record.getMessage() for record in records] == ["before"]


def test_pane_states_are_read_as_they_are_written():
    for text in ("216,392,", "180,520,r", "216,392,rl"):
        assert PaneState.read(text).text() == text
    for text in ("", "1,2", "a,b,c", "-1,2,"):
        assert PaneState.read(text) is None


def test_the_window_stays_alive_while_its_parts_are_made(start, qtbot):
    window = start()
    turns = []
    window.painted.connect(lambda: turns.append(0))

    beat = QTimer(window, interval=0)
    beat.timeout.connect(lambda: turns.append(1) if not window.is_built else None)
    beat.start()
    window.show()
    qtbot.waitUntil(lambda: window.is_built)
    assert turns.count(1) > len(building._LOADED_FIRST)


def test_the_log_says_once_when_rows_can_be_read(open_window, qtbot, tmp_path, caplog):
    fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window()
    cards = screen(window).cards
    caplog.set_level(logging.INFO, logger="reader.gui.application.startup_log")
    StartupLog(window, window.painted, window.library_opened).note_rows(cards)
    for _ in range(2):
        cards.viewport().repaint()
    qtbot.waitUntil(lambda: ROWS in caplog.text)
    assert caplog.text.count(ROWS) == 1
