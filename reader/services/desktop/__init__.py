"""What joins the program to the desktop: later starts, notifications, the companion, the guide, power."""

__all__ = [
    "companion",
    "companion_host",
    "guide_pages",
    "hand_over",
    "notify",
    "open_request",
    "own_command",
    "shipped_parts",
]
