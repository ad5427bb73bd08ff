"""The command `export`: articles, or the whole library, into files for other programs."""

__all__ = ["command"]
