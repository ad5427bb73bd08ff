"""Pictures that stand in the page itself (`data:` addresses): taken out, so that they are stored as files.

A `data:` picture of a megabyte would pass for text in every later step, and the cleaner rightly lets no
`data:` address through. Each gets an address under a name that can never be looked up.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from urllib.parse import unquote_to_bytes

EMBEDDED_HOST = "embedded.invalid"
"""Of addresses that stand for a picture brought along; `.invalid` never resolves (RFC 2606)."""

SMALLEST = 512
"""bytes; what is smaller is a placeholder of a picture that loads later."""
_MOST = 2000
_LONGEST = 14 * 1024 * 1024  # characters, some 10 MB of picture
_START = re.compile(
    rb"data:([a-z]{1,20}/[a-z0-9.+-]{1,40})?((?:;[\w.+-]{1,40}(?:=[\w.+-]{0,60})?){0,4}),", re.I
)
_END = re.compile(rb"&(?:quot|apos|#3[49]);|[^A-Za-z0-9+/=%_.\-~!$&*:;@?,\[\]\r\n\t #]")
_LAZY = re.compile(
    rb"\s(?:data-[\w-]*(?:src|original|lazy|url)[\w-]*|srcset)\s*=\s*[\"']?\s*(?:https?:)?/", re.I
)
_ENDINGS = {b"jpeg": "jpg", b"jpg": "jpg", b"png": "png", b"gif": "gif", b"webp": "webp", b"avif": "avif"}


def embedded_address(data: bytes, ending: str = "png") -> str:
    """The address under which a picture that came with its page is known: the same for the same content."""
    return f"https://{EMBEDDED_HOST}/{hashlib.sha256(data).hexdigest()[:32]}.{ending}"


def is_embedded(url: str) -> bool:
    """Whether an address stands for a picture that only its page brought along."""
    return url.startswith(f"https://{EMBEDDED_HOST}/")


def take_embedded(html: bytes, keep_lazy: bool) -> tuple[bytes, dict[str, bytes]]:
    """The page with its `data:` pictures replaced by addresses, and the pictures by address.

    Other `data:` content over 100 bytes (fonts, styles) is emptied: it is never part of an article.

    Args:
        html: in any encoding that keeps ASCII as it is.
        keep_lazy: leave a `data:` picture alone where its element names a true one besides; right for a
            fetched page, wrong for a saved one, whose true ones may be gone.
    """
    if html.find(b"data:") < 0 and html.find(b"DATA:") < 0:
        return html, {}
    pieces: list[bytes] = []
    found: dict[str, bytes] = {}
    last = passed = 0
    for match in _START.finditer(html):
        if match.start() < passed:
            continue
        end = passed = _end_of(html, match)
        if end - match.end() < 100:
            continue
        kind = (match.group(1) or b"").lower()
        replacement = b""
        if kind.startswith(b"image/") and len(found) < _MOST and end - match.end() < _LONGEST:
            if keep_lazy and _is_lazy(html, match.start(), end):
                continue
            replacement = _kept(html[match.end() : end], kind, match.group(2).lower(), found)
            if not replacement:
                continue
        pieces += (html[last : match.start()], replacement)
        last = end
    pieces.append(html[last:])
    return b"".join(pieces), found


def _end_of(html: bytes, match: re.Match[bytes]) -> int:
    """Where the address ends: at the quote it began with, else at the first character that ends one."""
    before = html[match.start() - 1 : match.start()]
    if before in (b'"', b"'"):
        end = html.find(before, match.end())
        return end if end >= 0 else len(html)
    found = _END.search(html, match.end())
    return found.start() if found is not None else len(html)


def _is_lazy(html: bytes, start: int, end: int) -> bool:
    """Whether the element around names the address of a true picture as well."""
    opening = html.rfind(b"<", max(0, start - 4000), start)
    closing = html.find(b">", end, end + 4000)
    if opening < 0 or closing < 0:
        return False
    return _LAZY.search(html[opening:start] + b" " + html[end:closing]) is not None


def _kept(written: bytes, kind: bytes, parameters: bytes, found: dict[str, bytes]) -> bytes:
    data = _decoded(written, b";base64" in parameters)
    if len(data) < SMALLEST:
        return b""
    subtype = kind.partition(b"/")[2]
    ending = "svg" if subtype.startswith(b"svg") else _ENDINGS.get(subtype, "png")
    address = embedded_address(data, ending)
    found[address] = data
    return address.encode()


def _decoded(written: bytes, is_base64: bool) -> bytes:
    written = written.replace(b"&amp;", b"&").replace(b"&#43;", b"+").replace(b"&quot;", b'"')
    data = unquote_to_bytes(written) if b"%" in written else written
    if not is_base64:
        return data
    data = re.sub(rb"[\s]+", b"", data).replace(b"-", b"+").replace(b"_", b"/").rstrip(b"=")
    try:
        return base64.b64decode(data + b"=" * (-len(data) % 4), validate=True)
    except binascii.Error:
        return b""
