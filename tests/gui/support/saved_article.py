"""An article of a page on a server, saved and on screen."""

from __future__ import annotations

from reader.core.progress import Progress
from reader.services.saving.save_article import save_article
from tests.gui.support.screen import screen


def save_and_open(window, qtbot, url):
    """Save the article at an address behind the window's back, and open it there; gives its number."""
    on_screen = screen(window)
    saved = save_article(on_screen.session, url, Progress()).id
    on_screen.library.refresh()
    qtbot.waitUntil(lambda: on_screen.article_model.row_of(saved) >= 0)
    on_screen.open_article(saved)
    qtbot.waitUntil(lambda: on_screen.article_id == saved)
    return saved
