"""Backups, restoring, checking, rescuing, moving and measuring the library."""
