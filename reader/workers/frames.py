"""What a program and its worker send each other: a JSON object and raw bytes behind two lengths."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

from reader.core.errors import ReaderError
from reader.core.serialize import read_json

_HEADER = struct.Struct(">II")
_MAX_FRAME = 1 << 30  # bytes; a larger frame means the stream is damaged


def encode_frame(message: dict[str, Any], blob: bytes = b"") -> bytes:
    """One frame: two big-endian lengths, a JSON object, raw bytes."""
    text = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if max(len(text), len(blob)) > _MAX_FRAME:
        raise ReaderError("worker-failed", "the request is too large")
    return _HEADER.pack(len(text), len(blob)) + text + blob


def read_frame(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Read one frame.

    Raises:
        EOFError: the stream ended.
        ValueError: what came is not a frame.
    """
    text_length, blob_length = _HEADER.unpack(_read_exactly(stream, _HEADER.size))
    if text_length > _MAX_FRAME or blob_length > _MAX_FRAME:
        raise ValueError("frame too large")
    message = read_json(_read_exactly(stream, text_length).decode("utf-8", "surrogatepass"))
    if not isinstance(message, dict):
        raise ValueError("frame holds no object")
    return message, _read_exactly(stream, blob_length)


def _read_exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count) if count else b""
    if len(data) != count:
        raise EOFError
    return data
