"""Where what lies over a window stands, so that the reader sees what the keys are about."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

RING = 6
"""Px around what has the focus that its ring and a gap take."""
_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)
_LARGE = 0.25
"""Share of a window from which a part with the focus is spared only where the keys are in it."""


def spared(window: QWidget, over: QWidget) -> list[QWidget]:
    """What of a window must not be covered: what has the keyboard focus, and the fields in which one writes.

    Args:
        over: what lies over the window; nothing inside it is in its way.
    """
    focus = window.focusWidget()
    parts = [
        field for kind in _FIELDS for field in window.findChildren(kind) if _is_written_in(field, window)
    ]
    if focus is not None and focus not in parts:
        parts.append(focus)
    return [part for part in parts if not over.isAncestorOf(part)]


def places(parts: Iterable[QWidget], window: QWidget) -> list[QRect]:
    """Where parts of a window stand in it, in px, with the room of their ring; of those that are in sight."""
    found = (_place(part, window) for part in parts if isValid(part) and part.isVisible())
    return [place for place in found if not place.isEmpty()]


def clear_of(wanted: QRect, others: Iterable[QRect], room: QRect) -> QRect:
    """The place nearest to a wanted one that covers none of the others.

    It is sought above, then as far down on the other side, then at the top of the room.

    Args:
        wanted: where it usually stands. others: what is not to be covered. room: what it stays within.

    Returns:
        The wanted place where there is none.
    """
    spared_ones = list(others)
    aside = wanted.translated(room.left() + room.right() - wanted.right() - wanted.left(), 0)
    top = wanted.translated(0, room.top() - wanted.top())
    for start in (wanted, aside, top):
        place = _lifted(start, spared_ones)
        if room.contains(place) and not _covers(place, spared_ones):
            return place
    return wanted


def _covers(place: QRect, others: list[QRect]) -> bool:
    return any(place.intersects(other) for other in others)


def _lifted(start: QRect, others: list[QRect]) -> QRect:
    place = QRect(start)
    while covered := [other.top() for other in others if place.intersects(other)]:
        place.moveBottom(min(covered) - 1)
    return place


def _is_written_in(field: QWidget, window: QWidget) -> bool:
    assert isinstance(field, _FIELDS)
    is_in_it = field.window() is window  # what has a window of its own is among its children, too
    return is_in_it and field.isVisible() and field.isEnabled() and not field.isReadOnly()


def _place(part: QWidget, window: QWidget) -> QRect:
    """The part of it that is in sight; of one as large as a pane, the line or row that has the keys."""
    inside = part.rect()
    if inside.width() * inside.height() > _LARGE * window.width() * window.height():
        line = part.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        unmarked = isinstance(part, QTextEdit) and not part.textCursor().hasSelection()
        inside = line if isinstance(line, QRect) and not unmarked else QRect()
    seen = part.visibleRegion().boundingRect() & inside
    if seen.isEmpty():
        return seen
    return seen.adjusted(-RING, -RING, RING, RING).translated(part.mapTo(window, QPoint(0, 0)))
