"""Colours, fonts, icons and sizes; imports nothing of the window."""

__all__ = [
    "focus_ring",
    "fonts",
    "icons",
    "motion",
    "own_style",
    "reading_fonts",
    "stylesheet",
    "tab_order",
    "theme",
    "themed_widget",
    "typography",
]
