"""Use cases that put articles where others read them: websites, e-readers, the edition of the day."""

__all__ = ["edition", "edition_schedule", "export_site", "keep_books"]
