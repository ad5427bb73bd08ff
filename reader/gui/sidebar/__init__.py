"""The column of views, lists, saved searches and tags."""

__all__ = ["sidebar", "status_line"]
