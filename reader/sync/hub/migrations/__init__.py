"""Alembic migrations of a hub, named in code and not looked for in a folder."""

__all__ = ["runner"]
