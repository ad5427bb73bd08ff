"""Use cases that put articles where others read them: a website in a folder, books on an e-reader."""

__all__ = ["export_site", "keep_books"]
