"""The header of a store: what it is, and its key wrapped by the reader's passphrase."""

from __future__ import annotations

import base64
import functools
import json
import os
import re
import secrets
import unicodedata
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from reader.core.errors import ReaderError
from reader.core.serialize import read_json
from reader.sync.store import Store

FORMAT = "liseuse-store"
VERSION = 1

_FOLDER = "store"
_HEADER = re.compile(r"store/(\d{4})-[0-9a-f]{16}")
_KEY, _SALT, _NONCE = 32, 16, 12  # bytes
_COST, _BLOCK, _LANES = 1 << 15, 8, 1  # scrypt: 32 MB and about 0.1 s
_MOST_COST = 1 << 20
_MOST_MEMORY = 1 << 28  # bytes: 128 × cost × block


@dataclass(frozen=True, slots=True)
class Opened:
    """A store that is open: its own name, and its key, `None` when it is not encrypted."""

    store: str
    key: bytes | None


@dataclass(frozen=True, slots=True)
class Found:
    """What the headers of a place say: its name, whether it is encrypted, and the headers, newest first."""

    store: str
    encrypted: bool
    headers: tuple[dict[str, Any], ...]
    names: tuple[str, ...]


def find_store(store: Store) -> Found | None:
    """The store that lies in a place, `None` when nothing does.

    Raises:
        ReaderError: `sync-foreign` when something else lies there, `sync-two-stores`, `sync-newer`, or what
            the disk reports.
    """
    found = _headers(store)
    if not found:
        if any(True for _ in store.names("log")):
            raise ReaderError("sync-damaged", "it has no header", file="store")
        return None
    own = {header["store"] for header in found.values()}
    if len(own) > 1:
        raise ReaderError("sync-two-stores", "two stores were begun in one place")
    encrypted = any("key" in header for header in found.values())
    return Found(own.pop(), encrypted, tuple(found.values()), tuple(found))


def names_there(store: Store) -> set[str]:
    """The names of all stores that were begun in a place; none when nothing whole of one lies there.

    Raises:
        ReaderError: `sync-newer`, or what the disk reports.
    """
    return {header["store"] for header in _headers(store).values()}


def header_names(store: Store) -> list[str]:
    """The names of the headers that lie in a place, whole or not.

    Raises:
        ReaderError: what the disk reports.
    """
    return [name for name in sorted(store.names(_FOLDER)) if _HEADER.fullmatch(name)]


def _headers(store: Store) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name in reversed(header_names(store)):
        data = store.get(name)
        header = _read(data) if data is not None else None
        if header is not None:
            found[name] = header
    if any(header["version"] > VERSION for header in found.values()):
        raise ReaderError("sync-newer", "a later form of a store")
    return found


def create_store(store: Store, passphrase: str | None) -> Opened:
    """Begin a store in an empty place; without a passphrase it is not encrypted.

    Raises:
        ReaderError: `sync-begun` when another computer was quicker, `sync-damaged` when the header, which
            alone has the key, does not come back; or what the disk reports.
    """
    name = secrets.token_hex(16)
    key = os.urandom(_KEY) if passphrase is not None else None
    header = {"format": FORMAT, "version": VERSION, "store": name}
    if key is not None and passphrase is not None:
        header |= _wrapped(name, key, passphrase)
    new, data = f"{_FOLDER}/0001-{secrets.token_hex(8)}", json.dumps(header).encode()
    if not store.put(new, data):
        raise ReaderError("sync-begun", "there is a header", store=store.place)
    if store.get(new) != data:
        raise ReaderError("sync-damaged", "the header does not come back", file=new)
    return Opened(name, key)


def open_store(found: Found, passphrase: str | None) -> Opened:
    """Open a store with its passphrase.

    Raises:
        ReaderError: `sync-locked` when none is given for an encrypted store; `sync-passphrase` when it is
            another one.
    """
    if not found.encrypted:
        return Opened(found.store, None)
    for header in found.headers:
        key = _unwrapped(header, passphrase) if passphrase is not None and "key" in header else None
        if key is not None:
            return Opened(found.store, key)
    if passphrase is None:
        raise ReaderError("sync-locked", "none was given")
    raise ReaderError("sync-passphrase", "it does not open the key")


def change_passphrase(store: Store, found: Found, opened: Opened, passphrase: str) -> None:
    """Let another passphrase open a store, and the former ones no more.

    Raises:
        ReaderError: what the disk reports, or `sync-damaged` when the new one does not come back; then the
            former ones stay.
    """
    if opened.key is None:
        raise ValueError("a store without encryption has no passphrase")
    number = 1 + max(int(name.partition("/")[2][:4]) for name in found.names)
    header = {"format": FORMAT, "version": VERSION, "store": opened.store}
    header |= _wrapped(opened.store, opened.key, passphrase)
    new, data = f"{_FOLDER}/{number:04}-{secrets.token_hex(8)}", json.dumps(header).encode()
    if not store.put(new, data) or store.get(new) != data:  # the former ones may have the only key
        raise ReaderError("sync-damaged", "the new header does not come back", file=new)
    for name in found.names:
        store.remove(name)


def _read(data: bytes) -> dict[str, Any] | None:
    """A header; `None` for what is none, or half one."""
    try:
        found = read_json(data)
    except ValueError:
        return None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        return None
    good = type(found.get("version")) is int and isinstance(found.get("store"), str)
    return found if good and re.fullmatch(r"[0-9a-f]{32}", found["store"]) else None


def _wrapped(name: str, key: bytes, passphrase: str) -> dict[str, Any]:
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    wrapping = derived(passphrase, salt, _COST, _BLOCK, _LANES)
    sealed = AESGCM(wrapping).encrypt(nonce, key, name.encode())
    parts = {"salt": salt, "nonce": nonce, "key": sealed}
    shown: dict[str, Any] = {part: base64.b64encode(data).decode() for part, data in parts.items()}
    return {**shown, "scrypt": [_COST, _BLOCK, _LANES]}


def _unwrapped(header: dict[str, Any], passphrase: str) -> bytes | None:
    try:
        cost, block, lanes = (int(part) for part in header["scrypt"])
        parts = (header[part] for part in ("salt", "nonce", "key"))
        salt, nonce, key = (base64.b64decode(part, validate=True) for part in parts)
        if not (1 < cost <= _MOST_COST and 0 < block <= 16 and 0 < lanes <= 4):
            return None
        if 128 * cost * block > _MOST_MEMORY:
            return None
        wrapping = derived(passphrase, salt, cost, block, lanes)
        return AESGCM(wrapping).decrypt(nonce, key, header["store"].encode())
    except (InvalidTag, ValueError, TypeError, KeyError, OverflowError, MemoryError):
        return None


@functools.lru_cache(maxsize=2)
def derived(passphrase: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    """A key out of a passphrase, however its accents are written.

    The last ones are remembered as long as the process lives: a round with a hub takes no longer than this.
    """
    words = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    return Scrypt(salt=salt, length=_KEY, n=cost, r=block, p=lanes).derive(words)
