"""Use cases that put articles where others read them: a website in a folder."""

__all__ = ["export_site"]
