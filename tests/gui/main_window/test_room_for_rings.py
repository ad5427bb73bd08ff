"""What has the focus is ringed: its ring lies on no other control and on no words beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMargins, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from reader.core.model import ArticleLink
from reader.gui.article_end.link_row import LinkRow
from reader.gui.article_end.link_title import LinkTitle
from reader.gui.theme.focus_ring import MARGIN, FocusRing
from reader.gui.theme.theme import apply, load_theme
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen

RINGED = (QAbstractButton, QLineEdit)
WRITTEN = (*RINGED, QLabel)
RING = QMargins(*[MARGIN + 3] * 4)  # and a little air between the ring and what is beside it


def _place(part):
    return QRect(part.mapTo(part.window(), part.rect().topLeft()), part.size())


def touched(top):
    """Pairs of a control and what its ring would lie on."""
    parts = [part for part in top.findChildren(QWidget) if isinstance(part, WRITTEN) and part.isVisible()]
    return [
        (part.text(), other.text())
        for part in parts
        if isinstance(part, RINGED) and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        for other in parts
        if other is not part and other.text() and other.parentWidget() is not part
        if _place(part).marginsAdded(RING).intersects(_place(other))
    ]


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("command", ["trash.empty", "article.repair"])
def test_a_ring_in_a_dialog_touches_nothing(open_window, qtbot, tmp_path, code, command):
    first, *others = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(interface_language=code)
    on = screen(window)
    on.articles.move_to_trash(others[:1])
    on.open_article(first)
    qtbot.waitUntil(lambda: on.article_id == first)
    on.actions.run(command)

    def dialog():
        tops = QApplication.topLevelWidgets()
        return next((top for top in tops if isinstance(top, QDialog) and top.isVisible()), None)

    qtbot.waitUntil(lambda: dialog() is not None)
    qtbot.settle(window)
    assert touched(dialog()) == []
    dialog().close()


def test_the_ring_of_a_link_at_the_end_touches_none_of_its_words(qtbot, theme):
    host = LinkRow(None)
    qtbot.addWidget(host)
    link = ArticleLink("Sahara", "https://a.ma/1", "Special report", "", "Sabrina El Faiz", "2026-01-25")
    host.show_link(load_theme("light"), link, saved=True, state=None)
    host.setFixedWidth(260)
    host.show()
    qtbot.waitExposed(host)
    section, rest = host._section, host._rest
    assert rest.height() > section.height()  # it takes two lines
    assert _place(section).top() == _place(rest).top()
    title = host.findChild(LinkTitle)
    assert _place(title).top() - _place(rest).bottom() > MARGIN - 1


@pytest.mark.parametrize("corner", ["bottom", "top"])
def test_a_ring_is_whole_at_the_edge_of_the_window(qapp, qtbot, corner):
    window = QWidget()
    qtbot.addWidget(window)
    apply(qapp, load_theme("light"))
    window.resize(200, 120)
    button = QPushButton("More", window)
    button.setFixedSize(100, 40)
    button.move(40, 3 if corner == "top" else 120 - 3 - 40)  # as in a strip at its foot
    ring = FocusRing(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: ring.isVisible() and ring.geometry().contains(button.geometry()))
    color, image = load_theme("light").color("focus"), window.grab().toImage()
    beyond = range(3) if corner == "top" else range(117, 120)
    assert any(all(image.pixelColor(x, y) == color for x in range(60, 120)) for y in beyond)
