"""The commands of feeds."""

from __future__ import annotations

from reader.commands.command import ARTICLE, Command
from reader.core.messages import QT_TRANSLATE_NOOP


def feed_rows() -> tuple[Command, ...]:
    """One row each, in the order of the menu."""

    def row(name: str, text: str, *keys: str) -> Command:
        return Command(name, text, keys, menu="feeds")

    return (
        row("view.morning", QT_TRANSLATE_NOOP("commands", "This morning"), "G, E"),
        row("view.feeds", QT_TRANSLATE_NOOP("commands", "Feeds"), "G, S"),
        row("feeds.follow", QT_TRANSLATE_NOOP("commands", "Follow a source…"), "Ctrl+Shift+N"),
        Command(
            "feeds.follow-source",
            QT_TRANSLATE_NOOP("commands", "Follow the source of this article…"),
            scope=ARTICLE,
            menu="feeds",
        ),
        row("feeds.update", QT_TRANSLATE_NOOP("commands", "Look for new pieces"), "Shift+F5"),
        row("feeds.update-here", QT_TRANSLATE_NOOP("commands", "Look for new pieces of this source")),
        row("feeds.mark-older", QT_TRANSLATE_NOOP("commands", "Mark this piece and older ones as read")),
        row("feeds.rules", QT_TRANSLATE_NOOP("commands", "Rules for new pieces…"), "Ctrl+Shift+R"),
        row("feeds.log", QT_TRANSLATE_NOOP("commands", "Requests for feeds…"), "Ctrl+Shift+L"),
        Command(
            "in-morning.on",
            QT_TRANSLATE_NOOP("commands", "In “This morning”"),
            menu="feeds",
            choice="in-morning",
        ),
        row("feeds.rename", QT_TRANSLATE_NOOP("commands", "Rename this source…")),
        row("feeds.unfollow", QT_TRANSLATE_NOOP("commands", "Stop following this source")),
        row("feeds.export", QT_TRANSLATE_NOOP("commands", "Export the list of feeds…")),
    )
