"""What joins the program to the desktop: later starts, notifications, the companion, the guide, power."""

__all__ = [
    "companion",
    "companion_host",
    "desktop_calls",
    "guide_pages",
    "hand_over",
    "media_player",
    "open_request",
    "own_command",
    "session_bus",
    "shipped_parts",
]
