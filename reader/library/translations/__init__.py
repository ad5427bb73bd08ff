"""Stored translations, those that wait, and the glossary."""

__all__ = ["glossary", "translation_jobs", "translations"]
