"""The tables of feeds: sources, their pieces, which piece stands in which, rules, and the log of requests."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, String, text
from sqlmodel import Field, SQLModel

from reader.library.tables.library_tables import parent


class FeedRow(SQLModel, table=True):
    """A source; see `core.feeds.Feed`. `key` is what two addresses of the same feed share.

    `error_values` and `moves` are JSON. `body_digest` is the SHA-256 of the last document.
    """

    __tablename__ = "feed"
    __table_args__ = (
        Index("ux_feed_key", "key", unique=True),
        Index("ix_feed_next", "next_at"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str
    url: str
    title: str
    chosen_title: str
    site: str
    named_by: str
    agreed: str
    secret: bool
    etag: str
    last_modified: str
    body_digest: str
    state: str
    error: str
    error_values: str
    failures: int
    interval: int
    next_at: str
    checked_at: str
    changed_at: str
    added_at: str
    moves: str


class FeedItemRow(SQLModel, table=True):
    """A piece; see `core.feeds.FeedItem`. `key` is what tells the same piece in several feeds.

    `wanted` is what rules want done with it and is not done yet, as JSON; "" for nothing.
    """

    __tablename__ = "feed_item"
    __table_args__ = (
        Index("ux_feed_item_key", "key", unique=True),
        Index("ix_feed_item_sort", "sort_at", "id"),
        Index("ix_feed_item_new", "sort_at", "id", sqlite_where=text("read_at = ''")),
        Index("ix_feed_item_wanted", "id", sqlite_where=text("wanted <> ''")),
        Index("ix_feed_item_article", "article_id", sqlite_where=text("article_id <> 0")),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str
    url: str
    title: str
    summary: str
    author: str
    sections: str
    published_at: str
    sort_at: str
    media: str
    media_url: str
    added_at: str
    read_at: str
    opened_at: str
    article_id: int
    wanted: str
    translated_to: str
    translated_title: str
    translated_summary: str


class FeedItemTextRow(SQLModel, table=True):
    """The whole text of a piece as its feed has it, cleaned HTML; apart, so that lists read no text."""

    __tablename__ = "feed_item_text"

    item_id: int = Field(sa_column=parent("feed_item.id", primary_key=True))
    html: str


class FeedEntryRow(SQLModel, table=True):
    """That a piece stands in a feed, under the number that the feed gives it, `guid`, as a digest.

    `item_id` is 0 once the piece has faded: as long as the feed names it, it is not new again. `seen_at` is
    when the feed last named it.
    """

    __tablename__ = "feed_entry"
    __table_args__ = (
        PrimaryKeyConstraint("feed_id", "guid"),
        Index("ix_feed_entry_item", "item_id", "feed_id"),
        Index("ix_feed_entry_sort", "feed_id", "sort_at", "item_id"),
    )

    feed_id: int = Field(
        sa_column=Column(Integer, ForeignKey("feed.id", ondelete="CASCADE"), primary_key=True, nullable=False)
    )
    guid: str = Field(sa_column=Column(String, primary_key=True, nullable=False))
    item_id: int
    sort_at: str
    seen_at: str


class FeedRuleRow(SQLModel, table=True):
    """A rule; see `core.feeds.FeedRule`. `done` pieces were its doing on the day `done_on`.

    `place` is its place in the order; several of one place go by their numbers.
    """

    __tablename__ = "feed_rule"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    feed_id: int
    query: str
    action: str
    argument: str
    daily_limit: int
    done_on: str
    done: int
    added_at: str
    paused: bool
    place: int


class FeedLanguageRow(SQLModel, table=True):
    """The language that a feed says its pieces are in, a code of `core.languages`."""

    __tablename__ = "feed_language"

    feed_id: int = Field(sa_column=parent("feed.id", primary_key=True))
    language: str


class FeedRequestRow(SQLModel, table=True):
    """One request for a feed; see `core.feeds.FeedRequest`."""

    __tablename__ = "feed_request"
    __table_args__ = (Index("ix_feed_request_feed", "feed_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    feed_id: int
    requested_at: str
    reason: str
    status: int
    size: int
    new: int
    error: str
