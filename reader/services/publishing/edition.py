"""The edition of the day: all that is unread of the last day or week as one book, oldest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.core.messages import QT_TRANSLATE_NOOP, Translate, isolate, plain, untranslated
from reader.core.progress import Progress
from reader.library.imports.entries import WITHOUT_TEXT
from reader.services.library.export_article import ExportChoice, file_name, target_of
from reader.services.library.export_book import ARTICLES, FONTS, BookName, export_book
from reader.services.publishing.edition_sources import sources_of

if TYPE_CHECKING:
    from reader.core.model import ArticleSummary
    from reader.services.library_session import LibrarySession

SPANS = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=31)}
"""What “since” may be beside a date."""
_BATCH = 100  # cards read at once
_ZONES = timedelta(days=1)  # more than any two clocks of this world differ by
_TITLE = QT_TRANSLATE_NOOP("edition", "Edition of {date}")
_MINUTES = QT_TRANSLATE_NOOP("edition", "{count} min of reading")
_DAYS = (
    QT_TRANSLATE_NOOP("edition", "{day} January {year}"),
    QT_TRANSLATE_NOOP("edition", "{day} February {year}"),
    QT_TRANSLATE_NOOP("edition", "{day} March {year}"),
    QT_TRANSLATE_NOOP("edition", "{day} April {year}"),
    QT_TRANSLATE_NOOP("edition", "{day} May {year}"),
    QT_TRANSLATE_NOOP("edition", "{day} June {year}"),
    QT_TRANSLATE_NOOP("edition", "{day} July {year}"),
    QT_TRANSLATE_NOOP("edition", "{day} August {year}"),
    QT_TRANSLATE_NOOP("edition", "{day} September {year}"),
    QT_TRANSLATE_NOOP("edition", "{day} October {year}"),
    QT_TRANSLATE_NOOP("edition", "{day} November {year}"),
    QT_TRANSLATE_NOOP("edition", "{day} December {year}"),
)


@dataclass(frozen=True, slots=True)
class EditionChoice:
    """What an edition is made of.

    Args:
        since: the moment from which on articles were saved, with a time zone.
        sources: names of sources or their hosts, empty for all. target: the language that stands beside
            the original, empty for none.
        without: addresses of feeds whose pieces are left out.
    """

    since: datetime
    sources: tuple[str, ...] = ()
    target: str = ""
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """What was written: `path` is `None` where nothing is unread; `minutes` of reading, of all together;
    how many articles are `untranslated`, and in their own language alone; how many are `without_text`, as
    that was not fetched yet, and left out."""

    path: Path | None
    articles: int = 0
    minutes: int = 0
    untranslated: int = 0
    without_text: int = 0


def since_of(text: str, now: datetime) -> datetime:
    """The moment that one of `SPANS`, or a day (`YYYY-MM-DD`) in local time, or a full date names.

    Raises:
        ValueError: it is neither.
    """
    if text in SPANS:
        return now - SPANS[text]
    return datetime.fromisoformat(text).astimezone(UTC)


def readers_choice(
    session: LibrarySession, since: datetime, sources: Sequence[str] = (), target: str | None = None
) -> EditionChoice:
    """What the reader has in an edition: these sources, or all but those that he left out of the morning.

    Args:
        target: as for `EditionChoice`; `None` for the language that he reads in.
    """
    without = () if sources else left_out_feeds(session.settings.text("morning_without"))
    language = readers_language(session) if target is None else target
    return EditionChoice(since, tuple(sources), language, without)


def left_out_feeds(stored: str) -> tuple[str, ...]:
    """The addresses of feeds that the option `morning_without` holds."""
    return tuple(filter(None, stored.split("\n")))


def readers_language(session: LibrarySession) -> str:
    """The language that the reader reads in, empty for the original alone."""
    return target_of(session.settings.text("reading_language"))


def edition_articles(session: LibrarySession, choice: EditionChoice) -> list[ArticleSummary]:
    """The cards of the articles that an edition has, oldest first; what has no text yet is left out."""
    return [card for card in _chosen(session, choice) if card.incomplete not in WITHOUT_TEXT]


def edition_sources(session: LibrarySession, since: datetime, most: int | None = None) -> list[str]:
    """The names of the sources that have something unread since then, in order of the alphabet.

    Args:
        most: how many at most; those with the most articles are named.
    """
    cards = edition_articles(session, EditionChoice(since))
    counts = Counter(source for card in cards if (source := card.site or _host(card)))
    return sorted((name for name, _ in counts.most_common(most)), key=str.casefold)


def edition_name(day: datetime, translate: Translate = untranslated) -> str:
    """What the edition of a day is called."""
    date = translate("edition", _DAYS[day.month - 1])
    date = date.replace("{day}", str(day.day)).replace("{year}", str(day.year))
    return translate("edition", _TITLE).replace("{date}", date)


def write_edition(
    session: LibrarySession,
    choice: EditionChoice,
    place: Path,
    progress: Progress,
    fonts: tuple[str, str] = FONTS,
    translate: Translate = untranslated,
    now: datetime | None = None,
) -> Edition:
    """Write the edition into a file, or into a folder under its own name; an article that has no
    translation is in its own language alone.

    Raises:
        ReaderError, Cancelled: as `export_book`.
    """
    chosen = _chosen(session, choice)
    cards = [card for card in chosen if card.incomplete not in WITHOUT_TEXT]
    lacking = len(chosen) - len(cards)
    if not cards:
        return Edition(None, without_text=lacking)
    day = (now or datetime.now(UTC)).astimezone()
    title = plain(edition_name(day, translate))
    path = place / file_name(title, "epub") if place.is_dir() else place
    length = minutes_of_reading(session, cards)
    about = " · ".join(
        (
            translate("export", ARTICLES).replace("{number}", isolate(len(cards))),
            translate("edition", _MINUTES).replace("{count}", isolate(length)),
        )
    )
    name = BookName(title, about, fonts)
    wanted = ExportChoice(choice.target, both=bool(choice.target))
    book = export_book(session, [card.id for card in cards], path, progress, wanted, name, translate)
    return Edition(path, len(cards), length, len(book.untranslated), lacking)


def _chosen(session: LibrarySession, choice: EditionChoice) -> list[ArticleSummary]:
    from reader.library.articles.readable import unread_since

    sources = sources_of(session, choice.sources, choice.without)
    # Stored times may name any time zone: the library leaves out what is older in each of them.
    day = (choice.since.astimezone(UTC) - _ZONES).date().isoformat()
    ids = unread_since(session.database, day)
    found: list[tuple[datetime, int, ArticleSummary]] = []
    for start in range(0, len(ids), _BATCH):
        for card in session.articles.by_ids(ids[start : start + _BATCH]):
            moment = _moment(card.saved_at)
            if moment >= choice.since and sources.have(card):
                found.append((moment, card.id, card))
    return [card for *_, card in sorted(found, key=lambda one: one[:2])]


def minutes_of_reading(session: LibrarySession, cards: Sequence[ArticleSummary]) -> int:
    """Minutes of reading of articles in all, at the reader's own speed."""
    from reader.reading.reading_time import minutes
    from reader.services.own_speed import reading_speeds

    speeds = reading_speeds(session.settings)
    return sum(minutes(card.words, card.language, speeds.of(card.language)) for card in cards)


def _moment(saved: str) -> datetime:
    try:
        moment = datetime.fromisoformat(saved)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _host(card: ArticleSummary) -> str:
    return (urlsplit(card.url).hostname or "").removeprefix("www.")
