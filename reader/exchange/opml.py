"""Lists of feeds as every feed reader reads them: OPML 2.0."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from reader.core.feeds import Feed


def opml_of(feeds: Sequence[Feed]) -> str:
    """A list of feeds. Their addresses hold no password; those that need one have to be told it again."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "<head><title>Liseuse</title></head>",
        "<body>",
    ]
    for feed in feeds:
        site = f" htmlUrl={quoteattr(feed.site)}" if feed.site else ""
        name = quoteattr(feed.name)
        lines.append(f'<outline type="rss" text={name} title={name} xmlUrl={quoteattr(feed.url)}{site}/>')
    return "\n".join([*lines, "</body>", "</opml>", ""])
