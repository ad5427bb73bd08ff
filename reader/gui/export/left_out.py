"""What is said of articles that went nowhere, as there is nothing of them to read."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from reader.core.messages import QT_TRANSLATE_NOOP
from reader.gui.text.messages import fill

_WITHOUT_TEXT = QT_TRANSLATE_NOOP("left out", "Left out, as Liseuse has no text of them: {count}")


def left_out(count: int) -> list[str]:
    """A line about so many articles without their text; none about none."""
    return [fill(QCoreApplication.translate("left out", _WITHOUT_TEXT), count=count)] if count else []
