"""A connection to a hub's database, and what its failures mean for the reader."""

from __future__ import annotations

import contextlib
import os
import re
import ssl
import time
from collections.abc import Generator, Iterator
from typing import Any, TypeVar

import psycopg

from reader.core.errors import ReaderError
from reader.sync.address import Address

OLDEST = 15
"""The oldest PostgreSQL that a hub may be kept by."""
APPLICATION = "liseuse"

_PATIENCE = 15  # seconds for a connection
_SILENCE = 60_000  # ms without a sign of the server's computer that what was sent has come
_ANSWER = 300.0  # seconds without a word of the server itself: well over what it may wait for others
_LOCK = 60_000  # ms that another computer may hold the library's row
_TLS = ("certificate", "does not support SSL")
_FULL = ("53100", "53200", "54000")
_DENIED = ("42501", "25006")
_NO_HUB = ("42P01", "3F000", "42883", "42703")
_WRONG = ("22", "23", "42")  # classes: a value, a rule, a statement; another try mends none of them
_ROOTS = "PGSSLROOTCERT"
_SEVERITY_END = ":  "  # libpq's, between how grave and what a server says, in whatever language that is
_BUSY = re.compile("conn?e[csx]|verbind", re.IGNORECASE)  # it has no connection left


_Found = TypeVar("_Found")


class _HubConnection(psycopg.Connection[tuple[Any, ...]]):
    """Gives up a server that is silent, though its computer still takes what it is sent."""

    def wait(self, gen: Generator[Any, Any, _Found], *given: Any, **named: Any) -> _Found:
        return super().wait(_while_it_speaks(gen), *given, **named)


def _while_it_speaks(gen: Generator[Any, Any, _Found]) -> Generator[Any, Any, _Found]:
    """What psycopg waits with, ended once the server has said nothing for `_ANSWER` seconds."""
    heard = time.monotonic()
    try:
        wanted = next(gen)
        while True:
            ready = yield wanted
            if ready:
                heard = time.monotonic()
            elif time.monotonic() - heard > _ANSWER:
                raise psycopg.OperationalError(f"the server has said nothing for {_ANSWER:.0f} s")
            wanted = gen.send(ready)
    except StopIteration as end:
        found: _Found = end.value
        return found


def connect(address: Address, password: str | None) -> psycopg.Connection[tuple[Any, ...]]:
    """Connect to a hub's database; off this computer only over TLS, to a server that proves its name.

    Args:
        address: of the hub.
        password: of the address's user; `None` when a certificate or a password file stands for it.

    Raises:
        ReaderError: `sync-unreachable`, `sync-password`, `sync-certificate`, `sync-not-hub` when there is no
            such database, `sync-hub-old`.
    """
    if not address.user:
        raise ReaderError("sync-password", "nobody is named", store=address.text)
    with errors(address):
        connection = _HubConnection.connect(
            "", autocommit=True, prepare_threshold=None, **parameters(address, password)
        )
    version = connection.info.server_version // 10_000
    if version < OLDEST:
        connection.close()
        raise ReaderError("sync-hub-old", f"PostgreSQL {version}", host=address.host, version=str(version))
    return connection


def parameters(address: Address, password: str | None) -> dict[str, Any]:
    """How a hub is connected to, in libpq's words."""
    found: dict[str, Any] = {
        "host": address.host,
        "port": address.port,
        "user": address.user,
        "dbname": database_of(address),
        "application_name": APPLICATION,
        "connect_timeout": _PATIENCE,
        "tcp_user_timeout": _SILENCE,
        "keepalives_idle": 30,
        "gssencmode": "disable",
        "client_encoding": "UTF8",
        "options": f"-c lock_timeout={_LOCK} -c search_path=pg_catalog",
    }
    if password is not None:
        found["password"] = password
    if address.is_loopback:
        return {**found, "sslmode": "prefer"}
    return {**found, "sslmode": "verify-full", "sslrootcert": _roots()}


def _roots() -> str:
    """The file of those who vouch for servers: as PostgreSQL's programs are told it, or the system's."""
    given = os.environ.get(_ROOTS) or ssl.get_default_verify_paths().cafile
    return given if given and os.path.isfile(given) else "system"


def database_of(address: Address) -> str:
    """The database that an address names."""
    return address.path.split("/")[1]


def library_of(address: Address) -> str:
    """The library that an address names; by itself the one of its user."""
    _, _, library = address.path[1:].partition("/")
    return library or address.user


def row_of(
    connection: psycopg.Connection[tuple[Any, ...]], statement: Any, values: dict[str, Any]
) -> tuple[Any, ...] | None:
    """The first row that a statement gives, in the server's own form of numbers and bytes.

    Raises:
        psycopg.Error: as `rows_of`.
    """
    with connection.cursor(binary=True) as cursor:
        return cursor.execute(statement, values).fetchone()


def rows_of(
    connection: psycopg.Connection[tuple[Any, ...]], statement: Any, values: dict[str, Any]
) -> list[tuple[Any, ...]]:
    """All rows that a statement gives, likewise.

    Raises:
        psycopg.Error: what `errors` makes an error for the reader of.
    """
    with connection.cursor(binary=True) as cursor:
        return cursor.execute(statement, values).fetchall()


@contextlib.contextmanager
def errors(address: Address) -> Iterator[None]:
    """Turn what goes wrong inside into a `ReaderError` that says what it means for the reader.

    Raises:
        ReaderError: as `connect`; `sync-store-full`, `sync-store-read-only`.
    """
    try:
        yield
    except psycopg.Error as error:
        raise _failure(error, address) from None  # what was sent may be named in the cause


def _failure(error: psycopg.Error, address: Address) -> ReaderError:
    code, text = error.sqlstate, str(error)
    store, detail = address.text, f"{type(error).__name__}: {text}"
    if code in _FULL:
        return ReaderError("sync-store-full", detail, store=store)
    if code in _NO_HUB:
        return ReaderError("sync-not-hub", detail, store=store)
    if code in _DENIED or (code or "").startswith(_WRONG):
        return ReaderError("sync-store-read-only", detail, store=store)
    return _refusal(error, address, detail) if code is None else _other(detail, store)


def _refusal(error: psycopg.Error, address: Address, detail: str) -> ReaderError:
    """What it means that no connection came about; PostgreSQL gives such failures no number."""
    line = error.pgconn
    if line is not None and line.needs_password:
        return ReaderError("sync-password", detail, store=address.text)
    if f'"{database_of(address)}"' in detail and f'"{address.user}"' not in detail:
        return ReaderError("sync-not-hub", detail, store=address.text)
    if any(word in detail for word in _TLS) and "pg_hba.conf" not in detail:
        return ReaderError("sync-certificate", detail, store=address.text, host=address.host)
    if f'"{address.user}"' in detail:
        kind = "sync-not-hub" if "database" in detail and "does not exist" in detail else "sync-password"
        return ReaderError(kind, detail, store=address.text)
    if line is not None and line.used_password and _SEVERITY_END in detail:
        return _turned_away(address, detail)
    return _other(detail, address.text)


def _turned_away(address: Address, detail: str) -> ReaderError:
    """What it means that a server which took a password answers in another language, or names nobody."""
    answer = detail.partition(_SEVERITY_END)[2]
    if _BUSY.search(answer):
        return _other(detail, address.text)
    words = re.findall(r"\w[\w.-]*", answer)
    missing = database_of(address) in words and address.user not in words
    return ReaderError("sync-not-hub" if missing else "sync-password", detail, store=address.text)


def _other(detail: str, store: str) -> ReaderError:
    return ReaderError("sync-unreachable", detail, store=store)
