"""One command of the window, and where it can run."""

from __future__ import annotations

from dataclasses import dataclass

EVERYWHERE = "everywhere"
ARTICLE = "article"
READING = "reading"
"""Scopes: always; when an article is chosen; when an article is open in the reading pane."""

IN_LIST = "list"
IN_TEXT = "text"
"""Where keys count when they mean something else elsewhere: movement keys, Enter, Space."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Args:
        id: its name in code and settings, and the key of its handler.
        text: what menus call it; ends in `…` when it asks something first.
        keys: portable key sequences, the first is the one shown.
        scope: when it can run: `EVERYWHERE`, `ARTICLE` or `READING`.
        menu: a key of `MENUS`, empty for a command that only has keys.
        choice: the exclusive group it belongs to (`theme`, `language`, `size`, `sort`), shown with a mark.
        keys_in: `IN_LIST` or `IN_TEXT` for keys that count only there.
    """

    id: str
    text: str
    keys: tuple[str, ...] = ()
    scope: str = EVERYWHERE
    menu: str = ""
    choice: str = ""
    keys_in: str = ""
