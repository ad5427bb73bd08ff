"""Stored translations, those that wait, and the glossary."""

__all__ = ["glossary", "stored", "translation_jobs", "translations"]
