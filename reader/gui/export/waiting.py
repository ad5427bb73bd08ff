"""Says, when it takes a moment, that something is being written."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

SOON = 700
"""ms until the reader is told that the work goes on."""


def waiting_dialog(window: QWidget, text: str, cancel: str) -> QProgressDialog:
    """A dialog that shows itself soon, beside the window's work; its button, named `cancel`, breaks off."""
    waiting = QProgressDialog(text, cancel, 0, 0, window)
    waiting.setWindowModality(Qt.WindowModality.NonModal)
    # With no total Qt looks at `minimumDuration` only at its first value, which never comes.
    QTimer.singleShot(SOON, waiting, waiting.show)
    return waiting
