"""The author's face beside the byline, at every size of the text; the byline below the title."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor

from reader.core.model import TextView
from reader.core.progress import Progress
from reader.gui.article_view.document_builder import SOURCE, TARGET
from reader.gui.article_view.units import TITLE
from reader.services.library_session import LibrarySession
from reader.services.saving.sample_article import add_sample
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.reading_samples import translation
from tests.gui.support.screen import screen
from tests.support.libraries import give_models, make_empty


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
    make_empty(tmp_path / "library")
    give_models(tmp_path / "library")
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


@pytest.mark.parametrize("ui", ["en", "ar"])
@pytest.mark.parametrize("target", ["en", "ar"])
@pytest.mark.parametrize("faced", [True, False])
def test_the_byline_stands_clear_of_the_title_in_every_view(open_window, qtbot, tmp_path, ui, target, faced):
    paths = LibraryPaths(tmp_path / "library")
    if faced:
        with LibrarySession.open(paths) as session:
            article = add_sample(session, Progress())
    else:
        article = fill_library(paths)[0]
    window = open_window(interface_language=ui, size=(1600, 900), reduce_motion=True)
    on_screen = screen(window)
    on_screen.open_article(article)
    qtbot.waitUntil(lambda: on_screen.article_id == article)
    pane, gaps = on_screen.reading_pane, []
    content = on_screen.article_content
    content.store(target, translation(content.opened, target))
    for alone in (False, True):
        if alone:
            on_screen.reading_mode.enter()
        for view in (TextView.TRANSLATION, TextView.SIDE_BY_SIDE):
            pane.choose_translation(target, view)
            qtbot.settle(window, pauses=1000)
            gaps.append(gap_above_byline(on_screen.rendered))
    assert on_screen.presenter.shown_view is TextView.SIDE_BY_SIDE
    assert len(set(gaps)) == 1 and gaps[0] > 0, gaps
    tops = [first_line_top(on_screen.rendered, unit.id) for unit in (content.title, *content.blocks[:2])]
    assert all(abs(one - other) <= 12 for one, other in tops), "the columns are aligned"


def gap_above_byline(rendered):
    """Px between the last line of the title, on whichever side, and what says who wrote the article."""
    layout = rendered.document.documentLayout()
    titles = [spots[-1].block for (unit, _), spots in rendered.placed.items() if unit == TITLE]
    last = rendered.byline[0]
    table = QTextCursor(last).currentTable()
    face = table.cellAt(0, 0).firstCursorPosition().block() if table is not None else None
    firsts = [block for block in (face, last.previous()) if block is not None]
    top = min(layout.blockBoundingRect(block).top() for block in firsts)
    return round(top - max(layout.blockBoundingRect(block).bottom() for block in titles))


def first_line_top(rendered, unit):
    """Where the first line of a unit stands on both sides, px of the document."""
    layout = rendered.document.documentLayout()
    return [
        layout.blockBoundingRect(rendered.placed[(unit, side)][0].block).top() for side in (SOURCE, TARGET)
    ]
