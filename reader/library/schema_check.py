"""Does a file have exactly our tables, indexes and triggers? A file of somebody else may carry its own.

A trigger that came with a backup would run at the next save, and a view of the name of a table at the
first look into it. So a file is compared before anything in it but its list of objects is read, and one
that differs is never opened: what it holds can be copied row by row into a new file.
"""

from __future__ import annotations

import functools
import hashlib
import re
import sqlite3

from reader.core.errors import ReaderError
from reader.library.migrations.schema_digests import DIGESTS
from reader.library.search_schema import TABLES

_OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_schema"
_OWN = frozenset(
    (
        "CREATE TABLE sqlite_sequence(name,seq)",
        "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
        "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
    )
)
"""What SQLite makes for itself."""
_SPACE = re.compile(r"\s+")
_BARE = "content='', contentless_delete=1, "
"""What the statements of the index have from SQLite 3.43 on: older ones keep a copy of the words."""
_LONG = 4096  # characters; no object of ours is longer, and what is strange is not kept
_NAMED = 5  # how many names a detail has


def open_guarded(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Let nothing in the file's schema call what is not harmless; returns the connection."""
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def check_version_table(connection: sqlite3.Connection, file: str) -> bool:
    """Whether there is a table of the schema's version.

    Raises:
        ReaderError: `library-altered` when something else has its name.
    """
    row = connection.execute("SELECT type FROM sqlite_schema WHERE name = 'alembic_version'").fetchone()
    if row is not None and row[0] != "table":
        raise ReaderError("library-altered", f"alembic_version is a {row[0]}", file=file)
    return row is not None


def check_schema(connection: sqlite3.Connection, revision: str, file: str) -> None:
    """Compare every object of a file with those that a library of its revision has.

    Raises:
        ReaderError: `library-altered` when there is one that differs or is none of ours,
            `library-damaged` when some are only gone.
    """
    wanted = schema_of(revision)
    found = digests_of(connection)
    strange = sorted(name for name, digest in found.items() if wanted.get(name) != digest)
    if strange:
        raise ReaderError("library-altered", f"not ours: {_some(strange)}", file=file)
    if missing := sorted(wanted.keys() - found.keys()):
        raise ReaderError("library-damaged", f"without {_some(missing)}", file=file)


def schema_of(revision: str) -> dict[str, str]:
    """The digests that the objects of a library have at a revision, by name.

    Raises:
        KeyError: there is no such revision.
    """
    found = dict(DIGESTS[revision])
    for earlier in sorted((name for name in DIGESTS if name < revision), reverse=True):
        found = {**DIGESTS[earlier], **found}
    return {name: digest for name, digest in found.items() if digest}


def digests_of(connection: sqlite3.Connection) -> dict[str, str]:
    """What stands in a file's schema: a digest for each object, by name, however it is spaced."""
    found: dict[str, str] = {}
    for kind, name, table, sql in connection.execute(_OBJECTS):
        if sql is None and kind == "index":
            continue  # it follows from its table
        words = str(kind), str(name), str(table), str(sql)
        digest = _digest_of(*words) if sum(map(len, words)) > _LONG else _known_digest_of(*words)
        if digest is not None:
            # A trigger may have the name of a table.
            found[f"{kind} {words[1]}" if words[1] in found else words[1]] = digest
    return found


def _digest_of(kind: str, name: str, table: str, sql: str) -> str | None:
    """The digest of an object, None for what SQLite makes for itself."""
    text = _SPACE.sub(" ", sql).strip()
    if kind == "table" and text in _OWN:
        return None
    if kind == "table" and name.startswith(TABLES):
        if re.fullmatch(r"CREATE TABLE '\w+_content'\(id INTEGER PRIMARY KEY(, c\d)+\)", text):
            return None  # the copy of the words
        text = text.replace(_BARE, "").replace("sz BLOB, origin INTEGER", "sz BLOB")
    whole = "\n".join((kind, name, table, text))
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:32]


_known_digest_of = functools.lru_cache(1024)(_digest_of)
"""A program looks at several files of one schema: the library, and each copy of it."""


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"
