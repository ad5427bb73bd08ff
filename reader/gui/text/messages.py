"""What every text of the window needs: its values put in, a message put into the interface's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from reader.core.messages import Message, isolate

ARROW, ARROW_RTL = " → ", " ← "
"""Between the languages of a way of translation, by the direction of the interface."""


def fill(text: str, **values: object) -> str:
    """Put values into a translated text by name, each isolated."""
    for name, value in values.items():
        text = text.replace("{" + name + "}", isolate(value))
    return text


def words(message: Message) -> str:
    """A message in the interface's language, its values isolated."""
    return message.show(QCoreApplication.translate)
