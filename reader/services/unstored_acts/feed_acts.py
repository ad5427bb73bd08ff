"""Acts on followed sources, their pieces and the rules for these."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.core.feeds import Feed, FeedRule, FoundFeed
from reader.library.feeds.removal import RemovedFeed

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.services.unstored_acts.then import Then


@dataclass(frozen=True, slots=True)
class PiecesMarked:
    """Pieces that were marked as read, or as new again."""

    ids: tuple[int, ...]
    read: bool

    def do(self, session: LibrarySession, then: Then) -> None:
        """Do it, on what it was done to. Raises ReaderError."""
        items = session.feed_items
        (items.mark_read if self.read else items.mark_new)(items.came_before(self.ids, then.at))


@dataclass(frozen=True, slots=True)
class OlderRead:
    """A piece that was marked as read with all that are older, of one source or of all (0)."""

    item: int
    feed_id: int

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `PiecesMarked.do`."""
        from reader.services.feeds.read_items import mark_older_read

        if session.feed_items.came_before((self.item,), then.at):
            mark_older_read(session, self.item, self.feed_id)


@dataclass(frozen=True, slots=True)
class SourceNamed:
    """A source that was given a name, "" for its own."""

    url: str
    title: str

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `PiecesMarked.do`."""
        for feed in _followed(session, self.url):
            session.feeds.rename(feed.id, self.title)


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """A source that is followed no longer."""

    url: str

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `PiecesMarked.do`."""
        from reader.services.feeds.follow_feed import unfollow

        if feeds := _followed(session, self.url):
            unfollow(session, [feed.id for feed in feeds])


@dataclass(frozen=True, slots=True)
class FollowedAgain:
    """A source that is followed again as it was, with what went with it where that is known; its password is
    in no file."""

    url: str
    title: str = ""
    removed: tuple[RemovedFeed, ...] = ()

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `PiecesMarked.do`."""
        from reader.services.feeds.follow_feed import keep

        if _followed(session, self.url):
            return
        if not self.removed:
            keep(session, [FoundFeed(self.url, self.title)])
        else:
            tables = [table for each in self.removed for table in (each.rules, each.items, each.entries)]
            rows = [row for table in tables for row in table] + [each.feed for each in self.removed]
            if all(name.isidentifier() for row in rows for name in row):
                session.feeds.put_back(self.removed)


@dataclass(frozen=True, slots=True)
class RuleKept:
    """A rule for new pieces, a new one or in the place of `before`; `feed` is the address of its source."""

    rule: FeedRule
    before: FeedRule | None = None
    feed: str = ""

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `PiecesMarked.do`."""
        from reader.services.feeds.rules import add_rule, change_rule

        if self.before is not None:
            if (known := _known(session, self.before)) is not None:
                change_rule(session, replace(self.rule, id=known.id))
        elif _known(session, self.rule) is None and _has_feed(session, self.rule, self.feed):
            add_rule(session, self.rule)


@dataclass(frozen=True, slots=True)
class RulesOrdered:
    """Rules that were put into this order among themselves."""

    rules: tuple[FeedRule, ...]

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `PiecesMarked.do`."""
        known = [_known(session, rule) for rule in dict.fromkeys(self.rules)]
        wanted = [rule.id for rule in known if rule is not None]
        if wanted != [rule.id for rule in session.feed_rules.all() if rule.id in wanted]:
            session.feed_rules.order(wanted)


@dataclass(frozen=True, slots=True)
class RuleRemoved:
    """A rule that was forgotten."""

    rule: FeedRule

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `PiecesMarked.do`."""
        if (known := _known(session, self.rule)) is not None:
            session.feed_rules.remove(known.id)


@dataclass(frozen=True, slots=True)
class RuleBack:
    """A rule that was removed and put back; `feed` is the address of its source."""

    rule: FeedRule
    feed: str = ""

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `PiecesMarked.do`."""
        if _known(session, self.rule) is None and _has_feed(session, self.rule, self.feed):
            session.feed_rules.put_back(self.rule)


def _followed(session: LibrarySession, url: str) -> list[Feed]:
    """The source with an address, where it is followed."""
    return [feed for feed in session.feeds.all() if feed.url == url]


def _has_feed(session: LibrarySession, rule: FeedRule, url: str) -> bool:
    """Whether the source of a rule has its address still, or the rule holds for all."""
    return rule.feed_id in (0, *(feed.id for feed in _followed(session, url)))


def _known(session: LibrarySession, rule: FeedRule) -> FeedRule | None:
    """A rule as the library has it; the number of another one is not its own."""
    said = (rule.feed_id, rule.query, rule.action, rule.argument)
    same = [
        kept
        for kept in session.feed_rules.all()
        if (kept.feed_id, kept.query, kept.action, kept.argument) == said
    ]
    return next((kept for kept in same if kept.id == rule.id), same[0] if same else None)
