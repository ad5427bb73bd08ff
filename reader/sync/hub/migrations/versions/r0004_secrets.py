"""Each member's secret, with which he seals what he tells to his own computers alone.

Nobody but him sees the row or makes it, and nobody changes the secret; what he chose to tell to whom stands
beside it, so that each of his computers knows it before it tells anything. The row goes with the member: who
is invited anew under his name, perhaps somebody else, opens nothing of what he sealed.

Whoever keeps the hub sees the table. The files are sealed once more with the library's passphrase.
"""

from __future__ import annotations

from alembic import op

revision = "hub0004"
down_revision = "hub0003"
branch_labels = None
depends_on = None

_SECRETS = """
CREATE TABLE liseuse.secret (
    library_id bigint NOT NULL,
    name text NOT NULL,
    secret bytea NOT NULL CHECK (octet_length(secret) = 32),
    choices text NOT NULL DEFAULT '' CHECK (length(choices) <= 1000),
    PRIMARY KEY (library_id, name),
    FOREIGN KEY (library_id, name) REFERENCES liseuse.member ON DELETE CASCADE
);
ALTER TABLE liseuse.secret ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON liseuse.secret TO liseuse_member;
GRANT INSERT (library_id, name, secret) ON liseuse.secret TO liseuse_member;
GRANT UPDATE (choices) ON liseuse.secret TO liseuse_member;
"""

_MINE = "name = session_user AND library_id IN (SELECT liseuse.libraries_of('{roles}'))"
_READS, _WRITES = (_MINE.replace("{roles}", each) for each in ("{owner,editor,reader}", "{owner,editor}"))
_POLICIES = (
    ("SELECT", f"USING ({_READS})"),
    ("INSERT", f"WITH CHECK ({_WRITES})"),
    ("UPDATE", f"USING ({_WRITES}) WITH CHECK ({_WRITES})"),
)


def upgrade() -> None:
    """Make the table, and who may do what with its rows."""
    op.execute(_SECRETS)
    for act, rule in _POLICIES:
        op.execute(f"CREATE POLICY secret_{act.lower()} ON liseuse.secret FOR {act} {rule}")
