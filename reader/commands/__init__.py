"""Every command of the window and its keys, from which menus, shortcuts, palette and help are made."""

from reader.commands.command import ARTICLE, EVERYWHERE, IN_LIST, IN_TEXT, READING, Command
from reader.commands.table import COMMANDS, MENUS, SUBMENUS
from reader.commands.variants import (
    IN_FEEDS,
    IN_MARKS,
    IN_MORNING,
    IN_NOTES,
    IN_NOTES_LIST,
    IN_NOTES_PAGE,
    IN_STRIP,
    OVER_LIST,
    VARIANTS,
)

__all__ = [
    "ARTICLE",
    "COMMANDS",
    "EVERYWHERE",
    "IN_FEEDS",
    "IN_LIST",
    "IN_MARKS",
    "IN_MORNING",
    "IN_NOTES",
    "IN_NOTES_LIST",
    "IN_NOTES_PAGE",
    "IN_STRIP",
    "IN_TEXT",
    "MENUS",
    "OVER_LIST",
    "READING",
    "SUBMENUS",
    "VARIANTS",
    "Command",
]
