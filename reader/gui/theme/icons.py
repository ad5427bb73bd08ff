"""Lucide icons, drawn in a theme's colours: stroke 1.75, cached by colour, size and pixel ratio."""

from __future__ import annotations

import functools

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache, QTransform
from PySide6.QtSvg import QSvgRenderer

from reader.settings.paths import resource

MIRRORED = frozenset(
    (
        "arrow-left",
        "arrow-right",
        "panel-left",
        "list-filter",
        "arrow-down-wide-narrow",
        "undo-2",
        "external-link",
    )
)
"""Icons that turn round in a right-to-left interface; all others (play, clock, star…) never do."""


@functools.cache
def icon_source(name: str) -> str:
    """The SVG of an icon, read once; an unknown name raises `FileNotFoundError`."""
    text = (resource("icons") / f"{name}.svg").read_text(encoding="utf-8")
    return text.replace('stroke-width="2"', 'stroke-width="1.75"')


def pixmap(
    name: str,
    color: QColor,
    size: int = 20,
    ratio: float = 1.0,
    filled: bool = False,
    mirrored: bool | None = None,
) -> QPixmap:
    """Draw an icon.

    Args:
        name: the Lucide name, a file of `resources/icons`; an unknown one raises `FileNotFoundError`.
        size: edge length in logical px.
        ratio: device pixels per logical px.
        filled: fill the shape, for `star` when on and the highlight shapes.
        mirrored: turn it round; by default, in a right-to-left interface, the icons of `MIRRORED`.
    """
    if mirrored is None:
        rtl = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        mirrored = rtl and name in MIRRORED
    key = f"liseuse-icon/{name}/{color.name(QColor.NameFormat.HexArgb)}/{size}/{ratio}/{filled}/{mirrored}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    drawn = _draw(name, color, size, ratio, filled)
    if mirrored:
        drawn = drawn.transformed(QTransform.fromScale(-1, 1))
        drawn.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, drawn)
    return drawn


def _draw(name: str, color: QColor, size: int, ratio: float, filled: bool) -> QPixmap:
    svg = icon_source(name).replace("currentColor", color.name())
    if filled:
        svg = svg.replace('fill="none"', f'fill="{color.name()}"', 1)
    edge = round(size * ratio)
    drawn = QPixmap(edge, edge)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, edge, edge))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def icon(
    name: str,
    color: QColor,
    size: int = 20,
    on: QColor | None = None,
    filled_on: bool = False,
) -> QIcon:
    """Make an icon for a button or menu; `on` is its colour while checked, `filled_on` fills it then."""
    made = QIcon()
    app = QGuiApplication.instance()
    screen_ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    for ratio in {1.0, screen_ratio}:
        made.addPixmap(pixmap(name, color, size, ratio), QIcon.Mode.Normal, QIcon.State.Off)
        if on is not None:
            checked = pixmap(name, on, size, ratio, filled=filled_on)
            made.addPixmap(checked, QIcon.Mode.Normal, QIcon.State.On)
    return made
