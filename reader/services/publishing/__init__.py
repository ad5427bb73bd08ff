"""Use cases that put articles where others read them: websites, e-readers, catalogues, editions."""

__all__ = [
    "catalogue_access",
    "catalogue_server",
    "edition",
    "edition_schedule",
    "edition_sources",
    "export_site",
    "keep_books",
]
