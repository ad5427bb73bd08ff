"""A hub is made, and who takes part in its libraries is said."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from psycopg import sql

from reader.core.errors import ReaderError
from reader.sync.address import Address, parse_address
from reader.sync.hub.bucket_acts import BucketOfLibrary, end_bucket, give_bucket, shown_buckets
from reader.sync.hub.connection import connect, database_of, errors
from reader.sync.hub.migrations.runner import upgrade

ROLES = ("owner", "editor", "reader")

_GROUP = "liseuse_member"
_NAME = 63  # bytes of the longest name that a server keeps whole
_PASSWORD = 18  # bytes by chance
_REMOVE = "DELETE FROM liseuse.member WHERE library_id = %s AND name = %s"
_HAVE_REMOVED = "SELECT liseuse.remove_member(%s, %s)"


@dataclass(frozen=True, slots=True)
class Member:
    """Who takes part in a library, and as what; `login` whether the server knows the name."""

    library: str
    name: str
    role: str
    login: bool


class HubAdministration:
    """Acts of whoever keeps a hub, or owns a library in it: the database decides which of them he may.

    Args:
        address: of the hub; a library in it does not matter.
        password: of its user.

    Raises:
        ReaderError: as `connection.connect`.
    """

    def __init__(self, address: Address, password: str | None) -> None:
        self._address = address
        self._connect = partial(connect, address, password)
        self._connection = self._connect()

    def __enter__(self) -> HubAdministration:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def create(self) -> bool:
        """Make a hub of the database, or bring the one that is there up to date; whether anything was done.

        Raises:
            ReaderError: `sync-hub-rights` when the user may not make tables or roles there; `sync-newer`;
                `sync-hub-there` when two are there, of which one was to take the other's place.
        """
        with self._rights():
            return bool(upgrade(self._connect))

    def invite(self, library: str, name: str, role: str, anew: bool = False) -> str | None:
        """Let somebody take part in a library, or in another role than before.

        The library is made when there is none of that name, and the login when the server knows none.

        Args:
            library: its name.
            name: of whoever is invited, as he will sign in.
            role: one of `ROLES`.
            anew: give a login that is there another password.

        Returns:
            The password of a new login; `None` when the login was there before.

        Raises:
            ReaderError: `sync-hub-rights` when the user may not, or `sync-hub-no-library` when he may not
                make one either; `sync-unknown-place` when no address can name both; `sync-last-owner` when
                he is that, and would be one no more.
        """
        self._check(library, name)
        with self._rights(), self._connection.transaction():
            known = self._connection.execute("SELECT FROM pg_roles WHERE rolname = %s", (name,)).fetchone()
            password = self._login(name, known is not None) if known is None or anew else None
            self._let_in(name)
            number = self._library(library)
            if number is None:
                number = self._make_library(library)
            elif role in ROLES and role != "owner":
                self._demand_other_owner(number, library, name)
            self._connection.execute(
                "INSERT INTO liseuse.member (library_id, name, role) VALUES (%s, %s, %s) "
                "ON CONFLICT (library_id, name) DO UPDATE SET role = excluded.role",
                (number, name, role),
            )
            return password

    def _check(self, library: str, name: str) -> None:
        path = f"/{database_of(self._address)}/{library}"
        wanted = replace(self._address, user=name, path=path)
        fits = name and len(name.encode()) <= _NAME and parse_address(wanted.text) == wanted
        if not fits:
            raise ReaderError("sync-unknown-place", "no name of a login or a library", store=wanted.text)

    def _login(self, name: str, known: bool) -> str:
        password = secrets.token_urlsafe(_PASSWORD)
        line = self._connection.pgconn
        sealed = line.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
        act = "ALTER ROLE {} LOGIN PASSWORD {}" if known else "CREATE ROLE {} LOGIN PASSWORD {}"
        self._connection.execute(sql.SQL(act).format(sql.Identifier(name), sql.Literal(sealed)))
        return password

    def _let_in(self, name: str) -> None:
        """Let a login see the hub's tables at all, which one made elsewhere may not yet."""
        asked = "SELECT pg_has_role(%s, %s, 'member')"
        if self._connection.execute(asked, (name, _GROUP)).fetchone() != (True,):
            act = sql.SQL("GRANT {} TO {}").format(sql.Identifier(_GROUP), sql.Identifier(name))
            self._connection.execute(act)

    def _demand_other_owner(self, number: int, library: str, name: str) -> None:
        """Make sure that a library has an owner beside somebody, if he is one: else nobody could invite.

        Whoever owns nothing there is not told of that: what he may not do is refused to him anyway.
        """
        asked = (
            "SELECT array_agg(name) FILTER (WHERE role = 'owner') = ARRAY[%s::text]"
            " AND NOT bool_or(name = session_user AND role <> 'owner')"
            " FROM liseuse.member WHERE library_id = %s"
        )
        if self._connection.execute(asked, (name, number)).fetchone() == (True,):
            raise ReaderError("sync-last-owner", "nobody else owns it", name=name, library=library)

    def _library(self, name: str) -> int | None:
        found = self._connection.execute(
            "SELECT library_id FROM liseuse.library WHERE name = %s", (name,)
        ).fetchone()
        return int(found[0]) if found is not None else None

    def _known(self, name: str) -> int:
        number = self._library(name)
        if number is None:
            raise ReaderError("sync-hub-no-library", "none", store=self._address.text, library=name)
        return number

    def _make_library(self, name: str) -> int:
        found = self._connection.execute(
            "INSERT INTO liseuse.library (name) VALUES (%s) RETURNING library_id", (name,)
        ).fetchone()
        assert found is not None
        return int(found[0])

    def remove(self, library: str, name: str) -> bool:
        """Let somebody take part in a library no more, from his next statement on; whether he did.

        His login stays, as do the files that he wrote and what he had read.

        Raises:
            ReaderError: `sync-hub-rights`, `sync-hub-no-library`, `sync-last-owner`.
        """
        with self._rights():
            number = self._known(library)
            there = "SELECT FROM liseuse.member WHERE library_id = %s AND name = %s"
            if self._connection.execute(there, (number, name)).fetchone() is None:
                return False
            self._demand_other_owner(number, library, name)
            may = self._connection.execute(
                "SELECT has_table_privilege('liseuse.member', 'DELETE')"
            ).fetchone()
            act = _REMOVE if may == (True,) else _HAVE_REMOVED
            gone = self._connection.execute(act, (number, name))
            if gone.rowcount == 0:  # the rows of others are not refused to him, they are none
                raise ReaderError("sync-hub-rights", "he is no owner", store=self._address.text)
            return True

    def members(self) -> list[Member]:
        """Who takes part in the libraries that the user sees, by library and name.

        Raises:
            ReaderError: as `connection.errors`.
        """
        with errors(self._address):
            rows = self._connection.execute(
                "SELECT library.name, member.name, member.role, pg_roles.rolname IS NOT NULL "
                "FROM liseuse.member JOIN liseuse.library ON library.library_id = member.library_id "
                "LEFT JOIN pg_roles ON pg_roles.rolname = member.name ORDER BY 1, 2"
            ).fetchall()
        return [Member(*row) for row in rows]

    def buckets(self) -> list[BucketOfLibrary]:
        """Where the large files lie of the libraries in which the user takes part; of all for the keeper.

        Raises:
            ReaderError: as `connection.errors`.
        """
        with errors(self._address):
            return shown_buckets(self._connection)

    def give_bucket(self, library: str, place: str, keys: str | None, reading_keys: str | None) -> None:
        """Let large files of a library lie in a bucket: see `bucket_acts.give_bucket`.

        Raises:
            ReaderError: as that; `sync-hub-keeper`, `sync-hub-no-library`; `sync-hub-former` when the hub was
                not brought up to date.
        """
        with self._rights():
            number = self._known(library)
            self._demand_rights()
            give_bucket(self._connection, (number, library), place, keys, reading_keys)

    def end_bucket(self, library: str) -> int:
        """Bring the files of a library back out of its bucket: see `bucket_acts.end_bucket`.

        Raises:
            ReaderError: as `give_bucket`.
        """
        with self._rights():
            number = self._known(library)
            self._demand_rights()
            return end_bucket(self._connection, number)

    def _demand_rights(self) -> None:
        """Make sure that the user may say where files lie, and that the hub knows of buckets at all."""
        if self._connection.execute("SELECT to_regclass('liseuse.bucket')").fetchone() == (None,):
            raise ReaderError("sync-hub-former", "it has no buckets", store=self._address.text)
        may = self._connection.execute("SELECT has_table_privilege('liseuse.bucket', 'DELETE')").fetchone()
        if may != (True,):
            raise ReaderError("sync-hub-keeper", "he does not keep the hub", store=self._address.text)

    @contextlib.contextmanager
    def _rights(self) -> Iterator[None]:
        """As `connection.errors`; what the user may not do here he may not do as a keeper of the hub."""
        try:
            with errors(self._address):
                yield
        except ReaderError as error:
            if error.kind != "sync-store-read-only":
                raise
            raise ReaderError("sync-hub-rights", error.detail, store=self._address.text) from None
