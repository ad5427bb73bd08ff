"""The command `hub`: a PostgreSQL database in which libraries are kept in step."""

__all__ = ["command"]
