"""Use cases, one a file; no Qt."""

from reader.services.library_session import after_opening
from reader.services.unstored_acts.at_start import take_up_acts

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

after_opening(take_up_acts)  # whoever opens a library has it as the reader left it
