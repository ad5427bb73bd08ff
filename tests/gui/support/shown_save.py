"""A save in the tray as it would have come there: given first, then as far as a test wants it."""

from __future__ import annotations

from typing import Any

from reader.gui.background.save_entry import SaveEntry
from reader.gui.saving.save_tray import SaveTray


def show_save(tray: SaveTray, url: str, **values: Any) -> SaveEntry:
    """Show the entry of a link, then with these values; it has an item while there is room for one."""
    entry = SaveEntry(url)
    tray.show_entry(entry)
    for name, value in values.items():
        setattr(entry, name, value)
    tray.show_entry(entry)
    return entry
