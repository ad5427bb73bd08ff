"""The words of a card: reading time, meta line, and the sentence a screen reader says."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QObject

from reader.core.messages import isolate
from reader.core.model import ArticleSummary
from reader.gui.text.dates import long_date, short_date
from reader.gui.text.language_names import language_name
from reader.gui.text.sections import section_name
from reader.reading.reading_time import minutes

SEPARATOR = " · "
BEGUN = 0.01
"""Progress above which an article counts as begun (0 to 1)."""


class CardTexts(QObject):
    """The counted texts of a card; lupdate sees plural forms only in `self.tr`."""

    def minutes_left(self, count: int) -> str:
        """The time left of an article that is begun."""
        return self.tr("%n min left", "", count)

    def minutes(self, count: int) -> str:
        """The reading time of a whole article."""
        return self.tr("%n min", "", count)


def time_text(summary: ArticleSummary, speed: int = 0) -> str:
    """The reading time, or the time left once it is begun; why there is no text; else empty."""
    if summary.incomplete == "unfetched":
        return QCoreApplication.translate("cards", "Not fetched yet")
    if summary.incomplete == "unavailable":
        return QCoreApplication.translate("cards", "Could not be fetched")
    if summary.incomplete == "file":
        return QCoreApplication.translate("cards", "Link to a file")
    if summary.words <= 0:
        return ""
    if BEGUN <= summary.progress < 1:
        left = minutes(round(summary.words * (1 - summary.progress)), summary.language, speed)
        return CardTexts().minutes_left(left)
    whole = minutes(summary.words, summary.language, speed)
    return CardTexts().minutes(whole)


def title_of(summary: ArticleSummary, language_code: str = "") -> str:
    """The title, in the language asked for when there is a translation of it."""
    return summary.translated_titles.get(language_code, "") or summary.title


def joined(parts: Iterable[str]) -> str:
    """Parts of a meta line, each isolated, with middle dots between them."""
    return SEPARATOR.join(isolate(part) for part in parts if part)


def head_parts(summary: ArticleSummary) -> tuple[str, str]:
    """The section and the date of a card's first line."""
    return section_name(summary.section, summary.language), short_date(summary.date or summary.saved_at)


def badges(summary: ArticleSummary) -> list[tuple[str, bool]]:
    """Language badges in order: the original's, then each translation's; `True` marks a translation."""
    own = [(summary.language[:2].upper(), False)] if summary.language else []
    return own + [(code.upper(), True) for code in summary.translations if code != summary.language]


def sentences(parts: Iterable[str]) -> str:
    """Spoken parts, a stop after each but the last, the way the interface's language writes it."""
    return _chained(QCoreApplication.translate("cards", "{first}. {second}"), parts)


def listed(parts: Iterable[str]) -> str:
    """Spoken parts with a comma between them, the way the interface's language writes it."""
    return _chained(QCoreApplication.translate("cards", "{first}, {second}"), parts)


def _chained(pattern: str, parts: Iterable[str]) -> str:
    pieces = [part for part in parts if part]
    text = pieces[0] if pieces else ""
    for piece in pieces[1:]:
        text = pattern.replace("{first}", "\0").replace("{second}", piece).replace("\0", text)
    return text


def spoken(summary: ArticleSummary, picked: bool = False) -> str:
    """The card as one sentence for a screen reader."""
    translate = QCoreApplication.translate
    pieces = [
        translate("cards", "selected") if picked else "",
        isolate(summary.title),
        section_name(summary.section, summary.language),
        listed((summary.site, summary.author, long_date(summary.date))),
        time_text(summary),
        translate("cards", "unread") if not summary.opened else _percent(summary),
        _languages(summary),
        translate("cards", "favourite") if summary.favourite else "",
    ]
    return sentences(pieces)


def _percent(summary: ArticleSummary) -> str:
    if summary.progress < BEGUN:
        return ""
    return QCoreApplication.translate("cards", "{percent} read").replace(
        "{percent}", isolate(f"{round(summary.progress * 100)}%")
    )


def _languages(summary: ArticleSummary) -> str:
    own = language_name(summary.language) if summary.language else ""
    others = [language_name(code) for code in summary.translations if code != summary.language]
    if not others:
        return own
    text = QCoreApplication.translate("cards", "{language}, translated to {others}")
    return text.replace("{language}", isolate(own)).replace("{others}", isolate(listed(others)))
