"""Declared options, their atomic store and the platform's folders."""

__all__ = ["options", "paths", "reading_speeds", "store"]
