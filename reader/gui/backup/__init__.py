"""Backups, restoring, checking, rescuing, moving and measuring the library."""

__all__ = ["feature", "silent_disk"]
