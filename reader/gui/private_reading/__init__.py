"""Private reading in the window: its command, its sign, and what goes on once it is ended."""

__all__ = ["feature"]
