"""Declared options, their atomic store and the platform's folders."""

__all__ = ["option", "damaged_files", "installation", "options", "paths", "reading_speeds", "store"]
