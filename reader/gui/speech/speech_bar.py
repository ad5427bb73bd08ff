"""The small bar of reading aloud at the foot of the text: back, pause, on, slower, faster, stop."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import IconButton, label

FROM_EDGE, GAP = 48, 12
"""Px above the lower edge, over the status line of reading mode; at least so many above another strip."""

_MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


class SpeechBar(ThemedWidget, QFrame):
    """Floats over the text.

    Args:
        parent: the reading pane. strip: may stand at its foot.
    """

    back_wanted = Signal()
    pause_wanted = Signal()
    on_wanted = Signal()
    slower_wanted = Signal()
    faster_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget, strip: QWidget) -> None:
        super().__init__(parent)
        self._strip = strip
        self.setObjectName("speech-bar")
        self.back = IconButton("skip-back", token="text")
        self.pause = IconButton("pause", token="text")
        self.play = IconButton("play", token="text")
        self.on = IconButton("skip-forward", token="text")
        self.slower = IconButton("minus", token="text")
        self.faster = IconButton("plus", token="text")
        self.stop = IconButton("x", token="text")
        self.rate = label()
        self.rate.setMinimumWidth(48)
        self.rate.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(4)
        for part in (
            self.back,
            self.pause,
            self.play,
            self.on,
            self.slower,
            self.rate,
            self.faster,
            self.stop,
        ):
            row.addWidget(part)
        self.back.clicked.connect(self.back_wanted)
        self.pause.clicked.connect(self.pause_wanted)
        self.play.clicked.connect(self.pause_wanted)
        self.on.clicked.connect(self.on_wanted)
        self.slower.clicked.connect(self.slower_wanted)
        self.faster.clicked.connect(self.faster_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        parent.installEventFilter(self)
        strip.installEventFilter(self)
        self.hide()

    def show_state(self, paused: bool, rate: int) -> None:
        """Show whether it is silent for now, and how fast it speaks in percent."""
        self.pause.setVisible(not paused)
        self.play.setVisible(paused)
        self.rate.setText(f"{rate}\u00a0%")
        self._place()
        self.show()
        self.raise_()

    def apply_theme(self) -> None:
        colors = self.theme.colors
        self.setStyleSheet(
            f"#speech-bar {{ background: {colors['raised']}; border: 1px solid {colors['control']};"
            "border-radius: 10px; }"
        )

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Reading aloud"))
        for button, text in (
            (self.back, self.tr("Previous sentence")),
            (self.pause, self.tr("Pause")),
            (self.play, self.tr("Go on")),
            (self.on, self.tr("Next sentence")),
            (self.slower, self.tr("Slower")),
            (self.faster, self.tr("Faster")),
            (self.stop, self.tr("Stop reading aloud")),
        ):
            button.set_name(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and not self.isHidden():
            self._place()
        return False

    def _place(self) -> None:
        parent = self.parentWidget()
        assert parent is not None
        self.adjustSize()
        foot = parent.height() - self._strip.y() + GAP if self._strip.isVisible() else 0
        foot = max(FROM_EDGE, foot)
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - foot)
