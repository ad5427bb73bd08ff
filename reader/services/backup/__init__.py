"""Use cases of safe keeping: backups, restoring, checking, salvaging, moving, measuring."""
