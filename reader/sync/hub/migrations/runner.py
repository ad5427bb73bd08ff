"""Runs the revisions that a hub lacks, in one transaction: all of them or none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any, Final, cast

import psycopg
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.runtime.migration import MigrationStep
from alembic.script import Script
from alembic.script.revision import RevisionMap
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from reader.core.errors import ReaderError
from reader.sync.hub.migrations.versions import r0001_hub, r0002_locks, r0003_bucket, r0004_secrets

MODULES: tuple[ModuleType, ...] = (r0001_hub, r0002_locks, r0003_bucket, r0004_secrets)
"""The revisions, oldest first."""


MAKE_GROUP: Final = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'liseuse_member') THEN
        CREATE ROLE liseuse_member NOLOGIN;
    END IF;
END $$
"""
"""Makes the role of all members, which the server has once for all of its hubs."""

ASIDE: Final = "liseuse_former"
"""The name of a hub while a copy takes its place."""

_TAKE_BACK: Final = f"""
DO $$ BEGIN
    IF to_regnamespace('{ASIDE}') IS NOT NULL THEN
        ALTER SCHEMA {ASIDE} RENAME TO liseuse;
    END IF;
END $$
"""


def take_back(connection: psycopg.Connection[Any]) -> None:
    """Give a hub its name again whose exchange for a copy was broken off.

    Raises:
        ReaderError: `sync-hub-there` when another has the name: whoever keeps them decides which one stays.
        psycopg.Error: the database refused it.
    """
    try:
        connection.execute(_TAKE_BACK)
    except (psycopg.errors.DuplicateSchema, psycopg.errors.UniqueViolation):
        raise ReaderError("sync-hub-there", "beside another hub", target=ASIDE) from None


def upgrade(
    connect: Callable[[], psycopg.Connection[tuple[Any, ...]]], modules: tuple[ModuleType, ...] = MODULES
) -> list[str]:
    """Bring a hub's schema to its newest revision.

    Args:
        connect: makes a connection to its database, which is closed afterwards.
        modules: the revisions, oldest first.

    Returns:
        The revisions that were run.

    Raises:
        ReaderError: `sync-newer` when a later Liseuse made it; as `take_back`.
        psycopg.Error: the database refused something; then nothing is done.
    """
    engine = create_engine(
        "postgresql+psycopg://", creator=partial(_transactional, connect), poolclass=NullPool
    )
    try:
        with engine.begin() as connection:
            take_back(cast("psycopg.Connection[Any]", connection.connection.driver_connection))
            connection.exec_driver_sql(MAKE_GROUP)
            connection.exec_driver_sql("CREATE SCHEMA IF NOT EXISTS liseuse")
            return _run(connection, modules)
    except DBAPIError as error:
        raise error.orig or error from None


def _transactional(
    connect: Callable[[], psycopg.Connection[tuple[Any, ...]]],
) -> psycopg.Connection[tuple[Any, ...]]:
    made = connect()
    made.autocommit = False
    return made


def _run(connection: Connection, modules: tuple[ModuleType, ...]) -> list[str]:
    scripts = [Script(module, module.revision, module.__file__ or module.__name__) for module in modules]
    revision_map = RevisionMap(lambda: scripts)
    _ = revision_map.heads  # reading them links the revisions to each other
    done: list[str] = []

    def pending(heads: tuple[str, ...], _context: MigrationContext) -> list[MigrationStep]:
        known = [script.revision for script in scripts]
        if heads and heads[0] not in known:
            raise ReaderError("sync-newer", f"the hub has the schema {heads[0]}")
        first = known.index(heads[0]) + 1 if heads else 0
        done.extend(known[first:])
        return [MigrationStep.upgrade_from_script(revision_map, script) for script in scripts[first:]]

    options: dict[str, Any] = {"fn": pending, "transactional_ddl": True, "version_table_schema": "liseuse"}
    context = MigrationContext.configure(connection, opts=options)
    with Operations.context(context):
        context.run_migrations()
    return done
