"""Days in the words of the interface's language."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale


def short_date(date: str) -> str:
    """A `YYYY-MM-DD` day in the interface's language, such as 27 Nov 2025; as given when it is none."""
    day = QDate.fromString(date[:10], "yyyy-MM-dd")
    return QLocale().toString(day, "d MMM yyyy").replace(".", "") if day.isValid() else date[:10]


def long_date(date: str) -> str:
    """A `YYYY-MM-DD` day in the interface's language, such as 27 November 2025."""
    day = QDate.fromString(date[:10], "yyyy-MM-dd")
    return QLocale().toString(day, "d MMMM yyyy") if day.isValid() else date[:10]
