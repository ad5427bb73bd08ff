"""Puts texts on the clipboard, and keeps what is there when this program ends."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

_PRIVATE = ("offscreen", "minimal")


def put_on_clipboard(text: str) -> None:
    """Copy a text."""
    QGuiApplication.clipboard().setText(text)


def settle_clipboard() -> None:
    """Put what we own on the clipboard there once more, as plain text made by Qt itself.

    An object made in Python would be destroyed by Qt after Python has ended, which crashes.
    """
    clipboard = QGuiApplication.clipboard()
    private = QGuiApplication.platformName() in _PRIVATE  # these have a clipboard of their own, and deny it
    if private or clipboard.ownsClipboard():
        clipboard.setText(clipboard.text())
