"""What changes all the time is written now and then; what is dragged, once it rests: a kill asks nobody."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt

from reader.gui.background import write_timer
from reader.gui.background.write_timer import WriteTimer
from reader.settings.store import Settings
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT_MS


@pytest.fixture
def parent(qapp):
    made = QObject()
    yield made
    made.deleteLater()


@pytest.mark.parametrize("rests", [False, True])
def test_only_what_is_dragged_begins_its_rest_anew_with_every_change(parent, qtbot, monkeypatch, rests):
    for name in ("EVERY", "REST"):
        monkeypatch.setattr(write_timer, name, 10 * LIMIT_MS)
    timer, told = WriteTimer(parent, rests=rests), []
    timer.due.connect(lambda: told.append(True))
    timer._pause.setTimerType(Qt.TimerType.PreciseTimer)  # the others count such a long time in seconds
    timer.note()
    qtbot.waitUntil(lambda: len(told) == 1)
    qtbot.waitUntil(lambda: timer._pause.remainingTime() <= 10 * LIMIT_MS - 300)
    before = timer._pause.remainingTime()
    timer.note()
    assert (timer._pause.remainingTime() > before) == rests
    assert len(told) == 1
    timer._pause.start(30)
    qtbot.waitUntil(lambda: len(told) == 2)


def _place(window):
    return bytes(window.saveGeometry().toBase64().data()).decode()


def test_a_window_is_kept_where_it_was_put_while_its_parts_were_made(open_window, qtbot):
    window = open_window(ready=False)
    window.resize(1111, 777)
    with qtbot.waitSignal(window.library_opened):
        pass
    paths = screen(window).paths
    qtbot.waitUntil(lambda: Settings(paths.settings).text("geometry") == _place(window))


def test_a_window_is_kept_where_it_was_dragged_to_while_it_is_open(open_window, qtbot, monkeypatch):
    window = open_window()
    on = screen(window)
    qtbot.settle(window)
    written, remember, timer = [], on.options.remember, on.place_timer
    timer.moved = False
    monkeypatch.setattr(
        on.options, "remember", lambda key, value: (written.append(key), remember(key, value))
    )
    timer._pause.start(10 * LIMIT_MS)
    for step in range(60):
        window.resize(1300 - step, 800)
        QCoreApplication.processEvents()
    assert written.count("geometry") <= 1
    timer._pause.start(30)

    qtbot.waitUntil(lambda: Settings(on.paths.settings).text("geometry") == _place(window))
    assert written.count("geometry") <= 2
