"""JSON Feed, versions 1 and 1.1."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import urlsplit

from reader.core.errors import ReaderError
from reader.core.feeds import ParsedFeed, ParsedItem
from reader.core.serialize import read_json
from reader.saving.feeds.items import RawItem, finished, made_item, written_moment
from reader.saving.feeds.secrets import shown_address
from reader.saving.feeds.texts import language_code, plain_text, without_halves
from reader.saving.page.sanitize import safe_link

_WEB = frozenset(("http", "https"))
_MOST_READ = 2000
_TITLE = 300  # characters


def read_json_feed(text: str, url: str) -> ParsedFeed:
    """The pieces of a JSON feed had from `url`.

    Raises:
        ReaderError: `not-a-feed`.
    """
    try:
        found = read_json(text)
    except ValueError as error:
        raise ReaderError("not-a-feed", "no JSON", host=urlsplit(url).hostname or url) from error
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise ReaderError("not-a-feed", "no JSON feed", host=urlsplit(url).hostname or url)
    entries = [entry for entry in found["items"][:_MOST_READ] if isinstance(entry, dict)]
    return ParsedFeed(
        plain_text(_text(found, "title"), 200),
        shown_address(safe_link(without_halves(_text(found, "home_page_url")), url, _WEB)),
        language_code(_text(found, "language")),
        0,
        finished(_item(entry, url) for entry in entries),
        shown_address(safe_link(without_halves(_text(found, "feed_url")), url, _WEB)),
    )


def _item(entry: dict[str, Any], url: str) -> ParsedItem:
    link = safe_link(_text(entry, "url") or _text(entry, "external_url"), url, _WEB)
    authors = entry.get("authors")
    people = authors if isinstance(authors, list) else [entry.get("author")]
    tags = entry.get("tags")
    media, media_url = _media(entry, url)
    return made_item(
        RawItem(
            guid=_text(entry, "id"),
            url=link or media_url,
            title=plain_text(_text(entry, "title"), _TITLE),
            summary=_text(entry, "summary"),
            content=_text(entry, "content_html") or _paragraphs(_text(entry, "content_text")),
            base=link or url,
            author=", ".join(_text(person, "name") for person in people if isinstance(person, dict)),
            published=written_moment(_text(entry, "date_published") or _text(entry, "date_modified")),
            sections=[tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else [],
            media=media,
            media_url=media_url,
        )
    )


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part.strip())}</p>" for part in text.split("\n\n") if part.strip())


def _media(entry: dict[str, Any], url: str) -> tuple[str, str]:
    attachments = entry.get("attachments")
    for attachment in attachments if isinstance(attachments, list) else ():
        if isinstance(attachment, dict):
            kind = _text(attachment, "mime_type").partition("/")[0].lower()
            place = safe_link(_text(attachment, "url"), url, _WEB)
            if kind in ("audio", "video") and place:
                return kind, place
    return "", ""


def _text(values: dict[str, Any], name: str) -> str:
    """A text, or a number as one: ids are numbers in some feeds."""
    found = values.get(name)
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)[:40]
    return found.strip() if isinstance(found, str) else ""
