"""A page is asked for: addresses, connections, limits, politeness, decoding."""

__all__ = [
    "addresses",
    "content_type",
    "decode",
    "fetch",
    "file_names",
    "parallel",
    "politeness",
    "redirects",
    "robots",
    "unpack",
    "urls",
]
