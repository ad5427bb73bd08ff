"""How wide the panes are, what becomes of them in a narrower window, and how small it may be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SIDEBAR_WIDTH, SIDEBAR_LEAST, SIDEBAR_MOST = 216, 180, 280
LIST_WIDTH, LIST_LEAST, LIST_MOST = 392, 320, 520
"""Widths in px: usual and limits."""

SIDEBAR_COMPACT = 56
"""Width in px of the sidebar as icons only."""

COMPACT_BELOW = 1100
NARROW_BELOW = 720
"""Widths in px below which the sidebar becomes icons, and below which one pane shows at a time."""


LEAST_WINDOW = (400, 320)
"""Px of the smallest window."""
FRAME = (16, 48)
"""Px that the desktop's frame and title bar may take, which nobody knows before a window is shown."""


class Layout(StrEnum):
    """How the panes stand."""

    WIDE = "wide"
    COMPACT = "compact"
    NARROW = "narrow"


def layout_for(width: int) -> Layout:
    """The layout of a window's width in px."""
    if width < NARROW_BELOW:
        return Layout.NARROW
    return Layout.COMPACT if width < COMPACT_BELOW else Layout.WIDE


@dataclass(frozen=True, slots=True)
class PaneState:
    """What is remembered of the panes: widths of sidebar and list in px, and which of them are hidden.

    `reading` says that the article filled a narrow window.
    """

    sidebar: int = SIDEBAR_WIDTH
    list: int = LIST_WIDTH
    sidebar_hidden: bool = False
    list_hidden: bool = False
    reading: bool = False

    @classmethod
    def read(cls, text: str) -> PaneState | None:
        """The state that `text` holds; `None` for anything else."""
        parts = text.split(",")
        if len(parts) != 3 or not (parts[0].isdecimal() and parts[1].isdecimal()):
            return None
        return cls(int(parts[0]), int(parts[1]), "r" in parts[2], "l" in parts[2], "a" in parts[2])

    def text(self) -> str:
        """The state as one text for the settings."""
        hidden = ("r" if self.sidebar_hidden else "") + ("l" if self.list_hidden else "")
        return f"{self.sidebar},{self.list},{hidden}{'a' if self.reading else ''}"
