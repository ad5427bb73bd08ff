"""Acts on articles: marks, tags, places in them, their end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.model import ArticleSummary, ReadingPosition
from reader.services.unstored_acts.then import NOW, Then

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession


@dataclass(frozen=True, slots=True)
class Mark:
    """Articles whose `field` (unread, favourite, archived, trashed) was set to `value`."""

    ids: tuple[int, ...]
    field: str
    value: bool

    def do(self, session: LibrarySession, then: Then) -> None:
        """As all acts: do it, on what it was done to. Raises ReaderError."""
        from reader.library.articles.flags import set_flag

        same = same_articles(session, self.ids, then)
        changed = [card.id for card in same if bool(getattr(card, self.field)) != self.value]
        if changed:
            set_flag(session.articles, changed, self.field, self.value)


@dataclass(frozen=True, slots=True)
class Tagging:
    """Articles that were given tags, and from which tags were taken."""

    ids: tuple[int, ...]
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Mark.do`."""
        from reader.library.articles.flags import tag_all

        tag_all(session.articles, numbers(session, self.ids, then), self.add, self.remove)


@dataclass(frozen=True, slots=True)
class Tags:
    """One article that was given exactly these tags."""

    article: int
    names: tuple[str, ...]

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Mark.do`."""
        if is_same(session, self.article, then):
            session.articles.set_tags(self.article, self.names)


@dataclass(frozen=True, slots=True)
class Position:
    """Where the reader is in an article, and how much of it is read."""

    article: int
    position: ReadingPosition
    progress: float

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `Mark.do`."""
        if is_same(session, self.article, then):
            session.articles.set_position(self.article, self.position, self.progress)


@dataclass(frozen=True, slots=True)
class Deletion:
    """Articles in Trash that were deleted for good; one that is not there is not deleted."""

    ids: tuple[int, ...]

    def do(self, session: LibrarySession, then: Then = NOW) -> None:
        """See `Mark.do`."""
        trashed = [card.id for card in same_articles(session, self.ids, then) if card.trashed]
        if trashed:
            session.articles.delete_forever(trashed)


def same_articles(session: LibrarySession, ids: Sequence[int], then: Then) -> list[ArticleSummary]:
    """Those of some articles that are still here."""
    return [card for card in session.articles.by_ids(list(dict.fromkeys(ids))) if then.is_same(card)]


def numbers(session: LibrarySession, ids: Sequence[int], then: Then) -> list[int]:
    """The numbers of `same_articles`."""
    return [card.id for card in same_articles(session, ids, then)]


def is_same(session: LibrarySession, article: int, then: Then) -> bool:
    """Whether an article is one of `same_articles`."""
    return bool(same_articles(session, (article,), then))
