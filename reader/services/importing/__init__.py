"""Use cases of importing: what other programs exported becomes articles, and an import can be taken back."""

__all__ = [
    "fetch_pictures",
    "fetch_waiting",
    "host_pace",
    "import_choices",
    "import_report",
    "preview_import",
    "run_import",
    "undo_import",
    "unfinished",
]
