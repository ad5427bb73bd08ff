"""Use cases of feeds: followed, updated, read, ruled, exchanged."""

__all__ = [
    "feed_lists",
    "follow_feed",
    "open_item",
    "read_items",
    "rules",
    "source_of",
    "suggested",
    "update_feeds",
]
