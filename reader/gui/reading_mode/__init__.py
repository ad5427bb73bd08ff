"""The article alone in the window, with a status line."""

__all__ = ["feature"]
