"""Our extractor in the form that the corpus scorer takes: `function(html_bytes, url) -> dict`."""

from __future__ import annotations

import html
import re

from reader.core.errors import ReaderError
from reader.saving.extract import Extracted, extract


def capture(raw: bytes, url: str) -> dict[str, object]:
    """Extract a page and give back what the scorer asks for; no article is an empty answer."""
    try:
        found = extract(raw, url or "https://page.invalid/", "")
    except ReaderError:
        return {"text": "", "html": ""}
    return {
        "title": found.title,
        "author": found.author,
        "date": found.date,
        "language": found.language,
        "site": found.site,
        "description": found.description,
        "image": found.lead.src if found.lead is not None else "",
        "text": prose(found),
        "html": found.lead_html + found.html,
    }


def prose(found: Extracted) -> str:
    """The article's text without captions, related links and embeds, one block a line."""
    body = re.sub(r'<p data-kind="[a-z]+">.*?</p>|<figure>.*?</figure>', "", found.html, flags=re.S)
    body = re.sub(r"</(?:p|h\d|li|pre|tr|td|th|blockquote)>|<br>", "\n", body)
    lines = (html.unescape(re.sub(r"<[^>]*>", "", line)).strip() for line in body.split("\n"))
    return "\n".join(line for line in lines if line)
