"""Translations that wait for their turn."""
