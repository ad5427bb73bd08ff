"""What stands in the field that the reader is in: whether anything was typed since a link was given."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


def typed_text(window: QWidget) -> str:
    """The text in the field that has the focus of a window, empty where no field has it."""
    field = window.focusWidget()
    if isinstance(field, QLineEdit):
        return field.text()
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else ""
