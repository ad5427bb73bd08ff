"""The first schema of a hub: libraries, who belongs to them, their files, and the bytes of those.

`file` and `blob` are partitioned by library; each of their keys begins with it, so that an engine which
spreads tables over several computers can do so by `library_id`. A file that was taken away keeps its row,
without a digest: whoever asks what changed since a number hears of it.

`libraries_of` runs as the owner of the tables and asks who is connected by `session_user`, which no
`SET ROLE` changes. A policy asks it once for each statement, not for each row.

`marker` and the bytes of headers are an owner's alone. As every member has the same rights to columns, a
trigger looks after the marker; it lets whoever keeps the hub, and sees all rows, pass.

The server asks nobody who listens to a channel what he may, so its name is a secret of the members: whoever
is one no more knows a former name.
"""

from __future__ import annotations

from alembic import op

revision = "hub0001"
down_revision = None
branch_labels = None
depends_on = None

PARTITIONS = 16

_TABLES = """
CREATE TABLE liseuse.hub (
    id text PRIMARY KEY DEFAULT replace(gen_random_uuid()::text, '-', ''),
    made_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO liseuse.hub DEFAULT VALUES;

CREATE TABLE liseuse.library (
    library_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (name <> '' AND name !~ '/'),
    sequence bigint NOT NULL DEFAULT 0,
    marker integer NOT NULL DEFAULT 0,
    channel text NOT NULL DEFAULT 'liseuse_' || replace(gen_random_uuid()::text, '-', ''),
    made_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE liseuse.member (
    library_id bigint NOT NULL REFERENCES liseuse.library,
    name text NOT NULL,
    role text NOT NULL CHECK (role IN ('owner', 'editor', 'reader')),
    PRIMARY KEY (library_id, name)
);
CREATE INDEX member_name ON liseuse.member (name, library_id);

CREATE TABLE liseuse.file (
    library_id bigint NOT NULL,
    name text NOT NULL CHECK (length(name) <= 200),
    sequence bigint NOT NULL,
    digest bytea CHECK (octet_length(digest) = 32),
    size bigint,
    PRIMARY KEY (library_id, name)
) PARTITION BY HASH (library_id);
CREATE INDEX file_sequence ON liseuse.file (library_id, sequence);
CREATE INDEX file_digest ON liseuse.file (library_id, digest);

CREATE TABLE liseuse.blob (
    library_id bigint NOT NULL,
    digest bytea NOT NULL,
    data bytea NOT NULL,
    PRIMARY KEY (library_id, digest),
    CHECK (digest = sha256(data))
) PARTITION BY HASH (library_id);
ALTER TABLE liseuse.blob ALTER COLUMN data SET STORAGE EXTERNAL;
"""

_RIGHTS = """
CREATE FUNCTION liseuse.libraries_of(roles text[]) RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT library_id FROM liseuse.member WHERE name = session_user AND role = ANY (roles) $$;
REVOKE ALL ON FUNCTION liseuse.libraries_of FROM PUBLIC;

CREATE FUNCTION liseuse.keep_marker() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN
        IF row_security_active('liseuse.library')
            AND NEW.library_id NOT IN (SELECT liseuse.libraries_of('{owner}'))
        THEN
            RAISE insufficient_privilege USING MESSAGE = 'only an owner changes the marker';
        END IF;
        RETURN NEW;
    END $$;
CREATE TRIGGER keep_marker BEFORE UPDATE OF marker ON liseuse.library
    FOR EACH ROW WHEN (NEW.marker IS DISTINCT FROM OLD.marker) EXECUTE FUNCTION liseuse.keep_marker();

CREATE FUNCTION liseuse.change_channel() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN
        UPDATE liseuse.library SET channel = DEFAULT WHERE library_id = OLD.library_id;
        RETURN NULL;
    END $$;
REVOKE ALL ON FUNCTION liseuse.change_channel FROM PUBLIC;
CREATE TRIGGER change_channel AFTER DELETE OR UPDATE OF library_id, name ON liseuse.member
    FOR EACH ROW EXECUTE FUNCTION liseuse.change_channel();

REVOKE ALL ON SCHEMA liseuse FROM PUBLIC;
GRANT USAGE ON SCHEMA liseuse TO liseuse_member;
GRANT EXECUTE ON FUNCTION liseuse.libraries_of TO liseuse_member;
GRANT SELECT ON liseuse.alembic_version TO liseuse_member;
GRANT SELECT ON liseuse.hub, liseuse.library, liseuse.member, liseuse.file, liseuse.blob TO liseuse_member;
GRANT UPDATE (sequence, marker) ON liseuse.library TO liseuse_member;
GRANT INSERT, UPDATE, DELETE ON liseuse.member TO liseuse_member;
GRANT INSERT, UPDATE ON liseuse.file TO liseuse_member;
GRANT INSERT, DELETE ON liseuse.blob TO liseuse_member;
"""

_READS = "library_id IN (SELECT liseuse.libraries_of('{owner,editor,reader}'))"
_WRITES = "library_id IN (SELECT liseuse.libraries_of('{owner,editor}'))"
_OWNS = "library_id IN (SELECT liseuse.libraries_of('{owner}'))"
_HEADERS = (
    "SELECT FROM liseuse.file WHERE file.library_id = blob.library_id AND file.digest = blob.digest "
    "AND file.name LIKE 'store/%'"
)
_WRITES_FILE = f"{_WRITES} AND (name NOT LIKE 'store/%' OR {_OWNS})"

_POLICIES = (
    ("library", "SELECT", f"USING ({_READS})"),
    ("library", "UPDATE", f"USING ({_WRITES}) WITH CHECK ({_WRITES})"),
    ("member", "SELECT", f"USING ({_READS})"),
    ("member", "INSERT", f"WITH CHECK ({_OWNS})"),
    ("member", "UPDATE", f"USING ({_OWNS}) WITH CHECK ({_OWNS})"),
    ("member", "DELETE", f"USING ({_OWNS})"),
    ("file", "SELECT", f"USING ({_READS})"),
    ("file", "INSERT", f"WITH CHECK ({_WRITES_FILE})"),
    ("file", "UPDATE", f"USING ({_WRITES_FILE}) WITH CHECK ({_WRITES_FILE})"),
    ("blob", "SELECT", f"USING ({_READS})"),
    ("blob", "INSERT", f"WITH CHECK ({_WRITES})"),
    ("blob", "DELETE", f"USING ({_WRITES} AND ({_OWNS} OR NOT EXISTS ({_HEADERS})))"),
)


def upgrade() -> None:
    """Make the tables, their partitions and who may do what."""
    op.execute(_TABLES)
    for table in ("file", "blob"):
        for number in range(PARTITIONS):
            op.execute(
                f"CREATE TABLE liseuse.{table}_{number:02} PARTITION OF liseuse.{table} "
                f"FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {number})"
            )
    op.execute(_RIGHTS)
    for table in ("library", "member", "file", "blob"):
        op.execute(f"ALTER TABLE liseuse.{table} ENABLE ROW LEVEL SECURITY")
    for table, act, rule in _POLICIES:
        op.execute(f"CREATE POLICY {table}_{act.lower()} ON liseuse.{table} FOR {act} {rule}")
