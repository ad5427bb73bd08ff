"""The order in which Tab goes through parts that are made in another order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget


def order_tabs(widgets: Iterable[QWidget]) -> None:
    """Let Tab go from one widget to the next; those that take no focus by Tab are left out.

    Buttons of which one at a time takes the focus keep their places, whichever that is now. Qt puts every
    new widget at the end of its window's order, which comes after these.

    Args:
        widgets: of one window, each of them once.
    """
    stops = [
        widget
        for widget in widgets
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(widget, QAbstractButton)
    ]
    policies = [widget.focusPolicy() for widget in stops]
    for widget in stops:
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt gives no place to one that takes no focus
    for first, second in pairwise(stops):
        # Qt leaves the window's first one where it is when it follows the last one, round the end: it is
        # taken from there first.
        QWidget.setTabOrder(stops[0], second)
        QWidget.setTabOrder(first, second)
    for widget, policy in zip(stops, policies, strict=True):
        widget.setFocusPolicy(policy)


def tab_through(*widgets: QWidget) -> None:
    """Have Tab go from each to the next; what is made late would come last in its window."""
    for one, following in pairwise(widgets):
        QWidget.setTabOrder(one, following)


def tab_before(place: QWidget, *widgets: QWidget) -> None:
    """Have Tab go through widgets that are made late before it comes to `place`.

    What stands before it is not asked: PySide takes what Qt answers for a part of the one that was asked.
    """
    tab_through(place, *widgets, place)  # they come behind it, and then it behind them
