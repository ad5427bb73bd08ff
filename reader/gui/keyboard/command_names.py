"""What a command is called out of its menu, as the palette and the settings list it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from reader.commands import COMMANDS


def command_name(command_id: str) -> str:
    """A command's name: with its menu's where it would not be understood alone."""
    command, translate = COMMANDS[command_id], QCoreApplication.translate
    text = translate("commands", command.text)
    patterns = {
        "theme": translate("Overlays", "Theme: {name}"),
        "language": translate("Overlays", "Interface language: {name}"),
        "size": translate("Overlays", "Text size: {name}"),
        "sort": translate("Overlays", "Sort by: {name}"),
    }
    if command.choice in patterns:
        return patterns[command.choice].replace("{name}", text)
    if command_id in ("translation.fr", "translation.en", "translation.ar"):
        return translate("Overlays", "Read in {name}").replace("{name}", text)
    if command_id.startswith("view."):
        return translate("Overlays", "Go to {name}").replace("{name}", text)
    return text
