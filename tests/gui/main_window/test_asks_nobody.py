"""Reading asks nobody: hostile pages, saved as any page is, then read in the real window.

A local server counts every request and a file of ours is named in dozens of ways; showing, scrolling,
changing and pointing must ask for nothing and show nothing of it.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QDesktopServices, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.core.errors import ReaderError
from reader.core.model import TextView
from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.saving.save_article import save_article
from reader.settings.paths import LibraryPaths
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT

HOSTILE = Path(__file__).resolve().parents[2] / "hostile" / "hostile_server.py"
RED = QColor(254, 1, 2)
BASES = ("file", "other", "javascript", "data")
PAGES = ("article/trackers", "article/links", "article/xss", *(f"article/base/{base}" for base in BASES))


def hostile_module() -> ModuleType:
    name = "liseuse_hostile_server"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, HOSTILE)
        assert spec is not None and spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture
def server():
    with hostile_module().HostileServer(lifetime=36_000) as running:
        yield running


@pytest.fixture
def secret(tmp_path):
    """A picture of ours that no page may show."""
    file = tmp_path / "secret.png"
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(RED)
    image.save(str(file))
    return file


def save_all(library: Path, server, secret: Path) -> list[int]:
    """Save every hostile page that can be saved; the ids."""
    ids = []
    with LibrarySession.open(LibraryPaths(library)) as session:
        for page in (*PAGES, f"article/local?path={secret}"):
            try:
                ids.append(save_article(session, server.url(f"/{page}"), Progress()).id)
            except ReaderError:
                continue  # refused is safe too
    return ids


def reds(window) -> int:
    image = screen(window).view.viewport().grab().toImage()
    wide, high = range(0, image.width(), 3), range(0, image.height(), 3)
    return sum(image.pixelColor(x, y).rgb() == RED.rgb() for x in wide for y in high)


def point_at(window, spot: QPoint) -> None:
    """Move the pointer over the text without a click."""
    viewport = screen(window).view.viewport()
    place, none = QPointF(spot), Qt.MouseButton.NoButton
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        place,
        viewport.mapToGlobal(place),
        none,
        none,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(viewport, event)


def test_reading_hostile_pages_asks_nobody(tmp_path, open_window, qtbot, server, secret, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    ids = save_all(tmp_path / "library", server, secret)
    assert len(ids) >= 5, "hardly any page was saved: this would prove nothing"
    window = open_window(reduce_motion=True)
    on_screen = screen(window)
    qtbot.settle(window)
    server.reset()
    for number in ids:
        on_screen.open_article(number, with_focus=True)
        qtbot.waitUntil(lambda n=number: on_screen.article_id == n)
        view = on_screen.view
        view.lay_out_all()
        assert len(view.toPlainText()) > 200
        bar = view.verticalScrollBar()
        for value in range(0, bar.maximum() + 1, max(60, view.viewport().height() - 40)):
            bar.setValue(value)
            assert reds(window) == 0
            for y in range(20, view.viewport().height(), 90):
                point_at(window, QPoint(view.viewport().width() // 3, y))
        on_screen.reading_pane.set_text_size(5)
        on_screen.reading_pane.choose_view(TextView.INTERLEAVED)
        on_screen.reading_pane.choose_view(TextView.ORIGINAL)
        on_screen.reading_pane.set_text_size(3)
        QTest.keyClick(view, Qt.Key.Key_R)
        QTest.keyClick(view, Qt.Key.Key_J)
        QTest.keyClick(view, Qt.Key.Key_R)
        on_screen.translation_controller.stop()  # which asks nobody, and takes long
        qtbot.settle(window, pauses=1000)
    qtbot.settle(window)
    assert [hit.target for hit in server.hits("/")] == []
    assert opened == []


def test_the_count_would_see_a_request(server):
    import urllib.request

    server.reset()
    urllib.request.urlopen(server.url("/hit/x"), timeout=LIMIT).close()
    assert len(server.hits("/hit/")) == 1
