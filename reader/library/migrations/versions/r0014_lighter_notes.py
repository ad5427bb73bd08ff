"""Changes are noted for other computers with half of the writing."""

from __future__ import annotations

from alembic import op

from reader.library.tables import capture_statements, feed_capture_statements

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the triggers anew; what they noted stays."""
    for statement in (*capture_statements(), *feed_capture_statements()):
        name = statement.split()[2]
        op.execute(f"DROP TRIGGER {name}")
        op.execute(statement)
