"""Tells of a file that was written, and opens it or its folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from reader.core.messages import isolate
from reader.gui.text.messages import fill

if TYPE_CHECKING:
    from reader.gui.dialogs.notices import Notices


def tell_written(
    notices: Notices, text: str, explanation: str, folder: Path, file: Path | None = None
) -> None:
    """Tell in the window what was written, with buttons that open it and show where it is.

    Args:
        text: that it was written. explanation: more, a line each; the folder where there is nothing to say.
        folder: where it is. file: what was written there, or leads to the rest; `None` for many files.
    """
    acts = [(QCoreApplication.translate("written", "Open"), partial(_open, notices, file))] if file else []
    shown = QCoreApplication.translate("written", "Show in folder")
    notices.tell(text, explanation or isolate(str(folder)), *acts, (shown, partial(_open, notices, folder)))


def _open(notices: Notices, path: Path) -> None:
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        text = QCoreApplication.translate("written", "No program on this computer opens {file}.")
        more = QCoreApplication.translate(
            "written", "Choose one for such files in the settings of your system."
        )
        notices.tell(fill(text, file=path.name), more)
