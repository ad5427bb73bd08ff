"""Runs the revisions that a file lacks, in one transaction: all of them or none."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.runtime.migration import MigrationStep
from alembic.script import Script
from alembic.script.revision import RevisionMap
from sqlalchemy import Connection

from reader.library.migrations.versions import (
    r0001_schema,
    r0002_search,
    r0003_pending_retry,
    r0004_translation_health,
    r0005_repairs,
    r0006_covering_indexes,
    r0007_origins,
    r0008_imports,
    r0009_feeds,
    r0010_several_computers,
    r0011_feed_rules,
    r0012_folded_changes,
    r0013_feeds_in_step,
    r0014_lighter_notes,
    r0015_dates_of_tags,
)

MODULES: tuple[ModuleType, ...] = (
    r0001_schema,
    r0002_search,
    r0003_pending_retry,
    r0004_translation_health,
    r0005_repairs,
    r0006_covering_indexes,
    r0007_origins,
    r0008_imports,
    r0009_feeds,
    r0010_several_computers,
    r0011_feed_rules,
    r0012_folded_changes,
    r0013_feeds_in_step,
    r0014_lighter_notes,
    r0015_dates_of_tags,
)
"""The revisions, oldest first; their ids are `identity.REVISIONS` (a test compares them)."""


def upgrade(connection: Connection, modules: Iterable[ModuleType] = MODULES) -> list[str]:
    """Bring the schema to its newest revision inside the caller's transaction.

    Returns:
        The revisions that were run.
    """
    scripts = [Script(module, module.revision, module.__file__ or module.__name__) for module in modules]
    revision_map = RevisionMap(lambda: scripts)
    _ = revision_map.heads  # reading them links the revisions to each other
    done: list[str] = []

    def pending(heads: tuple[str, ...], context: MigrationContext) -> list[MigrationStep]:
        known = [script.revision for script in scripts]
        first = known.index(heads[0]) + 1 if heads else 0
        done.extend(known[first:])
        return [MigrationStep.upgrade_from_script(revision_map, script) for script in scripts[first:]]

    options: dict[str, Any] = {"fn": pending, "transactional_ddl": True}
    context = MigrationContext.configure(connection, opts=options)
    with Operations.context(context):
        context.run_migrations()
    connection.exec_driver_sql(f"PRAGMA user_version = {len(scripts)}")
    return done
