"""Use cases of safe keeping: backups, restoring, checking, salvaging, moving, measuring."""

__all__ = [
    "check_library",
    "keep_backups",
    "list_backups",
    "lost_disk",
    "measure_storage",
    "other_places",
    "restore_backup",
    "salvage_library",
]
