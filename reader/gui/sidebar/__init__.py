"""The column of views, lists, saved searches and tags."""

__all__ = ["feed_entry", "sidebar", "status_line"]
