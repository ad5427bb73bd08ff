"""Pictures in packs, so that a library of 100,000 articles is some thousands of files."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator

from reader.core.errors import ReaderError
from reader.sync.change_files import PictureAt
from reader.sync.envelope import Envelope
from reader.sync.store import Store

_FULL = 8 * 1024 * 1024  # bytes from which on a pack takes no more
_LARGEST = 64 * 1024 * 1024  # bytes of one picture


def put_pictures(
    store: Store, envelope: Envelope, pictures: Iterable[tuple[str, str, bytes]]
) -> Iterator[PictureAt]:
    """Write pictures (digest, type, bytes) into new packs; gives where each lies once its pack is written.

    Raises:
        ReaderError: the store cannot be reached, or what the disk reports.
    """
    name, parts, places, size = _new_name(), [], [], 0
    for digest, mime, data in pictures:
        head = mime.encode("ascii", "replace")[:60]
        sealed = envelope.seal(f"{name}/{digest}", bytes((len(head),)) + head + data, packed=True)
        parts.append(sealed)
        places.append((digest, name, size, len(sealed)))
        size += len(sealed)
        if size >= _FULL:
            store.put(name, b"".join(parts))
            yield from places
            name, parts, places, size = _new_name(), [], [], 0
    if parts:
        store.put(name, b"".join(parts))
        yield from places


def get_picture(store: Store, envelope: Envelope, place: PictureAt) -> tuple[bytes, str] | None:
    """A picture's bytes and type; `None` when its pack has not come, or not whole.

    Raises:
        ReaderError: `sync-damaged` when it is another picture, or what the disk reports.
    """
    digest, pack, start, size = place
    if size > _LARGEST:
        raise ReaderError("sync-damaged", "a picture is far too large", file=pack)
    data = store.get_part(pack, start, size)
    if data is None or len(data) < size:
        return None
    found = envelope.open(f"{pack}/{digest}", data, packed=True)
    mime, picture = found[1 : 1 + found[0]].decode("ascii", "replace"), found[1 + found[0] :]
    if hashlib.sha256(picture).hexdigest() != digest:
        raise ReaderError("sync-damaged", "another picture", file=pack)
    return picture, mime


def _new_name() -> str:
    name = secrets.token_hex(16)
    return f"pack/{name[:2]}/{name}"
