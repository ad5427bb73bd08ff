"""Copies of a hub, made and put back by PostgreSQL's own programs."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import psycopg
from psycopg.conninfo import make_conninfo

from reader.core.errors import ReaderError
from reader.core.storage_errors import check_replaceable, regular, storage_errors
from reader.sync.address import Address
from reader.sync.hub.connection import connect, errors, parameters
from reader.sync.hub.migrations.runner import ASIDE, MAKE_GROUP, take_back

log = logging.getLogger(__name__)

_SCHEMA: Final = "liseuse"
_TABLES: Final = ("alembic_version", "hub")  # which each hub has, with one row
_DROP_UNFINISHED: Final = f"""
DO $$ BEGIN
    IF to_regnamespace('{ASIDE}') IS NOT NULL THEN
        DROP SCHEMA IF EXISTS {_SCHEMA} CASCADE;
    END IF;
END $$
"""
"""Takes away what a copy brought whose putting back was broken off: it begins once more."""
_DEBIAN = Path("/usr/lib/postgresql")
_LONGEST = 2000  # characters of what a program said


def back_up(address: Address, password: str | None, target: Path, replace: bool = False) -> int:
    """Copy a hub as it is at one moment: its libraries, their files and who takes part.

    Logins are not in it: they belong to the server.

    Args:
        address: of the hub.
        password: of its keeper.
        target: the file, which appears when it is whole.
        replace: whether it may take the place of another.

    Returns:
        How many bytes it has.

    Raises:
        ReaderError: `sync-hub-there`, `not-a-file`, `sync-not-hub`, `sync-hub-program`; as
            `connection.connect`; or what the disk reports.
    """
    if target.exists() and not replace:
        raise ReaderError("sync-hub-there", "a file", target=target)
    check_replaceable(target)
    with connect(address, password) as connection:
        _demand_hub(connection, address)
    draft = target.with_name(f".{target.name}.part")
    with storage_errors(target):
        try:
            _run(
                "pg_dump",
                *("--format=custom", f"--schema={_SCHEMA}", "--no-owner", f"--file={draft}"),
                address=address,
                password=password,
            )
            os.replace(draft, target)
        finally:
            draft.unlink(missing_ok=True)
        return target.stat().st_size


def put_back(address: Address, password: str | None, source: Path, replace: bool = False) -> list[str]:
    """Put a copy of a hub into a database, whole or not at all. Computers that were further notice it.

    Args:
        address: of the database.
        password: of its keeper.
        source: the copy.
        replace: whether it may take the place of a hub that is there, or of what an earlier copy brought
            that was broken off before its end.

    Returns:
        The members that the server has no login for.

    Raises:
        ReaderError: `sync-hub-there`, `file-unreadable`, `sync-hub-program`, `sync-hub-rights`,
            `sync-not-hub`; as `connection.connect`.
    """
    with storage_errors(source), open(source, "rb", opener=regular) as file:
        if file.read(5) != b"PGDMP":
            raise ReaderError("file-unreadable", "no copy of a database", file=source)
    listed = _run("pg_restore", "--list", str(source), address=address, password=password)
    if any(f" TABLE {_SCHEMA} {name} " not in listed for name in _TABLES):
        raise ReaderError("file-unreadable", "the copy of another database", file=source)
    with connect(address, password) as connection, errors(address):
        with connection.transaction():
            if replace:
                connection.execute(_DROP_UNFINISHED)
            take_back(connection)
        there = connection.execute("SELECT to_regnamespace(%s)", (_SCHEMA,)).fetchone()
        if there != (None,) and not replace:
            raise ReaderError("sync-hub-there", "a hub", target=address.text)
        connection.execute(MAKE_GROUP)
    with _set_aside(address, password) if there != (None,) else contextlib.nullcontext():
        _run(
            "pg_restore",
            *("--single-transaction", "--exit-on-error", "--no-owner", str(source)),
            address=address,
            password=password,
        )
        return _taken_over(address, password, source)


@contextlib.contextmanager
def _set_aside(address: Address, password: str | None) -> Iterator[None]:
    """Keep the hub that is there under another name; it gets its own again when nothing came of the copy."""
    with connect(address, password) as connection, errors(address):
        connection.execute(f"ALTER SCHEMA {_SCHEMA} RENAME TO {ASIDE}")
    try:
        yield
    except BaseException:
        with connect(address, password) as connection, errors(address):
            take_back(connection)
        raise


def _taken_over(address: Address, password: str | None, source: Path) -> list[str]:
    """End the hub that was set aside, once what was restored is one; gives the members without a login."""
    with connect(address, password) as connection, errors(address):
        try:
            with connection.transaction():
                rows = connection.execute(
                    "SELECT DISTINCT name FROM liseuse.member "
                    "WHERE name NOT IN (SELECT rolname FROM pg_roles) ORDER BY 1"
                ).fetchall()
                counts = [connection.execute(f"SELECT FROM {_SCHEMA}.{name}").rowcount for name in _TABLES]
                if counts != [1, 1]:
                    raise ReaderError("file-unreadable", "no hub is in it", file=source)
                connection.execute("UPDATE liseuse.hub SET id = DEFAULT")  # it has another past
                connection.execute(f"DROP SCHEMA IF EXISTS {ASIDE} CASCADE")
        except (psycopg.Error, ReaderError):
            connection.execute(f"DROP SCHEMA {_SCHEMA} CASCADE")
            raise
    return [str(name) for (name,) in rows]


def _demand_hub(connection: psycopg.Connection[tuple[object, ...]], address: Address) -> None:
    with errors(address):
        connection.execute("SELECT FROM liseuse.hub")


def _run(program: str, *arguments: str, address: Address, password: str | None) -> str:
    """Run a program of PostgreSQL, which finds the password in its environment; gives what it printed."""
    path = _found(program)
    line = make_conninfo("", **parameters(address, None))
    secret = {"PGPASSWORD": password} if password is not None else {}
    done = subprocess.run(
        [str(path), *arguments, f"--dbname={line}", "--no-password"],
        env={**os.environ, **secret},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace")[-_LONGEST:]
        log.warning("%s ended with %d", program, done.returncode)
        raise ReaderError("sync-hub-program", said, program=program)
    return done.stdout.decode("utf-8", "replace")


def _found(program: str) -> Path:
    """The newest of a program: Debian keeps those of several versions."""
    debian = sorted(_DEBIAN.glob(f"*/bin/{program}"), key=lambda path: _version(path.parts[-3]), reverse=True)
    on_path = shutil.which(program)
    found = debian[0] if debian else Path(on_path) if on_path else None
    if found is None:
        raise ReaderError("sync-hub-program", "it is not installed", program=program)
    return found


def _version(name: str) -> int:
    return int(name) if name.isdecimal() else 0
