"""A library of a hub gets a bucket, or gives it up, by whoever keeps the hub."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import psycopg

from reader.core.errors import ReaderError
from reader.sync.address import S3, Address, parse_address
from reader.sync.hub.bucket import Bucket
from reader.sync.hub.statements import LOCK

_AT_ONCE: Final = 100  # rows
_OWN_KEYS: Final = "sync-bucket-own-keys"
_READING_KEYS: Final = "sync-bucket-reading-keys"

_SHOWN: Final = """
SELECT library.name, bucket.address, bucket.keys IS NOT NULL, NOT bucket.takes, counted.files, counted.bytes
FROM liseuse.bucket JOIN liseuse.library ON library.library_id = bucket.library_id
CROSS JOIN LATERAL (
    SELECT count(*) AS files, coalesce(sum(size), 0)::bigint AS bytes FROM liseuse.file
    WHERE file.library_id = bucket.library_id AND file.object IS NOT NULL
) AS counted
WHERE bucket.purpose = 'reading' ORDER BY 1
"""
_LYING: Final = """
SELECT name, object, digest, size FROM liseuse.file
WHERE library_id = %(library)s AND object IS NOT NULL AND name > %(after)s ORDER BY name LIMIT %(most)s
"""
_BRING: Final = """
WITH moved AS (
    UPDATE liseuse.file SET object = NULL
    WHERE library_id = %(library)s AND name = %(name)s AND object = %(object)s RETURNING digest
)
INSERT INTO liseuse.blob (library_id, digest, data) SELECT %(library)s, moved.digest, %(data)s FROM moved
ON CONFLICT (library_id, digest) DO NOTHING
"""
_LOOSE: Final = """
SELECT object FROM liseuse.loose WHERE library_id = %(library)s AND object > %(after)s
ORDER BY object LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class BucketOfLibrary:
    """Where the large files of a library lie.

    Attributes:
        library: its name.
        address: of the bucket.
        reading_keys: whether there are keys for those who only read.
        ending: whether it is being given up, and takes no more files.
        files: how many lie there.
        size: their bytes.
    """

    library: str
    address: str
    reading_keys: bool
    ending: bool
    files: int
    size: int


def shown_buckets(connection: psycopg.Connection[tuple[Any, ...]]) -> list[BucketOfLibrary]:
    """The buckets of the libraries in which the user takes part, or of all for whoever keeps the hub.

    Raises:
        psycopg.Error: what the hub reports.
    """
    there = connection.execute("SELECT to_regclass('liseuse.bucket') IS NOT NULL").fetchone()
    if there != (True,):
        return []  # a hub of a former version
    return [BucketOfLibrary(*row) for row in connection.execute(_SHOWN).fetchall()]


def give_bucket(
    connection: psycopg.Connection[tuple[Any, ...]],
    library: tuple[int, str],
    place: str,
    keys: str | None,
    reading_keys: str | None,
) -> None:
    """Let large files of a library lie in a bucket from now on; those that are in the hub stay there.

    Args:
        connection: of the hub's keeper.
        library: its number and its name.
        place: the bucket's address, which was typed.
        keys: an access key that may list, read, write and delete, a colon, and its secret.
        reading_keys: likewise of one that may only read, for readers; `None` for none.

    Raises:
        ReaderError: `sync-bucket-address` when it is no address of a bucket; `sync-bucket-own-keys` and
            `sync-bucket-reading-keys` when those are none, or are refused; `sync-bucket-writes` when those
            for readers may write; `sync-bucket-used` when it has another one; `sync-open-line`,
            `sync-password-shown`, `sync-no-bucket`, `sync-no-server`, `sync-store-full`; as
            `Bucket.try_writing`.
        psycopg.Error: what the hub reports.
    """
    number, name = library
    address = _address(place)
    if not keys:
        raise ReaderError(_OWN_KEYS, "no access key with its secret", store=address.text)
    with _in_words_of_the_hub(_OWN_KEYS):
        Bucket(address.text, keys, None).try_writing()
    if reading_keys:
        with _in_words_of_the_hub(_READING_KEYS):
            _demand_only_reading(Bucket(address.text, reading_keys, None))
    with connection.transaction():
        connection.execute(LOCK, {"library": number})
        used = connection.execute(
            "SELECT address FROM liseuse.bucket WHERE library_id = %s AND address <> %s",
            (number, address.text),
        ).fetchone()
        if used is not None:
            raise ReaderError("sync-bucket-used", "another address", library=name, store=used[0])
        connection.execute("DELETE FROM liseuse.bucket WHERE library_id = %s", (number,))
        # What is copied in stands in no log of the server, as the values of a statement may.
        columns = "liseuse.bucket (library_id, purpose, address, keys)"
        with connection.cursor().copy(f"COPY {columns} FROM STDIN") as copy:
            for purpose, given in (("writing", keys), ("reading", reading_keys or None)):
                copy.write_row((number, purpose, address.text, given))


def _address(place: str) -> Address:
    try:
        address = parse_address(place)
    except ReaderError as error:
        if error.kind != "sync-unknown-place":
            raise
        raise ReaderError("sync-bucket-address", error.detail, **error.values) from error
    if address.scheme not in S3:
        raise ReaderError("sync-bucket-address", "another kind of store", store=address.text)
    return address


@contextlib.contextmanager
def _in_words_of_the_hub(keys: str) -> Iterator[None]:
    """Tell a failure of the bucket to whoever runs the hub, and not that he should be asked.

    Args:
        keys: the kind of failure when the keys are refused that are used inside.
    """
    try:
        yield
    except ReaderError as error:
        if error.kind in ("sync-bucket-keys", "sync-bucket-read-only"):
            raise ReaderError(keys, error.detail, **error.values) from error
        said = error.__cause__
        if isinstance(said, ReaderError) and error.kind in ("sync-bucket-missing", "sync-bucket-full"):
            raise ReaderError(
                said.kind, said.detail, **said.values
            ) from error  # `said` would be its own cause
        raise


def _demand_only_reading(bucket: Bucket) -> None:
    """Make sure that keys which every reader is given read, and do no more."""
    bucket.try_reading()
    try:
        bucket.try_writing()
    except ReaderError as error:
        if error.kind not in ("sync-bucket-read-only", "sync-bucket-keys"):
            raise
    else:
        raise ReaderError("sync-bucket-writes", "the reading keys", store=bucket.place)


def end_bucket(connection: psycopg.Connection[tuple[Any, ...]], number: int) -> int:
    """Bring all files of a library back out of its bucket into the hub; gives how many.

    From its beginning on nothing more is written there. It can be broken off anywhere and is done again then;
    members go on meanwhile.

    Args:
        connection: of the hub's keeper.
        number: of the library.

    Raises:
        ReaderError: `sync-damaged` when an object is missing or another: it stays in its row, and all others
            are brought back; as `Bucket.get`.
        psycopg.Error: what the hub reports.
    """
    said = connection.execute(
        "WITH closed AS (UPDATE liseuse.bucket SET takes = false WHERE library_id = %s RETURNING *) "
        "SELECT address, keys, (SELECT id FROM liseuse.hub) FROM closed WHERE purpose = 'writing'",
        (number,),
    ).fetchone()
    if said is None:
        return 0
    address, keys, hub = said
    count = 0
    with _in_words_of_the_hub(_OWN_KEYS):
        bucket = Bucket(address, keys, None)
        while True:
            count += _bring_back(connection, number, bucket)
            if _gave_up(connection, number):
                break
    _take_away(connection, number, bucket, f"{hub}/")
    with connection.transaction():
        connection.execute("DELETE FROM liseuse.loose WHERE library_id = %s", (number,))
        connection.execute("DELETE FROM liseuse.bucket WHERE library_id = %s", (number,))
    return count


def _bring_back(connection: psycopg.Connection[tuple[Any, ...]], number: int, bucket: Bucket) -> int:
    """Bring each file back that lies in the bucket now; gives how many.

    Raises:
        ReaderError: the first that said so of those that are damaged, after the others.
    """
    count, after, damaged = 0, "", list[ReaderError]()
    while True:
        asked = {"library": number, "after": after, "most": _AT_ONCE}
        rows = connection.execute(_LYING, asked).fetchall()
        for name, key, digest, size in rows:
            after = name
            try:
                data = bucket.get(key, name, digest, size)
                if data is None:
                    raise ReaderError("sync-damaged", "there is no such object in the bucket", file=name)
            except ReaderError as error:
                if error.kind != "sync-damaged":
                    raise
                if _names(connection, number, name, key):
                    damaged.append(error)
                continue
            values = {"library": number, "name": name, "object": key, "data": data}
            with connection.cursor(binary=True) as cursor:
                cursor.execute(_BRING, values)
                count += max(0, cursor.rowcount)
        if len(rows) < _AT_ONCE:
            break
    if damaged:
        raise damaged[0]
    return count


def _names(connection: psycopg.Connection[tuple[Any, ...]], number: int, name: str, key: str) -> bool:
    """Whether a file has that object still."""
    asked = "SELECT FROM liseuse.file WHERE library_id = %s AND name = %s AND object = %s"
    return connection.execute(asked, (number, name, key)).fetchone() is not None


def _gave_up(connection: psycopg.Connection[tuple[Any, ...]], number: int) -> bool:
    """Whether no file lies in the bucket; then none comes there any more: what was noted before has ended.

    Whoever notes an object just now is waited for; whoever does so afterwards sees that no more are taken.
    """
    with connection.transaction():
        connection.execute(LOCK, {"library": number})
        connection.execute("LOCK TABLE liseuse.loose IN SHARE ROW EXCLUSIVE MODE")
        there = "SELECT FROM liseuse.file WHERE library_id = %s AND object IS NOT NULL LIMIT 1"
        if connection.execute(there, (number,)).fetchone() is not None:
            return False
        connection.execute("UPDATE liseuse.loose SET ending = true WHERE library_id = %s", (number,))
        return True


def _take_away(
    connection: psycopg.Connection[tuple[Any, ...]],
    number: int,
    bucket: Bucket,
    own: str,
) -> None:
    """Take the objects away that no file names, as far as this hub made them and they go now."""
    after = ""
    while True:
        asked = {"library": number, "after": after, "most": _AT_ONCE}
        keys = [str(key) for (key,) in connection.execute(_LOOSE, asked).fetchall()]
        bucket.remove(key for key in keys if key.startswith(own))
        if len(keys) < _AT_ONCE:
            return
        after = keys[-1]
