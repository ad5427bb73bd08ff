"""Highlights and private notes."""

__all__ = ["feature"]
