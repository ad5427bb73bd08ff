"""What a body is, judged by its first bytes and not by what a server calls it."""

from __future__ import annotations

import re

from reader.core.errors import ReaderError
from reader.core.messages import QT_TRANSLATE_NOOP

KIND_NAMES = (
    QT_TRANSLATE_NOOP("kinds", "PDF"),
    QT_TRANSLATE_NOOP("kinds", "picture"),
    QT_TRANSLATE_NOOP("kinds", "ZIP file"),
    QT_TRANSLATE_NOOP("kinds", "compressed file"),
    QT_TRANSLATE_NOOP("kinds", "program"),
    QT_TRANSLATE_NOOP("kinds", "sound"),
    QT_TRANSLATE_NOOP("kinds", "video"),
    QT_TRANSLATE_NOOP("kinds", "document file"),
    QT_TRANSLATE_NOOP("kinds", "feed"),
    QT_TRANSLATE_NOOP("kinds", "saved page archive"),
    QT_TRANSLATE_NOOP("kinds", "data file"),
    QT_TRANSLATE_NOOP("kinds", "file"),
)
"""What `kind_of` may call a body, marked for translation: they fill “This link is a {type}”."""

GZIP = b"\x1f\x8b\x08"
"""How a gzipped file begins (RFC 1952; 8 is the one method); no page does, whatever tags stand in it."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF87a", "picture"),
    (b"GIF89a", "picture"),
    (b"BM", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"\0\0\1\0", "picture"),
    (b"PK\x03\x04", "ZIP file"),
    (b"PK\x05\x06", "ZIP file"),
    (GZIP, "compressed file"),
    (b"7z\xbc\xaf'\x1c", "compressed file"),
    (b"Rar!\x1a\x07", "compressed file"),
    (b"\x28\xb5\x2f\xfd", "compressed file"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"fLaC", "sound"),
    (b"\xff\xfb", "sound"),
    (b"FLV\x01", "video"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"{\\rtf", "document file"),
    (b"\xd0\xcf\x11\xe0", "document file"),
)
_LOOKED_AT = 4096  # bytes
_PAGES = frozenset(("page", "text"))
_NO_FILES = _PAGES | {"feed"}
_OFFICE = re.compile(r"officedocument|opendocument|epub", re.I)
_TAG = re.compile(
    rb"<(?:!doctype|html|head|body|title|meta|article|main|div|p|h1|frameset|script|style)\b", re.I
)
_SPACE = b"\xef\xbb\xbf \t\r\n\f"


def kind_of(body: bytes, content_type: str = "") -> str:
    """`page`, `text`, or what else it is, in words that fit “This link is a …”."""
    start = body[:_LOOKED_AT]
    for magic, kind in _MAGIC:
        if start.startswith(magic) and not (len(magic) == 2 and _TAG.search(start)):
            return "document file" if kind == "ZIP file" and _OFFICE.search(content_type) else kind
    if start[:4] == b"RIFF":
        return "picture" if start[8:12] == b"WEBP" else "sound"
    if start[4:8] == b"ftyp":
        return "picture" if start[8:12] in (b"avif", b"heic", b"mif1") else "video"
    return _text_kind(start, content_type)


def _text_kind(start: bytes, content_type: str) -> str:
    wide = start[:2] in (b"\xff\xfe", b"\xfe\xff") or "utf-16" in content_type.lower()
    text = start.replace(b"\0", b"") if wide else start
    stripped = text.lstrip(_SPACE)
    head = re.sub(rb"^(?:<\?xml[^>]*>|<!--.*?-->|\s)+", b"", stripped, flags=re.DOTALL)
    if re.match(rb"<(?:rss|feed|rdf:RDF)\b", head):
        return "feed"
    if re.match(rb"<svg\b|<!DOCTYPE svg", head):
        return "picture"
    if re.match(rb"MIME-Version:|From: <Saved by|bplist00", stripped):
        return "saved page archive"
    if _TAG.search(text):
        return "page"
    media = content_type.partition(";")[0].strip().lower()
    if media.endswith("json") or (stripped[:1] in (b"{", b"[") and b'"' in stripped[:50]):
        return "data file"
    if not wide and b"\0" in start:
        return {"audio": "sound", "video": "video"}.get(media.partition("/")[0], "file")
    return "page" if b"<" in text and ("html" in media or not media) else "text"


def judged(body: bytes, content_type: str = "", disposition: str = "") -> str:
    """What an answer is, as `kind_of`.

    Args:
        body: the answer's content, which decides.
        content_type: what the server calls it.
        disposition: its `Content-Disposition`; what a browser would store unopened is a file.
    """
    kind = kind_of(body, content_type)
    return "file" if kind in _PAGES and disposition.strip().lower().startswith("attachment") else kind


def is_file(kind: str) -> bool:
    """Whether what `judged` says is a file that no reader of pages or feeds opens."""
    return kind not in _NO_FILES


def is_file_from_the_start(start: bytes, content_type: str = "") -> bool:
    """Whether the first bytes of an answer, at least 4,096 where it has as many, tell it to be a file."""
    return is_file(kind_of(start, content_type))


def require_page(body: bytes, content_type: str = "", disposition: str = "") -> str:
    """`page` or `text`; the arguments as for `judged`.

    Raises:
        ReaderError: `not-a-page`, with what it is instead.
    """
    kind = judged(body, content_type, disposition)
    if kind not in _PAGES:
        raise ReaderError("not-a-page", f"content is a {kind}", type=kind)
    return kind
