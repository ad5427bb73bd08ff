"""One entry of a feed becomes a `ParsedItem`: what it is known by, its texts, its date."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reader.core.feeds import ParsedItem
from reader.core.serialize import is_whole
from reader.saving.feeds.texts import is_cut, plain_text, without_halves
from reader.saving.fetching.urls import comparison_key
from reader.saving.page.sanitize import safe_link, sanitize

MOST_ITEMS = 500
"""Pieces of one document that are taken, the newest of them."""

_WEB = frozenset(("http", "https"))
_TITLE, _SUMMARY, _NAME, _SECTION = 300, 400, 120, 60  # characters
_WHOLE = 600  # characters of text; a shorter one is a summary
_WHOLE_DESCRIPTION = 1500  # the same where the feed does not say that it is the content
_LARGEST_TEXT = 300_000  # characters of HTML
_MEDIA = re.compile(
    r"\b(audio|video)/|/x-shockwave-flash|\.(mp3|m4a|ogg|opus|aac|mp4|m4v|webm)(?:\?|\Z)", re.IGNORECASE
)
_SOUND = frozenset(("audio", "mp3", "m4a", "ogg", "opus", "aac"))
_EARLIEST = "1970-01-02"


@dataclass(frozen=True, slots=True)
class RawItem:
    """The parts of a piece as a feed has them; `summary` and `content` are HTML, whose links are relative
    to `base`."""

    guid: str
    url: str
    title: str
    summary: str
    content: str
    base: str
    author: str
    published: str
    sections: Sequence[str]
    media: str = ""
    media_url: str = ""


def item_of(entry: Any, url: str) -> ParsedItem:
    """A piece out of feedparser's entry of the feed at `url`."""
    link = safe_link(_link(entry), url, _WEB)
    title = plain_text(_text(entry, "title"), _TITLE)
    published = moment_of(entry)
    content, base = _content(entry)
    base = safe_link(base, url, _WEB) or link or url
    media, media_url = _media(entry.get("enclosures") or (), url)
    shown = entry.get("media_content")
    # A text that has a film beside it, and is whole in the feed, is a text.
    if shown and not media and not _whole(content, _text(entry, "summary"), base):
        media, media_url = _media(shown, url)
    names = [_text(author, "name") for author in entry.get("authors") or () if isinstance(author, dict)]
    terms = [_text(tag, "term") or _text(tag, "label") for tag in entry.get("tags") or ()]
    return made_item(
        RawItem(
            guid=_text(entry, "id"),
            url=link or media_url,
            title=title,
            summary=_text(entry, "summary"),
            content=content,
            base=base,
            author=", ".join(filter(None, names)) or _text(entry, "author"),
            published=published,
            sections=terms,
            media=media,
            media_url=media_url,
        )
    )


def made_item(raw: RawItem) -> ParsedItem:
    """A piece out of its raw parts; halves of characters are left out, and addresses that have some."""
    raw = _whole_parts(raw)
    short = plain_text(raw.summary or raw.content, _SUMMARY)
    if short == raw.title:
        short = ""
    title = raw.title or plain_text(short, 100)
    kept = [plain_text(section, _SECTION) for section in raw.sections]
    return ParsedItem(
        _identity(raw.guid, raw.url, title, raw.published, short),
        comparison_key(raw.url) if raw.url else "",
        raw.url,
        title,
        short,
        _whole(raw.content, raw.summary, raw.base),
        plain_text(raw.author, _NAME),
        raw.published,
        tuple(dict.fromkeys(filter(None, kept)))[:8],
        raw.media,
        raw.media_url,
    )


def _whole_parts(raw: RawItem) -> RawItem:
    media_url = raw.media_url if is_whole(raw.media_url) else ""
    url = raw.url if is_whole(raw.url) else media_url
    return replace(
        raw,
        guid=without_halves(raw.guid),
        url=url,
        summary=without_halves(raw.summary),
        content=without_halves(raw.content),
        base=raw.base if is_whole(raw.base) else url,
        media=raw.media if media_url else "",
        media_url=media_url,
    )


def finished(items: Iterable[ParsedItem]) -> tuple[ParsedItem, ...]:
    """The pieces of a document, each told from the others, the newest of too many.

    Where several have the same address (a feed whose links all lead to the front page) it tells none of them.
    """
    found = [item for item in items if item.title or item.url]
    shared: dict[str, int] = {}
    for item in found:
        shared[item.key] = shared.get(item.key, 0) + 1
    by_guid: dict[str, ParsedItem] = {}
    for item in found:
        if shared[item.key] > 1 and item.key:
            item = replace(item, key="")
        guid = item.guid
        if guid in by_guid and (by_guid[guid].key, by_guid[guid].title) != (item.key, item.title):
            guid = f"{guid}\n{item.key or item.title}"
        if guid not in by_guid:
            by_guid[guid] = item if item.guid == guid else replace(item, guid=guid)
    kept = list(by_guid.values())
    if len(kept) <= MOST_ITEMS:
        return tuple(kept)
    newest = sorted(range(len(kept)), key=lambda place: kept[place].published, reverse=True)[:MOST_ITEMS]
    return tuple(kept[place] for place in sorted(newest))


def moment_of(entry: Any) -> str:
    """When a piece was published, ISO 8601 in UTC; "" where the entry says nothing that can be understood."""
    for name in ("published", "updated", "created"):
        # By its own keys: feedparser stands one date in for another, with a warning.
        if parsed := dict.get(entry, f"{name}_parsed"):
            try:
                found = datetime.datetime(*parsed[:6]).replace(tzinfo=datetime.UTC)
            except (ValueError, TypeError, OverflowError):
                continue
            return _plausible(found.isoformat(timespec="seconds"))
    for name in ("published", "updated", "created"):
        if text := dict.get(entry, name):
            return written_moment(str(text))
    return ""


def written_moment(text: str) -> str:
    """A date in words or figures of any usual form, ISO 8601 in UTC, or ""."""
    from reader.saving.metadata.dates import read_date

    day, moment = read_date(text[:100])
    try:
        found = datetime.datetime.fromisoformat(moment or day)
        if found.tzinfo is None:
            found = found.replace(tzinfo=datetime.UTC)
        return _plausible(found.astimezone(datetime.UTC).isoformat(timespec="seconds"))
    except (ValueError, OverflowError):
        return ""


def _plausible(moment: str) -> str:
    return moment if _EARLIEST < moment < "9990" else ""


def _identity(guid: str, url: str, title: str, published: str, summary: str) -> str:
    """What tells a piece from the feed's others. Without an address an id of its own may change each time."""
    if url:
        return guid[:2000] or url
    told = f"{title}\n{published}" if title else summary
    return "text:" + hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=12).hexdigest()


def _whole(content: str, summary: str, base: str) -> str:
    """The piece's text as cleaned HTML where the feed has the whole of it, else ""."""
    markup, least = (content, _WHOLE) if content else (summary, _WHOLE_DESCRIPTION)
    if len(markup) < least or len(markup) > _LARGEST_TEXT:
        return ""
    if len(plain_text(markup, 2 * least)) < least or is_cut(plain_text(markup[-2000:], 2000)):
        return ""
    if content and summary and len(content) < len(summary) * 1.2:
        return ""
    return sanitize(markup, base)


def _content(entry: Any) -> tuple[str, str]:
    """The longest HTML content of an entry and the address that its links are relative to."""
    found, base = "", ""
    for part in entry.get("content") or ():
        kind = _text(part, "type")
        value = part.get("value")
        if isinstance(value, str) and ("html" in kind or "text" in kind) and len(value) > len(found):
            found, base = value, _text(part, "base")
    return found, base


def _link(entry: Any) -> str:
    """The address of a piece: its link, else its id where that is an address."""
    guid = _text(entry, "id")
    if entry.get("links") or not guid:
        for link in entry.get("links") or ():
            if _text(link, "rel") in ("alternate", "") and _text(link, "href"):
                return _text(link, "href")
        return _text(entry, "link")
    return guid if guid.startswith(("http://", "https://")) else ""


def _media(enclosures: Iterable[Any], url: str) -> tuple[str, str]:
    """Whether a piece is to be heard or seen, and where its file is."""
    for enclosure in enclosures:
        address = _text(enclosure, "href") or _text(enclosure, "url")
        kind = f"{_text(enclosure, 'type')} {_text(enclosure, 'medium')}/"
        found = _MEDIA.search(kind) or _MEDIA.search(address)
        if found and (place := safe_link(address, url, _WEB)):
            named = (found.group(1) or found.group(2) or "").lower()
            return ("audio" if named in _SOUND else "video"), place
    return "", ""


def _text(values: Any, name: str) -> str:
    found = values.get(name) if hasattr(values, "get") else None
    return found.strip() if isinstance(found, str) else ""
