"""Feeds: what a source publishes, what became of each piece, and the rules the reader gave.

Times are ISO 8601 text in UTC; "" stands for "never" or "not known".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.core.errors import ReaderError
from reader.core.messages import QT_TRANSLATE_NOOP, Message
from reader.core.origin import AddressClass

OK, FAILING, GONE = "ok", "failing", "gone"
"""The states of a feed: its last update worked, did not, or its server says that it has ended."""

ACTIONS = ("save", "tag", "translate", "favourite", "keep", "skip")
"""What a rule may do with a piece."""

MOST_KEPT_DAYS = 3650
"""So long a rule may keep a piece that nobody opened."""

SHORTEST_INTERVAL, LONGEST_INTERVAL = 15, 24 * 60
"""Minutes between two updates of a feed."""


@dataclass(frozen=True, slots=True)
class ParsedItem:
    """A piece as a feed's document tells it.

    `guid` tells it from the feed's other pieces; `key` is what the same piece in another feed shares, ""
    where it has no address of its own. `summary` is plain text; `html` the whole text, cleaned,
    where the feed has it. `sections` are its categories. `media` is `audio` or `video` of a podcast, with
    `media_url` its file.
    """

    guid: str
    key: str = ""
    url: str = ""
    title: str = ""
    summary: str = ""
    html: str = ""
    author: str = ""
    published: str = ""
    sections: tuple[str, ...] = ()
    media: str = ""
    media_url: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed's document: its title, its site's home page, its pieces in their order, newest first or not.

    `minutes` is how often the source asks to be looked at, 0 where it says nothing. `url` is the address
    that it gives as its own, "" for none. `language` is the code of the language that it says it is in.
    """

    title: str = ""
    site: str = ""
    language: str = ""
    minutes: int = 0
    items: tuple[ParsedItem, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was found: its address and what it is called, "" for nothing.

    `page` is the page that named it, "" for none, and `reached` how local that page is, or the feed itself
    where the reader gave its address. `at_hand` is its document where it was fetched to be found, as
    `services.feeds.fetch_feed` has it: it is not asked for again.
    """

    url: str
    title: str = ""
    page: str = ""
    reached: AddressClass = AddressClass.PUBLIC
    at_hand: object = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Feed:
    """A source the reader follows.

    `url` holds no password: `secret` says that one is in the keyring. `named_by` is who gave the address
    and `agreed` the local one that the reader allowed, as in `core.origin`. `state` is one of those above
    with `error`, the kind of the last failure, and the values of its words. `interval` are minutes.
    `moves` are the addresses it had before. `new` counts the pieces not seen yet.
    """

    id: int
    url: str
    title: str = ""
    chosen_title: str = ""
    site: str = ""
    named_by: str = "reader"
    agreed: str = ""
    secret: bool = False
    etag: str = ""
    last_modified: str = ""
    body_digest: str = ""
    state: str = OK
    error: str = ""
    error_values: dict[str, str] = field(default_factory=dict)
    failures: int = 0
    interval: int = 60
    next_at: str = ""
    checked_at: str = ""
    changed_at: str = ""
    added_at: str = ""
    moves: tuple[str, ...] = ()
    new: int = 0

    @property
    def name(self) -> str:
        """What the reader sees: the chosen title, else the feed's own, else its address, from its host on."""
        return (
            self.chosen_title or self.title or self.url.partition("://")[2].removeprefix("www.") or self.url
        )


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A piece as the list shows it; the same piece in several feeds is one.

    `sort_at` is when it was published, or came where that is not known. `article_id` is that of the saved
    article, 0 for none. `translated_title` is in `translated_to`. `feed_ids` are the feeds it stands in.
    """

    id: int
    url: str
    title: str
    summary: str = ""
    author: str = ""
    sections: str = ""
    published_at: str = ""
    sort_at: str = ""
    media: str = ""
    media_url: str = ""
    read_at: str = ""
    opened_at: str = ""
    article_id: int = 0
    translated_to: str = ""
    translated_title: str = ""
    translated_summary: str = ""
    feed_ids: tuple[int, ...] = ()

    @property
    def new(self) -> bool:
        """Whether the reader has not seen it yet."""
        return not self.read_at


@dataclass(frozen=True, slots=True)
class FeedRule:
    """What is done with new pieces that a search finds.

    `feed_id` 0 stands for every feed. `argument` is the tag of `tag` or the language of `translate`. At
    most `daily_limit` pieces a day, 0 for no limit. A `paused` one does nothing. Rules go by `place`: a
    piece is skipped when the first one that finds it says so.
    """

    id: int
    feed_id: int
    query: str
    action: str
    argument: str = ""
    daily_limit: int = 20
    paused: bool = False
    place: int = 0


@dataclass(frozen=True, slots=True)
class FeedRequest:
    """One request that was made for a feed.

    `reason` is who wanted it: `timer`, `reader`, `subscribe`, `edition` or `command`. `status` is the
    server's, 0 when there was no answer; `size` in bytes; `error` the kind of what failed, "" for nothing.
    """

    feed_id: int
    requested_at: str
    reason: str
    status: int = 0
    size: int = 0
    new: int = 0
    error: str = ""


_LATER = QT_TRANSLATE_NOOP("errors", "What it brought is kept. It is asked again later.")
_MOVED = QT_TRANSLATE_NOOP(
    "errors", "What it brought before is kept. Open the site to see whether the feed has moved."
)
_NOT_YET = QT_TRANSLATE_NOOP("errors", "Nothing was followed. Try again later.")

_PASSING = ("offline", "unknown-host", "refused", "timeout", "broken-answer", "server-error")
"""Failures that time may mend."""

_OF_FOLLOWED = {
    **dict.fromkeys((*_PASSING, "too-many-requests"), _LATER),
    "too-many-redirects": _MOVED,
}
_OF_SOUGHT = dict.fromkeys(("offline", "refused", "timeout", "server-error", "feed-broken"), _NOT_YET)


class FeedError(ReaderError):
    """A failure of a feed, in its own words: what is done about a page is not what is done about a feed."""

    _hints = _OF_FOLLOWED

    @property
    def hint(self) -> Message:
        """What to do next, or what is done by itself."""
        return Message("errors", self._hints.get(self.kind, self.words.hint), self.values)


class SoughtFeedError(FeedError):
    """A failure of a feed that was looked for: nothing is followed, and nothing of it is kept."""

    _hints = _OF_SOUGHT
