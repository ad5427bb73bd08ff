"""Fades widgets in and out together; at once when motion is reduced."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QVariantAnimation
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

from reader.gui.theme.motion import MOTION

IN_MS, OUT_MS = 100, 150


class Fade(QObject):
    """Shows and hides widgets by their opacity; hidden ones take no focus and no click."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shown = False
        self._widgets: Sequence[QWidget] = ()
        self._opacity = 0.0
        self._motion = QVariantAnimation(self)
        self._motion.valueChanged.connect(self._apply)
        self._motion.finished.connect(self._settle)

    def fade(self, widgets: Sequence[QWidget], shown: bool) -> None:
        """Show or hide widgets."""
        self._motion.stop()
        self._widgets, self.shown = widgets, shown
        if shown:
            for widget in widgets:
                widget.show()
                widget.raise_()
        goal = 1.0 if shown else 0.0
        if MOTION.reduced or self._opacity == goal:
            self._opacity = goal
            self._settle()
            return
        self._apply(self._opacity)
        self._motion.setDuration(IN_MS if shown else OUT_MS)
        self._motion.setStartValue(self._opacity)
        self._motion.setEndValue(goal)
        self._motion.start()

    def join(self, widgets: Sequence[QWidget]) -> None:
        """While shown: show these too, above what lies there."""
        for widget in widgets:
            widget.show()
            widget.raise_()
        self._widgets = widgets

    def release(self) -> None:
        """Forget the widgets, fully opaque; whether they are shown is theirs again."""
        self._motion.stop()
        self._opacity, self.shown = 0.0, False
        for widget in self._widgets:
            widget.setGraphicsEffect(None)  # type: ignore[arg-type] # Qt takes it; the stub does not say so
        self._widgets = ()

    def _apply(self, opacity: float) -> None:
        self._opacity = float(opacity)
        for widget in self._widgets:
            effect = widget.graphicsEffect()
            if not isinstance(effect, QGraphicsOpacityEffect):
                effect = QGraphicsOpacityEffect(widget)
                widget.setGraphicsEffect(effect)
            effect.setOpacity(self._opacity)

    def _settle(self) -> None:
        self._opacity = 1.0 if self.shown else 0.0
        for widget in self._widgets:
            widget.setGraphicsEffect(None)  # type: ignore[arg-type]
            widget.setVisible(self.shown)
