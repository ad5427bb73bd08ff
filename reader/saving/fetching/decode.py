"""Bytes to text as browsers do it: BOM, then strict UTF-8, header, meta and detection.

Pages that are valid UTF-8 are UTF-8 whatever their label says (a wrong label is far more common
than text in another coding that happens to be valid UTF-8). Labels mean what the Encoding Standard
says: `iso-8859-1` is windows-1252, `gb2312` is GBK.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

import webencodings

_META_BYTES = 4096  # browsers look at 1024; many pages put much before their meta
_SAMPLE = 64 * 1024  # bytes given to the detector
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDER = {"gbk": "gb18030"}
"""Codecs that read everything the one of the standard's name reads, and more."""
_ALSO_SAID = {"latin-1": "latin1", "latin-9": "l9", "latin9": "l9"}
"""Labels that pages bear though the standard has them not."""
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.I)
_META = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:_-]{2,40})", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:_-]{2,40})", re.I)
_CP1252_HOLES = {b: chr(b) for b in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_STATEFUL = ("iso2022_jp", "utf-16-le", "utf-16-be")


def decode_html(body: bytes, content_type: str = "") -> str:
    """The text of a page, in NFC, without NUL and byte order marks.

    Bytes that fit no coding become U+FFFD; nothing raises.
    """
    text = _decoded(body, content_type).replace("\0", "").lstrip("\ufeff")
    return unicodedata.normalize("NFC", text)


def codec_of(label: str) -> str:
    """The Python codec for a label of the Encoding Standard, or nothing for a label it does not know."""
    label = label.strip().strip("\"'").lower()
    name = _ALSO_SAID.get(label, label).replace("windows_", "windows-")
    found = webencodings.lookup(name) if label.isascii() else None
    if found is None or found.name in ("replacement", "x-user-defined"):  # no codings of texts
        return ""
    codec: str = found.codec_info.name
    return _WIDER.get(codec, codec)


def _decoded(body: bytes, content_type: str) -> str:
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    header = _HEADER_CHARSET.search(content_type)
    declared = codec_of(header.group(1)) if header else ""
    meta = _meta_codec(body)
    if (declared or meta) == "iso2022_jp" and b"\x1b" in body:  # all of it is ASCII, so valid UTF-8 too
        return body.decode("iso2022_jp", "replace")
    if declared.startswith("utf-16") and body.count(b"\0") * 5 > len(body):
        return body.decode(declared, "replace")
    text = _strict(body, "utf-8")
    if text is not None:
        return text
    for codec in (declared, meta):
        if codec and codec != "utf-8" and codec not in _STATEFUL:
            text = _strict(body, codec) or _nearly(body, codec)
            if text is not None:
                return text
    return _detected(body, utf8_said="utf-8" in (declared, meta))


def _meta_codec(body: bytes) -> str:
    start = body[:_META_BYTES]
    found = _XML.search(start) or _META.search(start)
    codec = codec_of(found.group(1).decode("ascii", "replace")) if found else ""
    # A meta that can be read as ASCII cannot truly say UTF-16.
    return "utf-8" if codec.startswith("utf-16") else codec


def _strict(body: bytes, codec: str) -> str | None:
    try:
        if codec == "cp1252":
            return _cp1252(body)
        return body.decode(codec)
    except UnicodeDecodeError:
        return None


def _cp1252(body: bytes) -> str:
    """windows-1252 as the standard has it: its five holes are control characters, so nothing fails."""
    try:
        return body.decode("cp1252")
    except UnicodeDecodeError:
        return body.decode("cp1252", "surrogateescape").translate(
            {0xDC00 + byte: char for byte, char in _CP1252_HOLES.items()}
        )


def _nearly(body: bytes, codec: str) -> str | None:
    """The text when only a few bytes do not fit: a page with one damaged character keeps its coding."""
    text = body.decode(codec, "replace")
    return text if text.count("\ufffd") <= 3 + len(text) // 2000 else None


def _detected(body: bytes, utf8_said: bool) -> str:
    text = body.decode("utf-8", "replace")
    multibyte = sum(1 for c in text if ord(c) > 127 and c != "\ufffd")
    wrong = text.count("\ufffd")
    if 0 < multibyte >= wrong or (utf8_said and multibyte):
        return _mixed(body)
    from charset_normalizer import from_bytes

    sample = _interesting(body)
    best = from_bytes(sample, cp_exclusion=["utf_7", "utf_16", "utf_32"]).best()
    codec = best.encoding if best is not None else ""
    if not codec or _western(body, codec):
        return _cp1252(body)
    return body.decode(codec, "replace")


def _western(body: bytes, codec: str) -> bool:
    """Whether windows-1252 is the better guess: few high bytes among many low ones is a Latin text."""
    high = sum(1 for b in body if b > 127)
    text = re.sub(rb"<[^>]*>", b"", body)
    letters = sum(1 for b in text if b > 127 or 65 <= b <= 122)
    few = high * 4 < max(1, letters)
    asian = codec.startswith(("gb", "big5", "euc", "shift", "cp932", "cp949", "johab", "iso2022"))
    return few and not (asian and high > 40)


def _mixed(body: bytes) -> str:
    """UTF-8 with stray bytes: each stray one is read as windows-1252, as old templates left them."""

    def stray(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        return _cp1252(error.object[error.start : error.end]), error.end

    codecs.register_error("liseuse-stray", stray)
    return body.decode("utf-8", "liseuse-stray")


def _interesting(body: bytes) -> bytes:
    """The parts with high bytes, tags left out: what a detector can learn from."""
    text = re.sub(rb"<(script|style)\b.*?</\1>|<[^>]*>", b" ", body[: 8 * _SAMPLE], flags=re.I | re.S)
    lines = [line for line in re.split(rb"[\r\n]+", text) if any(b > 127 for b in line)]
    return b"\n".join(lines)[:_SAMPLE] or body[:_SAMPLE]
