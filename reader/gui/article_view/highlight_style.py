"""How the four colours of a mark look and what they are called: never a colour without its shape."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from reader.core.marks import Colour
from reader.core.messages import QT_TRANSLATE_NOOP

COLOURS = tuple(Colour)
"""In the order of their keys, 1 to 4."""

_NAMES = {
    Colour.YELLOW: QT_TRANSLATE_NOOP("notes", "Yellow"),
    Colour.GREEN: QT_TRANSLATE_NOOP("notes", "Green"),
    Colour.BLUE: QT_TRANSLATE_NOOP("notes", "Blue"),
    Colour.ROSE: QT_TRANSLATE_NOOP("notes", "Rose"),
}
_MEANINGS = {
    Colour.YELLOW: QT_TRANSLATE_NOOP("notes", "Key point"),
    Colour.GREEN: QT_TRANSLATE_NOOP("notes", "Fact"),
    Colour.BLUE: QT_TRANSLATE_NOOP("notes", "To check"),
    Colour.ROSE: QT_TRANSLATE_NOOP("notes", "Question"),
}

SIZE = 12
"""Px of a shape beside the text."""
RING = 20
"""Px of the ring round the shape of a mark with a note."""


def colour_name(colour: Colour) -> str:
    """What a colour is called in the interface's language."""
    return QCoreApplication.translate("notes", _NAMES[colour])


def colour_meaning(colour: Colour) -> str:
    """What a colour is meant for, as the export says it."""
    return QCoreApplication.translate("notes", _MEANINGS[colour])


def token(colour: Colour) -> str:
    """The theme's colour for it."""
    return f"hl.{colour.value}"


def draw_shape(
    painter: QPainter,
    centre: QPointF,
    colour: Colour,
    ink: QColor,
    size: float = SIZE,
    hollow: bool = False,
    ringed: bool = False,
) -> None:
    """Draw a colour's shape: filled, or only its outline; in a ring for a mark with a note."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush if hollow else ink)
    painter.setPen(QPen(ink, 1.5) if hollow else Qt.PenStyle.NoPen)
    half = size / 2 - (0.75 if hollow else 0)
    x, y = centre.x(), centre.y()
    if colour is Colour.YELLOW:
        painter.drawEllipse(centre, half * 0.92, half * 0.92)
    elif colour is Colour.GREEN:
        side = half * 0.84
        painter.drawRect(QRectF(x - side, y - side, 2 * side, 2 * side))
    elif colour is Colour.BLUE:
        points = [(x, y - half * 0.9), (x + half, y + half * 0.8), (x - half, y + half * 0.8)]
        painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))
    else:
        points = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
        painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))
    if ringed:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1.25))
        painter.drawEllipse(centre, RING / 2 * size / SIZE, RING / 2 * size / SIZE)
    painter.restore()


def shape_icon(colour: Colour, ink: QColor, ratio: float, size: int = SIZE) -> QIcon:
    """A colour's shape for a button or a menu."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_shape(painter, QPointF(size / 2, size / 2), colour, ink, size - 1)
    painter.end()
    return QIcon(picture)
