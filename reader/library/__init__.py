"""Articles, translations and pictures on disk: SQLite through SQLModel, and files by content."""
