"""What joins the program to the desktop: later starts, notifications, the companion, power."""

__all__ = [
    "companion",
    "companion_host",
    "hand_over",
    "notify",
    "open_request",
    "own_command",
    "shipped_parts",
]
