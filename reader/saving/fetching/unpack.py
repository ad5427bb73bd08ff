"""Content codings (gzip, deflate, brotli, zstd) opened with a cap on the unpacked size."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

from reader.core.errors import ReaderError

ACCEPTED = "gzip, deflate, br, zstd"
_STEP = 256 * 1024  # bytes unpacked at a time
_MOST_CODINGS = 3
_ZSTD_WINDOW = 8 * 1024 * 1024  # bytes; what RFC 9659 lets a server use


class BadCoding(Exception):  # noqa: N818 - caught and named by fetch
    """The body is not what its Content-Encoding says, or ends too early."""


def unpack(body: bytes, encoding: str, limit: int) -> bytes:
    """Undo the codings named in `encoding` (outermost last), at most `limit` bytes at each step.

    Raises:
        BadCoding: an unknown coding, damaged or cut data. ReaderError: `too-large`.
    """
    codings = [c.strip().lower() for c in encoding.split(",") if c.strip().lower() not in ("", "identity")]
    if len(codings) > _MOST_CODINGS:
        raise BadCoding(f"{len(codings)} content codings")
    for coding in reversed(codings):
        body = _gather(_pieces(body, coding), limit)
    return body


def _pieces(body: bytes, coding: str) -> Iterator[bytes]:
    if coding in ("gzip", "x-gzip"):
        return _inflate(body, zlib.MAX_WBITS | 16)
    if coding == "deflate":
        zlib_header = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
        return _inflate(body, zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS)
    if coding == "br":
        return _brotli(body)
    if coding == "zstd":
        return _zstd(body)
    raise BadCoding(f"unknown content coding {coding[:20]!r}")


def _gather(pieces: Iterator[bytes], limit: int) -> bytes:
    out = bytearray()
    for piece in pieces:
        out += piece
        if len(out) > limit:
            raise too_large(limit, "unpacked")
    return bytes(out)


def too_large(limit: int, what: str) -> ReaderError:
    """The error for a body over its limit (bytes)."""
    return ReaderError("too-large", f"{what} size over {limit} bytes", limit=max(1, limit // 1048576))


def _inflate(body: bytes, window: int) -> Iterator[bytes]:
    if not body:
        return
    rest = body
    try:
        while rest:
            opener = zlib.decompressobj(window)
            while not opener.eof:
                piece = opener.decompress(rest, _STEP)
                rest = opener.unconsumed_tail
                yield piece
                if not piece and not rest and not opener.eof:
                    raise BadCoding("compressed data cut short")
            rest = opener.unused_data
            if window < 16 or rest[:2] != b"\x1f\x8b":  # another gzip member, else rubbish at the end
                return
    except zlib.error as error:
        raise BadCoding(str(error)) from error


def _brotli(body: bytes) -> Iterator[bytes]:
    import brotli

    opener = brotli.Decompressor()
    data = body
    try:
        while not opener.is_finished():
            piece = opener.process(data, output_buffer_limit=_STEP)
            data = b""
            yield piece
            if not piece and opener.can_accept_more_data() and not opener.is_finished():
                raise BadCoding("brotli data cut short")
    except brotli.error as error:
        raise BadCoding(str(error)) from error


def _zstd(body: bytes) -> Iterator[bytes]:
    import zstandard

    try:
        opener = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        with opener.stream_reader(io.BytesIO(body), read_across_frames=True) as stream:
            while piece := stream.read(_STEP):
                yield piece
    except zstandard.ZstdError as error:
        raise BadCoding(str(error)) from error
