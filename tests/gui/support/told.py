"""What the window tells at its foot about something that was asked for."""

from __future__ import annotations

from tests.gui.support.screen import screen


def told(window, qtbot) -> str:
    """What the next notice says; it is closed again."""
    on_screen = screen(window)
    qtbot.waitUntil(lambda: bool(on_screen.error_notices))
    notice = on_screen.error_notices[-1]
    said = notice.accessibleName()
    while on_screen.notices.dismiss():
        pass
    return said
