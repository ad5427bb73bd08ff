"""Translations that wait for their turn."""

__all__ = ["feature"]
