"""What the reader did and the library could not store before the program ended, such as on a silent disk.

It is kept in the program's own folder, each time in a file of its own, and done when the library opens next.
Each kind of act is a dataclass, which says how it is done on an open library; where it was stored after all,
that changes nothing. `kinds` has all of them by their names in the file.
"""

__all__ = [
    "acts_file",
    "at_start",
    "feed_acts",
    "kinds",
    "library_acts",
    "note_acts",
    "on_articles",
    "repair_acts",
    "translation_acts",
]
