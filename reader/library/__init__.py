"""Articles, translations and pictures on disk: SQLite through SQLModel, and files by content."""

__all__ = [
    "assets",
    "backup",
    "clock",
    "database",
    "disk_reserve",
    "folder_risk",
    "private_folder",
    "search_text",
    "space",
    "sqlite_errors",
    "views",
]
