"""Words of feeds: moments, states, numbers of pieces."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, Qt

from reader.core.errors import ReaderError
from reader.core.feeds import GONE, Feed, FeedError, FeedRequest
from reader.core.messages import QT_TRANSLATE_NOOP, isolate
from reader.gui.text.dates import short_date
from reader.gui.text.messages import fill, words

_UNCHANGED = 304
_IN_HOURS = 120  # minutes
_REASONS = {
    "timer": QT_TRANSLATE_NOOP("feeds", "By itself"),
    "reader": QT_TRANSLATE_NOOP("feeds", "You asked for it"),
    "subscribe": QT_TRANSLATE_NOOP("feeds", "It was followed"),
    "command": QT_TRANSLATE_NOOP("feeds", "On the command line"),
    "edition": QT_TRANSLATE_NOOP("feeds", "For the edition"),
}


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
    error = FeedError(feed.error, "", **feed.error_values)
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


def time_text(iso: str) -> str:
    """A moment (ISO 8601 in UTC) in the reader's time, with its day and minute."""
    moment = QDateTime.fromString(iso, Qt.DateFormat.ISODate).toLocalTime()
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat) if moment.isValid() else ""


def every_text(minutes: int) -> str:
    """How often a source is looked at: in minutes, or from two hours on in hours."""
    if minutes < _IN_HOURS:
        text, count = QCoreApplication.translate("feeds", "Looked at every {count} min."), minutes
    else:
        text, count = QCoreApplication.translate("feeds", "Looked at every {count} h."), round(minutes / 60)
    return fill(text, count=QLocale().toString(count))


def reason_text(reason: str) -> str:
    """Who wanted a request, one of those of `core.feeds.FeedRequest`."""
    return QCoreApplication.translate("feeds", _REASONS.get(reason, reason))


def came_text(request: FeedRequest, feed: Feed | None) -> str:
    """What a request brought: new pieces and bytes, nothing new, or what went wrong."""
    if request.error:
        url = feed.url if feed is not None else ""
        known = {"host": urlsplit(url).hostname or "", "link": url, "status": request.status or ""}
        said = words(ReaderError(request.error, "", **known).title)
        return request.error if "{" in said else said
    if request.status == _UNCHANGED or not (request.new or request.size):
        return QCoreApplication.translate("feeds", "Nothing new")
    size = QLocale().formattedDataSize(request.size, 0, QLocale.DataSizeFormat.DataSizeSIFormat)
    return f"{found_text(request.new)} · {isolate(size)}"
