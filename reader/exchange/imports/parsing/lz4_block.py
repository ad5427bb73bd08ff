"""The compressed backups of Firefox (`.jsonlz4`): one block of LZ4 behind a mark and its length."""

from __future__ import annotations

MAGIC = b"mozLz40\0"
_HEADER = len(MAGIC) + 4


def unpacked(data: bytes, most: int) -> bytes:
    """The content of such a file.

    Raises:
        ValueError: it is damaged, or holds more than `most` bytes.
    """
    size = int.from_bytes(data[len(MAGIC) : _HEADER], "little")
    if not data.startswith(MAGIC) or len(data) <= _HEADER:
        raise ValueError("no compressed backup")
    if size > most:
        raise ValueError("a backup that is too large")
    try:
        out = _block(data, _HEADER, size)
    except IndexError as error:
        raise ValueError("a backup that breaks off") from error
    if len(out) != size:
        raise ValueError("a backup of another length than it says")
    return bytes(out)


def _block(data: bytes, at: int, most: int) -> bytearray:
    out = bytearray()
    while at < len(data):
        token = data[at]
        length, at = _length(data, at + 1, token >> 4)
        if at + length > len(data) or len(out) + length > most:
            raise ValueError("a backup that breaks off")
        out += data[at : at + length]
        at += length
        if at >= len(data):
            return out  # the last sequence is literals alone
        back = data[at] | data[at + 1] << 8
        length, at = _length(data, at + 2, token & 15)
        _copy(out, back, length + 4, most)
    return out


def _length(data: bytes, at: int, length: int) -> tuple[int, int]:
    if length == 15:
        while True:
            more = data[at]
            at += 1
            length += more
            if more != 255:
                break
    return length, at


def _copy(out: bytearray, back: int, length: int, most: int) -> None:
    if not 0 < back <= len(out) or len(out) + length > most:
        raise ValueError("a backup that points outside itself")
    start = len(out) - back
    pattern = bytes(out[start : start + min(back, length)])
    out += (pattern * (length // len(pattern) + 1))[:length]
