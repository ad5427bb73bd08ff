"""Declared options, their atomic store and the platform's folders."""

__all__ = [
    "belonging",
    "damaged_files",
    "disks",
    "installation",
    "option",
    "options",
    "paths",
    "reading_speeds",
    "store",
]
