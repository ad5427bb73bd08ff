"""Imports: their rows become articles in batches, and a whole import can be taken back."""

__all__ = ["entries", "imports", "merging", "new_articles", "recorded_rows", "waiting"]
