"""What a view of the library is called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from reader.commands import COMMANDS
from reader.services.library.browse_library import TAG_VIEW


def view_title(name: str) -> str:
    """The name of a view in the interface's language; of a tag's list, the tag."""
    if name.startswith(TAG_VIEW):
        return name.removeprefix(TAG_VIEW)
    return QCoreApplication.translate("commands", COMMANDS[f"view.{name}"].text)
