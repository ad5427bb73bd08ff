"""Files that hold a page or links: saved HTML, single-file HTML, MHTML, web archives, link files, text.

Pure: bytes in, bytes out, no file and no network. Whoever calls it with a stranger's file does so in
the extraction worker, since a file may be built to take long.
"""

from __future__ import annotations

import email.parser
import email.policy
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import urljoin

from reader.core.errors import ReaderError
from reader.core.link_files import link_of_file, property_list
from reader.saving.fetching.content_type import GZIP, kind_of
from reader.saving.fetching.decode import decode_html
from reader.saving.fetching.unpack import BadCoding, too_large, unpack
from reader.saving.fetching.urls import find_links, parse_link
from reader.saving.pictures.data_pictures import EMBEDDED_HOST, embedded_address, take_embedded

__all__ = ["EMBEDDED_HOST", "LinkFile", "PageFile", "address_of_page", "read_container"]

MOST_BYTES = 64 * 1024 * 1024
"""A whole file: a page and its pictures, in Base64 where the format says so."""
MOST_PAGE = 20 * 1024 * 1024
"""The page inside, without its pictures: what a fetched page may unpack to."""
MOST_RESOURCES = 100 * 1024 * 1024
MOST_PARTS = 2000
MOST_MULTIPARTS = 100
"""Parts with parts in them in an MHTML file: each level is asked about each line, and browsers write one."""

PACKED_ENDINGS = frozenset(("", ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".webarchive"))
"""What a file may be called, before `.gz`, that is read although it is gzipped: servers send pages so, and
programs store what they were sent. In any other name there is an archive, which is no page."""
LINK_ENDINGS = frozenset((".url", ".webloc", ".desktop", ".website"))
TEXT_ENDINGS = frozenset((".txt", ".text", ".md", ".csv", ".tsv", ".list"))
_MULTIPART = re.compile(rb"^content-type:[ \t]*multipart/", re.I | re.M)
_HEAD = 256_000  # bytes of a page in which its own address stands
_SAVED_FROM = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,6}\)(\S{1,8000})")
_SINGLE_FILE = re.compile(r"<!--\s{1,9}Page saved with SingleFile\s{1,9}url:\s{0,9}(\S{1,8000})")
_TAG = re.compile(r"<(?:link|meta)\b([^<>]{1,4000})>", re.I)
_OWN = (
    re.compile(r"\brel\s{0,9}=\s{0,9}[\"']?canonical\b", re.I),
    re.compile(r"\bproperty\s{0,9}=\s{0,9}[\"']?og:url\b", re.I),
)
_ADDRESS = re.compile(r"\b(?:href|content)\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)
_CID = re.compile(rb"cid:([^\"'\s>)]{1,300})", re.I)
_PICTURE = re.compile(r"(?:\.(?:jpe?g|png|gif|webp|avif|svg|bmp)$|^image/)", re.I)


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page out of a file.

    `url` is the address that the file itself names, not believed beyond that; "" when it names none.
    `resources` are the pictures the file brings along, by absolute address.
    """

    html: bytes
    url: str = ""
    content_type: str = ""
    resources: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LinkFile:
    """A file that only points somewhere: its http(s) links, in order."""

    links: tuple[str, ...]


def read_container(data: bytes, name: str = "", url: str = "", content_type: str = "") -> PageFile | LinkFile:
    """What a file holds, judged by its content first and its name second.

    Args:
        data: the whole file.
        name: its name, for the ending.
        url: where the page came from, when whoever gives the file knows it.
        content_type: as whoever gives the page knows it, for its charset.

    Raises:
        ReaderError: `too-large`, `not-a-page` (with what it is), `no-article` for an empty one, `not-a-link`
            for a link or text file without a link, `file-unreadable` for a damaged archive or gzipped page.
    """
    if len(data) > MOST_BYTES:
        raise too_large(MOST_BYTES, "file's")
    ending = _ending(name)
    if data.startswith(GZIP):
        ending = _ending(name[: -len(ending)]) if ending == ".gz" else ending
        data = _unpacked(data, name) if ending in PACKED_ENDINGS else data
    if ending in LINK_ENDINGS:
        return _links(_web_links(link_of_file(data)), name)
    if data.startswith(b"bplist00") or ending == ".webarchive":
        return _from_web_archive(data, name)
    if ending in (".mhtml", ".mht", ".eml") or _looks_like_mhtml(data):
        return _from_mhtml(data, name)
    kind = kind_of(data, content_type or ("text/plain" if ending in TEXT_ENDINGS else ""))
    if not data.strip() and ending not in TEXT_ENDINGS:
        raise ReaderError("no-article", "an empty file")
    if kind == "text":
        return _links(find_links(decode_html(data[:1_000_000], content_type)), name)
    if kind != "page":
        raise ReaderError("not-a-page", f"content is a {kind}", type=kind)
    return _page(data, url, content_type, {})


def _unpacked(data: bytes, name: str) -> bytes:
    try:
        return unpack(data, "gzip", MOST_BYTES)
    except BadCoding as error:
        raise _damaged(name, f"gzip: {error}") from error


def address_of_page(html: bytes, content_type: str = "") -> str:
    """The address a saved page names as its own: the browser's comment, canonical link, `og:url`."""
    text = decode_html(html[:_HEAD], content_type)
    for pattern in (_SAVED_FROM, _SINGLE_FILE):
        comment = pattern.search(text)
        if comment is not None and _link(comment.group(1)):
            return _link(comment.group(1))
    tags = [tag.group(1) for tag in _TAG.finditer(text)]
    for pattern in _OWN:
        for tag in tags:
            address = _ADDRESS.search(tag) if pattern.search(tag) else None
            found = _link("".join(g or "" for g in address.groups())) if address is not None else ""
            if found:
                return found
    return ""


def _page(html: bytes, url: str, content_type: str, resources: dict[str, bytes]) -> PageFile:
    """A page with its `data:` pictures taken out of the text, where they would be too long to read."""
    html, embedded = take_embedded(html, keep_lazy=False)
    if len(html) > MOST_PAGE:
        raise too_large(MOST_PAGE, "page's")
    address = _link(url) or address_of_page(html, content_type)
    return PageFile(html, address, content_type, _within_limit({**resources, **embedded}))


def _within_limit(resources: dict[str, bytes]) -> dict[str, bytes]:
    kept: dict[str, bytes] = {}
    total = 0
    for address, data in resources.items():
        total += len(data)
        if total > MOST_RESOURCES or len(kept) >= MOST_PARTS:
            break
        kept[address] = data
    return kept


def _links(found: list[str], name: str) -> LinkFile:
    if not found:
        raise ReaderError("not-a-link", "a file without a link", text=name)
    return LinkFile(tuple(found))


def _ending(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:].lower() if dot >= 0 else ""


def _link(text: str) -> str:
    """`text` as an http(s) link, or nothing. A bare word is no link here."""
    if not re.match(r"\s*https?://", text, re.I):
        return ""
    try:
        return parse_link(text.replace("&amp;", "&"))
    except ReaderError:
        return ""


def _web_links(text: str) -> list[str]:
    link = _link(text)
    return [link] if link else []


# Safari's web archive


def _from_web_archive(data: bytes, name: str) -> PageFile:
    try:
        archive = property_list(data)
    except ReaderError as error:
        raise _damaged(name, error.detail) from error
    main = archive.get("WebMainResource") if isinstance(archive, dict) else None
    if not isinstance(archive, dict) or not isinstance(main, dict):
        raise _damaged(name, "no main resource")
    html = main.get("WebResourceData")
    if not isinstance(html, bytes):
        raise _damaged(name, "no page in it")
    url = _link(str(main.get("WebResourceURL") or ""))
    resources: dict[str, bytes] = {}
    listed = archive.get("WebSubresources")
    for part in (listed if isinstance(listed, list) else [])[:MOST_PARTS]:
        if not isinstance(part, dict):
            continue
        address = _link(str(part.get("WebResourceURL") or ""))
        content, media = part.get("WebResourceData"), str(part.get("WebResourceMIMEType") or "")
        if address and isinstance(content, bytes) and _PICTURE.search(media or address):
            resources[address] = content
    media = str(main.get("WebResourceMIMEType") or "text/html")
    charset = str(main.get("WebResourceTextEncodingName") or "")
    return _page(html, url, _content_type(media, charset), resources)


# MHTML


def _looks_like_mhtml(data: bytes) -> bool:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    first = re.match(
        rb"(?:From|MIME-Version|Content-Type|Snapshot-Content-Location|Date|Subject)\s*:", start, re.I
    )
    return (
        first is not None
        and re.search(rb"multipart/related|Content-Location|text/html", start, re.I) is not None
    )


def _from_mhtml(data: bytes, name: str) -> PageFile:
    if len(_MULTIPART.findall(data)) > MOST_MULTIPARTS:
        raise _damaged(name, "mhtml: parts in parts")
    try:
        message = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(data)
        parts = _parts_of(message)
    except (RecursionError, LookupError, ValueError, AssertionError) as error:
        raise _damaged(name, f"mhtml: {type(error).__name__}") from error
    main = _main_part(message, parts)
    if main is None:
        raise _damaged(name, "no page in it")
    html = _content(main)
    url = _link(_header(message, "Snapshot-Content-Location")) or _link(_header(main, "Content-Location"))
    base = url or _link(_header(message, "Content-Location")) or "https://" + EMBEDDED_HOST + "/"
    resources: dict[str, bytes] = {}
    by_id: dict[str, str] = {}
    for part in parts:
        address = _header(part, "Content-Location")
        if part is main or (not _PICTURE.search(part.get_content_type()) and not _PICTURE.search(address)):
            continue
        content = _content(part)
        absolute = _link(urljoin(base, address)) if address and not address.lower().startswith("cid:") else ""
        absolute = absolute or embedded_address(content)
        resources[absolute] = content
        for number in (_header(part, "Content-ID").strip("<> "), address.removeprefix("cid:")):
            if number:
                by_id[number] = absolute
    html = _CID.sub(lambda m: by_id.get(m.group(1).decode("latin-1"), "about:blank").encode(), html)
    charset = str(main.get_content_charset() or "")
    return _page(html, url, _content_type("text/html", charset), resources)


def _parts_of(message: Message) -> list[Message]:
    """The parts that hold content, in order; nested ones too."""
    parts: list[Message] = []
    waiting = [message]
    while waiting and len(parts) < MOST_PARTS:
        part = waiting.pop(0)
        payload = part.get_payload()
        if part.is_multipart() and isinstance(payload, list):
            waiting[:0] = [inner for inner in payload if isinstance(inner, Message)]
        else:
            parts.append(part)
    return parts


def _main_part(message: Message, parts: list[Message]) -> Message | None:
    """The page: what `start` names, else the first HTML part (later ones are its frames)."""
    pages = [p for p in parts if p.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = message.get_param("start")
    if isinstance(start, str):
        named = [p for p in pages if _header(p, "Content-ID").strip("<> ") == start.strip("<> ")]
        pages = named or pages
    return pages[0] if pages else None


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _header(part: Message, name: str) -> str:
    value = part.get(name)
    return re.sub(r"\s+", "", str(value)) if value is not None else ""


def _content_type(media: str, charset: str) -> str:
    known = re.fullmatch(r"[\w.:+-]{1,40}", charset)
    return f"{media}; charset={charset}" if known else media


def _damaged(name: str, detail: str) -> ReaderError:
    return ReaderError("file-unreadable", detail, file=name)
