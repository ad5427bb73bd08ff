"""The queue's strip in the list: one line in every language, state and width, and words that are whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from reader.core.translation_job import TranslationJob
from reader.gui.application.interface_language import InterfaceLanguage
from reader.gui.theme.theme import apply
from reader.gui.translation_queue.queue_bar import QueueBar
from reader.gui.translation_queue.state import BATTERY, IDLE, NIGHT, PAUSED, RUNNING, QueueState
from reader.gui.widgets.message_bar import HEIGHT
from reader.gui.widgets.pane_layout import LIST_WIDTH
from reader.services.translation.queue_overview import QueueRow

BAR = 4  # px of the progress bar


def row(number: int, error: str = "") -> QueueRow:
    job = TranslationJob(number, number, "ar", "asked", "failed" if error else "queued", error)
    return QueueRow(job, "Titre", "fr", 400)


def states() -> dict[str, QueueState]:
    rows = [row(number) for number in range(3)]
    return {
        "begun": QueueState(RUNNING, rows[:1], rows[0].job),
        "time left": QueueState(RUNNING, rows, rows[0].job, words=400, seconds=60),
        "waiting": QueueState(IDLE, rows),
        "paused": QueueState(PAUSED, rows),
        "battery": QueueState(BATTERY, rows),
        "night": QueueState(NIGHT, rows),
        "failed": QueueState(IDLE, [row(1, "no-model")]),
    }


@pytest.mark.parametrize("code", ["en", "fr", "ar"])
@pytest.mark.parametrize("width", [LIST_WIDTH, 560])
def test_it_is_one_line_whose_words_and_actions_have_room(qtbot, qapp, theme, code, width):
    apply(qapp, theme)
    language = InterfaceLanguage(qapp)
    language.set(code)
    home = QWidget()
    qtbot.addWidget(home)
    column = QVBoxLayout(home)
    column.setContentsMargins(0, 0, 0, 0)
    bar = QueueBar()
    column.addWidget(bar)
    column.addStretch(1)
    home.resize(width, 300)
    home.show()
    qtbot.waitExposed(home)
    for name, state in states().items():
        bar.show_state(state)
        QApplication.processEvents()
        assert bar.height() <= HEIGHT + 1 + BAR, name
        assert not bar.hidden_actions(), name
        words = bar._text
        assert words.fontMetrics().horizontalAdvance(words.fitting) <= words.width(), (name, words.fitting)
        assert (bar.text in words.toolTip()) == words.is_cut, name
    language.set("en")
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
