"""Use cases, one a file; no Qt."""

__all__ = [
    "finish_move",
    "library_session",
    "metered",
    "move_library",
    "power",
    "search_library",
    "unstored_acts",
    "whole_file",
]
