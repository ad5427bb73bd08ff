"""The line above a text that may be incomplete: real library, real server, real click."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from tests.gui.support.saved_article import save_and_open
from tests.gui.support.screen import screen
from tests.services.changing_page import ChangingPage


@pytest.fixture
def page(tmp_path):
    made = ChangingPage(tmp_path / "site")
    yield made
    made.server.close()


def opened(window, qtbot, page):
    save_and_open(window, qtbot, page.url)
    return screen(window).reading_pane.incomplete


def test_one_click_fetches_the_whole_text(open_window, qtbot, page) -> None:
    page.hide_an_end()
    window = open_window()
    line = opened(window, qtbot, page)
    assert line.isVisible() and line.text == "This text may be incomplete."
    assert "chantier numéro 3" not in screen(window).view.toPlainText()
    (button,) = line.buttons()
    assert button.text() == "Save the whole text"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "chantier numéro 3" in screen(window).view.toPlainText())
    assert not line.isVisible()


def with_fault(opened, incomplete):
    """An opened article whose text may lack parts of its page."""
    document = replace(opened.article.document, incomplete=incomplete)
    return replace(opened, article=replace(opened.article, document=document))


def test_a_whole_text_has_no_line_and_reading_mode_shows_none(open_window, qtbot, page) -> None:
    window = open_window()
    on_screen = screen(window)
    line = opened(window, qtbot, page)
    assert not line.isVisible()
    content = on_screen.article_content
    line.show_for(with_fault(content.opened, "paywall"))
    assert line.isVisible() and line.text == "The page showed only a part of this article."
    assert line.buttons() == []
    content.opened = with_fault(content.opened, "end")
    on_screen.reading_mode.enter()
    assert not line.isVisible()
    on_screen.reading_mode.leave()
    assert line.isVisible()
