"""Feeds, their rules, marks of pieces and options, as changes for all computers and out of them."""

__all__ = ["taking_feeds", "telling_feeds"]
