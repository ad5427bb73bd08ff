"""Plain text out of what feeds put into titles and summaries: HTML, HTML written twice, or neither."""

from __future__ import annotations

import html
import re
import unicodedata

_LOOKED_AT = 20_000  # characters; more is never shown of a summary
_HIDDEN = re.compile(
    r"<(script|style|iframe|noscript)\b.{0,20000}?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_COMMENT = re.compile(r"<!--.{0,20000}?(?:-->|\Z)", re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|figure|figcaption)\b[^<>]*>", re.I
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u00ad\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?\Z")
_HALVES = re.compile(r"[\ud800-\udfff]")
_ENDING = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.|&hellip;)\s*\]|…|\.\.\.)\s*\Z")


def plain_text(markup: str, longest: int) -> str:
    """What a reader sees of `markup`, on one line, at most `longest` characters, cut between words.

    Tags and references are undone twice where they were written twice (`&amp;lt;b&amp;gt;`).
    """
    text = markup[:_LOOKED_AT]
    for _ in range(2):
        if "<" in text:
            text = _COMMENT.sub("", _HIDDEN.sub(" ", text))
            text = _TAG.sub("", _BLOCK.sub(" ", text))
        if "&" not in text:
            break
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return shortened(" ".join(text.split()), longest)


def language_code(text: str) -> str:
    """The language in what a feed says of itself (`fr-FR`, `ar_MA`): two or three letters, or ""."""
    found = _LANGUAGE.match(text.strip().lower())
    return found.group(1) if found else ""


def without_halves(text: str) -> str:
    """`text` without halves of characters, which JSON can hold and neither a file nor a library can."""
    return _HALVES.sub("", text)


def shortened(text: str, longest: int) -> str:
    """`text` cut at the last space before `longest` characters, with an ellipsis where it was cut."""
    if len(text) <= longest:
        return text
    cut = text[:longest]
    space = cut.rfind(" ")
    return (cut[:space] if space > longest // 2 else cut[:-1]).rstrip(" ,;:.") + "…"


def is_cut(text: str) -> bool:
    """Whether a text ends as those do that were cut to make readers come to the site."""
    return _ENDING.search(text[-40:]) is not None
