"""Commands of the window itself: undo, palette, help, settings, history, panes."""

from __future__ import annotations

from reader.commands.command import Command
from reader.core.messages import QT_TRANSLATE_NOOP


def window_rows() -> tuple[Command, ...]:
    """One row for each of them."""
    return (
        Command("undo", QT_TRANSLATE_NOOP("commands", "Undo"), ("Ctrl+Z",), menu="window"),
        Command("redo", QT_TRANSLATE_NOOP("commands", "Redo"), ("Ctrl+Shift+Z",), menu="window"),
        Command(
            "palette.open", QT_TRANSLATE_NOOP("commands", "Command palette…"), ("Ctrl+K",), menu="window"
        ),
        Command("help.open", QT_TRANSLATE_NOOP("commands", "Keyboard help"), ("?", "F1"), menu="window"),
        Command(
            "guide.open", QT_TRANSLATE_NOOP("commands", "Guide to Liseuse"), ("Shift+F1",), menu="window"
        ),
        Command("settings.open", QT_TRANSLATE_NOOP("commands", "Settings…"), ("Ctrl+,",), menu="window"),
        Command("companion.open", QT_TRANSLATE_NOOP("commands", "Save from the browser…"), menu="library"),
        Command("logs.open", QT_TRANSLATE_NOOP("commands", "Open log folder"), menu="window"),
        Command("about.open", QT_TRANSLATE_NOOP("commands", "About Liseuse…"), menu="window"),
        Command(
            "private.on",
            QT_TRANSLATE_NOOP("commands", "Private reading"),
            ("Ctrl+Shift+P",),
            menu="window",
            choice="private",
        ),
        Command("window.fullscreen", QT_TRANSLATE_NOOP("commands", "Full screen"), ("F11",), menu="window"),
        Command("window.menu", QT_TRANSLATE_NOOP("commands", "Menu"), ("F10",)),
        Command("window.back", QT_TRANSLATE_NOOP("commands", "Back to the list"), ("Esc",)),
        Command(
            "history.back", QT_TRANSLATE_NOOP("commands", "Back in history"), ("Alt+Left",), menu="window"
        ),
        Command(
            "history.forward",
            QT_TRANSLATE_NOOP("commands", "Forward in history"),
            ("Alt+Right",),
            menu="window",
        ),
        Command("pane.next", QT_TRANSLATE_NOOP("commands", "Next pane"), ("F6",)),
        Command("pane.previous", QT_TRANSLATE_NOOP("commands", "Previous pane"), ("Shift+F6",)),
        Command("window.close", QT_TRANSLATE_NOOP("commands", "Close window"), ("Ctrl+W",), menu="window"),
        Command("app.quit", QT_TRANSLATE_NOOP("commands", "Quit"), ("Ctrl+Q",), menu="window"),
    )
