"""Stored translations, those that wait, and the glossary."""
