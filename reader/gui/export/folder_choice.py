"""Asks for a folder that something is written into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reader.gui.dialogs.file_dialog import FileDialog


def choose_folder(
    window: QWidget, title: str, chosen: Callable[[Path], object], start: Path | None = None
) -> None:
    """Ask for a folder, where `start` is on screen first; `chosen` gets it, and nothing after Cancel."""
    dialog = FileDialog(window, title)
    dialog.ask_folder()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if start is not None:
        dialog.setDirectory(str(start))
    dialog.fileSelected.connect(lambda folder: chosen(Path(folder)))
    dialog.open()
