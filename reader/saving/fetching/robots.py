"""What a site asks of programs that follow links by themselves. A page the reader names is not concerned."""

from __future__ import annotations

import urllib.robotparser
from collections.abc import Callable
from urllib.parse import urlsplit

from reader.core.errors import ReaderError

NAME = "Liseuse"
_MOST_LINES = 5000
_NONE_THERE = frozenset(("not-found", "not-a-page", "not-allowed", "login-needed"))


def may_follow(url: str, fetch: Callable[[str], bytes]) -> bool:
    """Whether the site lets a program follow a link to `url`.

    Args:
        url: where the link leads.
        fetch: gives the bytes of an address; its `ReaderError` says why not. A site without
            `robots.txt` allows everything, one whose `robots.txt` cannot be had now nothing (RFC 9309).
    """
    parts = urlsplit(url)
    try:
        body = fetch(f"{parts.scheme}://{parts.netloc}/robots.txt")
    except ReaderError as error:
        return error.kind in _NONE_THERE
    rules = urllib.robotparser.RobotFileParser()
    rules.parse(body[:500_000].decode("utf-8", "replace").splitlines()[:_MOST_LINES])
    return rules.can_fetch(NAME, url)
