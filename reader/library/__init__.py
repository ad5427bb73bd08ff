"""Articles, translations and pictures on disk: SQLite through SQLModel, and files by content."""

__all__ = [
    "assets",
    "backup",
    "clock",
    "creation",
    "database",
    "disk_reserve",
    "drafts",
    "file_kind",
    "folder_risk",
    "private_folder",
    "replacement",
    "search_index",
    "search_text",
    "space",
    "sqlite_errors",
    "traces",
    "views",
]
