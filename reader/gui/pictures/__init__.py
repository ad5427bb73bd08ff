"""The pictures of an article, over the whole window."""

__all__ = ["feature"]
