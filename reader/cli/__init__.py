"""The command line: the same services without a window."""

__all__ = ["main"]
