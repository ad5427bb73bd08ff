"""A tooltip that comes without the pointer: under its button, within the window."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget

from reader.gui.text.plain_tooltip import plain_tip

_EDGE = 8
"""Px that it stays away from the window's edges."""


def show_tip(button: QWidget, text: str) -> None:
    """Show a text under a button, in several lines where the window has no room for one."""
    QToolTip.showText(button.mapToGlobal(QPoint(0, button.height() - 8)), plain_tip(text), button)
    tip, window = _on_screen(), button.window()
    if tip is None:
        return
    room = window.width() - 2 * _EDGE
    if tip.width() > room:
        tip.setWordWrap(True)
        tip.resize(room, tip.heightForWidth(room))
    start = window.mapToGlobal(QPoint(_EDGE, 0)).x()
    tip.move(max(start, min(tip.x(), start + room - tip.width())), tip.y())


def hide_tip() -> None:
    """Take it away at once."""
    tip = _on_screen()
    if tip is not None:
        tip.hide()


def _on_screen() -> QLabel | None:
    """The tooltip that Qt shows; it has one and gives no other way to it."""
    tips = (widget for widget in QApplication.topLevelWidgets() if widget.inherits("QTipLabel"))
    return next((tip for tip in tips if isinstance(tip, QLabel) and tip.isVisible()), None)
