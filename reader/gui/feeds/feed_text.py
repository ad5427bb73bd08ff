"""Words of feeds: moments, states, numbers of pieces."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, Qt

from reader.core.errors import ReaderError
from reader.core.feeds import GONE, Feed
from reader.gui.text.dates import short_date
from reader.gui.text.messages import fill, words


def moment_text(iso: str) -> str:
    """A moment (ISO 8601 in UTC) in the reader's time: the hour of today, else the day."""
    moment = QDateTime.fromString(iso, Qt.DateFormat.ISODate).toLocalTime()
    if not moment.isValid():
        return ""
    if moment.date() == QDate.currentDate():
        return QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat)
    return short_date(moment.date().toString("yyyy-MM-dd"))


def state_text(feed: Feed) -> str:
    """What is wrong with a feed and what to do about it, "" when nothing is."""
    if not feed.error:
        return ""
    error = ReaderError(feed.error, "", **feed.error_values)
    said = f"{words(error.title)} {words(error.hint)}"
    if feed.state == GONE or not feed.next_at:
        return said
    again = QCoreApplication.translate("feeds", "Next try: {time}.")
    return f"{said} {fill(again, time=moment_text(feed.next_at))}"


def found_text(new: int) -> str:
    """How many new pieces came."""
    if not new:
        return QCoreApplication.translate("feeds", "Nothing new")
    return fill(QCoreApplication.translate("feeds", "New pieces: {count}"), count=QLocale().toString(new))
