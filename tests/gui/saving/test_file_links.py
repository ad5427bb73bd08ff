"""A link to a file in the window: kept in place, said so, opened in the browser."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from reader.gui.background.save_entry import heading
from reader.gui.cards.card_text import head_parts, time_text
from tests.gui.support.screen import screen
from tests.support.servers.file_server import FileServer

PDF = "/docs/rapport-annuel_2025.pdf"


@pytest.fixture
def files():
    server = FileServer()
    yield server
    server.close()


@pytest.fixture
def browsed(monkeypatch):
    """What was handed to the browser, which is another program."""
    opened = []
    monkeypatch.setattr("reader.gui.main_window.window_commands.open_in_browser", opened.append)
    return opened


def test_a_link_to_a_file_is_kept_and_opens_in_the_browser(open_window, qtbot, files, browsed) -> None:
    window = open_window(links_open="save")
    on_screen = screen(window)
    on_screen.give_links([files.url("/article")])
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 1)
    article = on_screen.summaries[0].id
    on_screen.open_article(article)
    qtbot.waitUntil(lambda: on_screen.article_id == article)
    on_screen.link_clicked.emit(files.url(PDF))
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 2)
    qtbot.waitUntil(
        lambda: any(heading(i.entry).startswith("Kept as a link") for i in on_screen.save_tray.items)
    )

    card = next(card for card in on_screen.summaries if card.id != article)
    assert card.title == "le rapport annuel du port"
    assert (head_parts(card)[0], time_text(card)) == ("PDF", "Link to a file")
    on_screen.link_clicked.emit(files.url(PDF))  # it is in the library now
    qtbot.waitUntil(lambda: on_screen.article_id == card.id)
    line = on_screen.reading_pane.incomplete
    assert line.isVisible() and "PDF" in line.text and "not to a page" in line.text
    (button,) = line.buttons()
    assert button.text() == "Open in the browser"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert browsed == [files.url(PDF)]
    qtbot.keyClick(on_screen.view, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: browsed == [files.url(PDF)] * 2)
    assert "rapport annuel du port" in on_screen.view.toPlainText()
    on_screen.give_links([files.url("/film.mp4")])
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 3)
    film = next(card for card in on_screen.summaries if card.title == "film")
    on_screen.open_article(film.id)
    qtbot.waitUntil(lambda: on_screen.article_id == film.id)
    qtbot.waitUntil(lambda: "Video" in on_screen.view.toPlainText())
