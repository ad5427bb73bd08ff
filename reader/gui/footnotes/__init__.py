"""Footnotes: shown beside their mark, gone to, come back from."""

__all__ = ["feature"]
