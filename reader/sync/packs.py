"""Pictures in packs, so that a library of 100,000 articles is some thousands of files."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import secrets
from collections.abc import Collection, Iterable, Iterator

from reader.core.errors import ReaderError
from reader.sync.change_files import PictureAt
from reader.sync.envelope import Envelope
from reader.sync.store import Store

log = logging.getLogger(__name__)

_FULL = 8 * 1024 * 1024  # bytes from which on a pack takes no more
_GAP = 64 * 1024  # bytes that nobody wants, and that are read sooner than another question is asked
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
        sealed = _sealed(envelope, name, digest, mime, data)
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


def put_again(
    store: Store, envelope: Envelope, name: str, pictures: Iterable[tuple[str, str, bytes | None, int, int]]
) -> bool:
    """Write a pack again that is gone or damaged; whether it was, and each picture is where it was.

    Args:
        store: where it was.
        envelope: seals it.
        name: of the pack.
        pictures: all that it held, in order: digest, type, bytes, and its place and size in the pack; `None`
            for the bytes of one that nobody needs any more.

    Raises:
        ReaderError: the store cannot be reached, or what the disk reports.
    """
    data, needed = b"", []
    for digest, mime, picture, place, size in pictures:
        sealed = _sealed(envelope, name, digest, mime, picture) if picture is not None else bytes(size)
        if (place, size) != (len(data), len(sealed)):
            return False
        data += sealed
        if picture is not None:
            needed.append((digest, name, place, size))
    if not data:
        return False
    if not store.size(name) and store.put(name, data):
        return True
    if are_whole(store, envelope, needed):
        return False  # somebody wrote it meanwhile
    store.remove(name)
    return store.put(name, data)


def are_whole(store: Store, envelope: Envelope, places: Collection[PictureAt]) -> bool:
    """Whether all of some pictures open where they lie.

    Raises:
        ReaderError: likewise.
    """
    return len({digest for digest, *_ in get_pictures(store, envelope, places)}) == len(places)


def _sealed(envelope: Envelope, pack: str, digest: str, mime: str, data: bytes) -> bytes:
    head = mime.encode("ascii", "replace")[:60]
    return envelope.seal(f"{pack}/{digest}", bytes((len(head),)) + head + data, packed=True)


def get_pictures(
    store: Store, envelope: Envelope, places: Iterable[PictureAt]
) -> Iterator[tuple[str, bytes, str]]:
    """Pictures (digest, bytes, type) out of packs, but those that have not come whole, or are others there.

    What lies together is read at once: a server is asked some times for hundreds of pictures.

    Raises:
        ReaderError: the store cannot be reached, or what the disk reports.
    """
    for near in _together(places):
        pack, start = near[0][1], near[0][2]
        data: bytes | None = None
        with _past_damage(pack):
            data = store.get_part(pack, start, max(at[2] + at[3] for at in near) - start)
        for digest, _, place, size in near:
            part = (data or b"")[place - start : place - start + size]
            if len(part) < size:
                continue
            found = None
            with _past_damage(pack):
                found = _opened(envelope, pack, digest, part)
            if found is not None:
                yield digest, *found


def _together(places: Iterable[PictureAt]) -> Iterator[list[PictureAt]]:
    """Pictures in rows that are worth reading at once: of one pack, and little but them in between."""
    row: list[PictureAt] = []
    end = 0
    for one in sorted(places, key=lambda at: at[1:]):
        _, pack, place, size = one
        if size > _LARGEST:
            log.warning("a picture in the store is far too large: %s", pack)
            continue
        if row and (pack != row[0][1] or place - end > _GAP or place + size - row[0][2] > _FULL):
            yield row
            row = []
        end = max(end, place + size) if row else place + size
        row.append(one)
    if row:
        yield row


def _opened(envelope: Envelope, pack: str, digest: str, data: bytes) -> tuple[bytes, str]:
    found = envelope.open(f"{pack}/{digest}", data, packed=True) or b"\0"
    mime, picture = found[1 : 1 + found[0]].decode("ascii", "replace"), found[1 + found[0] :]
    if hashlib.sha256(picture).hexdigest() != digest:
        raise ReaderError("sync-damaged", "another picture", file=pack)
    return picture, mime


@contextlib.contextmanager
def _past_damage(pack: str) -> Iterator[None]:
    """Go on after what is read inside turns out to be damaged."""
    try:
        yield
    except ReaderError as error:
        if error.kind != "sync-damaged":
            raise
        log.warning("in the store, %s is damaged: %s", pack, error.detail)


def _new_name() -> str:
    name = secrets.token_hex(16)
    return f"pack/{name[:2]}/{name}"
