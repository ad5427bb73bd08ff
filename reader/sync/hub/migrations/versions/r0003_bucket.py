"""Large files may lie in an S3 bucket beside a hub; the row of a file then names the object with its bytes.

`bucket` says which bucket a library has, in two rows: with the keys for writing, which owners and editors
see, and with those for reading only, which readers see as well. Only whoever keeps the hub writes there.

`loose` has the objects that lie in a bucket, or may, and that no file names. One is noted there before it is
written, goes out of it in the transaction that names it, and comes back with the file's end; so whatever a
computer was doing when it was lost, nobody has to list the bucket to find what is left. Out of `loose` a
function takes objects away, as nobody but the tables' owner may delete rows.
"""

from __future__ import annotations

from alembic import op

revision = "hub0003"
down_revision = "hub0002"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE liseuse.bucket (
    library_id bigint NOT NULL REFERENCES liseuse.library,
    purpose text NOT NULL CHECK (purpose IN ('writing', 'reading')),
    address text NOT NULL,
    keys text,
    takes boolean NOT NULL DEFAULT true,
    PRIMARY KEY (library_id, purpose)
);

CREATE TABLE liseuse.loose (
    library_id bigint NOT NULL,
    object text NOT NULL CHECK (object ~ '^[0-9a-f]{32}/[0-9]+/[0-9a-f]{32}$'),
    ending boolean NOT NULL DEFAULT false,
    noted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (library_id, object),
    CHECK (split_part(object, '/', 2) = library_id::text)
);

ALTER TABLE liseuse.file ADD COLUMN object text;
"""

_OBJECTS = """
CREATE FUNCTION liseuse.end_object() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN
        NEW.object := NULL;
        RETURN NEW;
    END $$;
CREATE TRIGGER end_object BEFORE UPDATE OF digest ON liseuse.file FOR EACH ROW
    WHEN (NEW.digest IS NULL AND NEW.object IS NOT NULL) EXECUTE FUNCTION liseuse.end_object();

CREATE FUNCTION liseuse.keep_object() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN
        IF NEW.object IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.object IS DISTINCT FROM OLD.object) THEN
            DELETE FROM liseuse.loose
            WHERE loose.library_id = NEW.library_id AND loose.object = NEW.object AND NOT loose.ending;
            IF NOT FOUND THEN
                RAISE object_not_in_prerequisite_state USING MESSAGE = 'the object is not there, or ends';
            END IF;
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.object IS NOT NULL AND NEW.object IS DISTINCT FROM OLD.object THEN
            INSERT INTO liseuse.loose (library_id, object, ending) VALUES (OLD.library_id, OLD.object, true);
        END IF;
        RETURN NULL;
    END $$;
REVOKE ALL ON FUNCTION liseuse.keep_object FROM PUBLIC;
CREATE TRIGGER keep_object AFTER INSERT OR UPDATE OF digest, object ON liseuse.file
    FOR EACH ROW EXECUTE FUNCTION liseuse.keep_object();

CREATE FUNCTION liseuse.objects_gone(library bigint, objects text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN
        IF library NOT IN (SELECT liseuse.libraries_of('{owner,editor}')) THEN
            RAISE insufficient_privilege USING MESSAGE = 'only who writes there says that';
        END IF;
        DELETE FROM liseuse.loose
        WHERE loose.library_id = library AND loose.object = ANY (objects) AND loose.ending;
    END $$;
REVOKE ALL ON FUNCTION liseuse.objects_gone FROM PUBLIC;
"""

_READS = "library_id IN (SELECT liseuse.libraries_of('{owner,editor,reader}'))"
_WRITES = "library_id IN (SELECT liseuse.libraries_of('{owner,editor}'))"

_RIGHTS = f"""
GRANT EXECUTE ON FUNCTION liseuse.objects_gone TO liseuse_member;
GRANT SELECT ON liseuse.bucket, liseuse.loose TO liseuse_member;
GRANT INSERT (library_id, object), UPDATE (ending) ON liseuse.loose TO liseuse_member;
GRANT UPDATE (object) ON liseuse.file TO liseuse_member;
ALTER TABLE liseuse.bucket ENABLE ROW LEVEL SECURITY;
ALTER TABLE liseuse.loose ENABLE ROW LEVEL SECURITY;
CREATE POLICY bucket_select ON liseuse.bucket FOR SELECT
    USING ({_WRITES} OR (purpose = 'reading' AND {_READS}));
CREATE POLICY loose_select ON liseuse.loose FOR SELECT USING ({_WRITES});
CREATE POLICY loose_insert ON liseuse.loose FOR INSERT WITH CHECK ({_WRITES});
CREATE POLICY loose_update ON liseuse.loose FOR UPDATE USING ({_WRITES}) WITH CHECK ({_WRITES});
"""


def upgrade() -> None:
    """Make the two tables, the column that names an object, and who may do what with them."""
    for part in (_TABLES, _OBJECTS, _RIGHTS):
        op.execute(part)
