"""Backups, the integrity check, and what can be saved out of a damaged library."""

__all__ = ["integrity_check", "leftovers", "salvage"]
