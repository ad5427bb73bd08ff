"""What readers bring from other programs: exports of read-it-later services, bookmarks, reading lists.

Every format is read as a stream of rows (`rows`): no file is ever in memory as a whole, and what cannot be
taken is given too, with its reason. Nothing here knows the library or the network.
"""

__all__ = ["detect", "feed_lists", "own_export", "rows", "values"]
