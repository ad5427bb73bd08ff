"""PySide6 widgets: show state, send commands."""

__all__ = []
