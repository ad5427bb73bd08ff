"""Use cases, one a file; no Qt."""

__all__ = ["library_session", "move_library", "search_library"]
