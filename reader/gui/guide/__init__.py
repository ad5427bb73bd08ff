"""The guide: its pages in a window of their own, read without a connection."""

__all__ = ["feature"]
