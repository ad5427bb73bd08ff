"""Use cases of feeds: followed, updated, read, ruled, exchanged."""

__all__ = [
    "allowed",
    "feed_lists",
    "feed_secrets",
    "follow_feed",
    "morning",
    "open_item",
    "read_items",
    "rules",
    "source_of",
    "suggested",
    "translate_items",
    "update_feeds",
]
