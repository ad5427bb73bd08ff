"""The glossary, and the language of an article set by hand."""

__all__ = ["feature"]
