"""Feeds, rules and marks of pieces are noted for other computers too."""

from __future__ import annotations

from alembic import op

from reader.library.tables import NOTE_BY_DELETING, NOTED_FEEDS, feed_capture_statements

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the triggers, and note what a library that is kept in step has of it already.

    The other computers may have the same: what is told is joined by address and content. What they told
    while this one did not know it was kept aside.
    """
    for statement in feed_capture_statements(NOTE_BY_DELETING):
        op.execute(statement)
    for statement in NOTED_FEEDS:
        op.execute(statement)
    op.execute("UPDATE sync_self SET program = ''")  # what was kept aside is looked at once more
