"""Dimming around the sentence takes the marks of list items with their text, in every view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from reader.core.model import TextView
from reader.gui.theme.theme import apply, load_theme
from reader.reading.document import blocks_from_html
from tests.gui.support.reading_samples import opened, translation
from tests.gui.support.translated_pane import shown_in

HTML = (
    "<p>Avant la liste. Une phrase.</p><ul><li>Premier point.</li><li>Deuxième point. Il est court.</li>"
    "<li>Troisième point.</li></ul><ol><li>Un pas.</li><li>Deux pas.</li><li>Trois.</li></ol><p>Après.</p>"
)
VIEWS = [TextView.ORIGINAL, TextView.TRANSLATION, TextView.SIDE_BY_SIDE, TextView.INTERLEAVED]


def contrast(one: QColor, other: QColor) -> int:
    """How far two colours are from each other."""
    return sum(abs(a - b) for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))


def strength(pane, picture, left: float, right: float, top: float, bottom: float) -> int:
    """How far the strongest pixel of a stretch of the text is from the page's colour."""
    page = pane.view.theme.color("page")
    area = QRect(round(left), round(top), round(right - left), round(bottom - top))
    # As numbers: a stretch has thousands of pixels and some ten colours.
    stretch = picture.copy(area & picture.rect()).convertToFormat(QImage.Format.Format_ARGB32)
    pixels = set(stretch.constBits().cast("I"))
    return max(contrast(page, QColor.fromRgba(pixel)) for pixel in pixels)


def marks_and_texts(pane) -> list[tuple[int, int]]:
    """Of each list item on screen how strong its mark and its text are drawn."""
    document, found = pane.view.document(), []
    layout, offset = document.documentLayout(), pane.view.verticalScrollBar().value()
    picture = pane.view.viewport().grab().toImage()
    block = document.begin()
    while block.isValid():
        if block.textList() is not None:
            box, line = layout.blockBoundingRect(block), block.layout().lineAt(0)
            text = line.naturalTextRect().translated(box.left(), 0)
            top, bottom = box.top() - offset, box.top() - offset + line.height()
            rtl = block.textDirection().value == 1
            start = text.right() if rtl else text.left()
            mark = (start + 3, start + 40) if rtl else (start - 40, start - 3)
            found.append(
                (
                    strength(pane, picture, *mark, top, bottom),
                    strength(pane, picture, text.left(), text.right(), top, bottom),
                )
            )
        block = block.next()
    return found


def in_list(pane, stop) -> bool:
    """Whether a stop is an item of a list."""
    return any(
        spots[0].block.textList() is not None
        for (unit, _), spots in pane.view.rendered.placed.items()
        if unit == stop.unit
    )


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("target", ["en", "ar"])
@pytest.mark.parametrize("view", VIEWS)
def test_marks_are_dimmed_with_their_items(pane, qapp, qtbot, view, target, look):
    apply(qapp, load_theme(look))
    pane.resize(1400, 1500)
    article = opened(*blocks_from_html(HTML, "fr"))
    pane.show_article(article)
    shown_in(pane).done(target, translation(article, target))
    if view is not TextView.ORIGINAL:
        pane.choose_translation(target, view)
    qtbot.settle(pane)
    assert pane.view.rendered.layout.view is view
    page = pane.view.theme.color("page")
    bound = contrast(page, pane.view.theme.color("pend")) + 12
    cursor = pane.sentence_cursor
    cursor.toggle_focus()
    both = view in (TextView.SIDE_BY_SIDE, TextView.INTERLEAVED)
    for number, stop in enumerate(cursor.stops):
        cursor.go_to(number)
        items = marks_and_texts(pane)
        bright = [words > bound for _, words in items]
        # Beside each other Qt draws the mark of a column's first item in its own look, whatever lies over it.
        firsts = range(0, len(items), 3) if view is TextView.SIDE_BY_SIDE else ()
        assert all((mark > bound) == bright[n] for n, (mark, _) in enumerate(items) if n not in firsts), items
        assert sum(bright) == (1 + both if stop.kind == "paragraph" and in_list(pane, stop) else 0), items
