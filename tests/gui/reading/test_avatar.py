"""The author's face beside the byline, at every size of the text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor

from reader.core.model import TextView
from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.saving.sample_article import add_sample
from reader.settings.paths import LibraryPaths
from tests.gui.support.screen import screen


def avatar_in(view):
    """The picture's format, and the lines beside it as the text is laid out."""
    block = view.document().begin()
    while block.isValid():
        for fragment in block:
            if (made := fragment.fragment().charFormat().toImageFormat()).name().endswith("/avatar"):
                cell = QTextCursor(block).currentTable().cellAt(0, 1)
                beside = cell.lastCursorPosition().block()
                return made, [beside.previous(), beside]
        block = block.next()
    raise AssertionError("no avatar")


@pytest.mark.parametrize("size", [1, 3, 5, 9])
@pytest.mark.parametrize("view", [TextView.ORIGINAL, TextView.SIDE_BY_SIDE])
def test_it_is_as_high_as_the_lines_beside_it(open_window, qtbot, tmp_path, size, view):
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        article = add_sample(session, Progress())
    window = open_window(text_size=size, size=(1600, 900), reduce_motion=True)
    on_screen = screen(window)
    on_screen.open_article(article)
    qtbot.waitUntil(lambda: on_screen.article_id == article)
    if view is TextView.SIDE_BY_SIDE:
        on_screen.actions.run("translation.en")
    on_screen.reading_pane.choose_view(view)
    qtbot.settle(window)
    face, lines = avatar_in(on_screen.view)
    layout = on_screen.view.document().documentLayout()
    high = sum(layout.blockBoundingRect(line).height() for line in lines)
    assert face.width() == face.height() >= 36
    assert 0.8 * high <= face.height() <= max(36, high)
