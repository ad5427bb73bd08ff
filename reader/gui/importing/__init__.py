"""Brings in what other programs exported: a preview, the import, reports, texts that are fetched later."""

__all__ = ["feature"]
