"""Members may lock no table of a hub: what a lock needs they have for single columns only, and never whole.

Of rows there is no such smaller right to delete them, so nobody but the tables' owner has any: the bytes of a
file that is taken away go by a trigger, and an owner of a library removes a member by a function.
"""

from __future__ import annotations

from alembic import op

revision = "hub0002"
down_revision = "hub0001"
branch_labels = None
depends_on = None

_BYTES = """
CREATE FUNCTION liseuse.free_bytes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN
        DELETE FROM liseuse.blob
        WHERE blob.library_id = OLD.library_id AND blob.digest = OLD.digest AND NOT EXISTS (
            SELECT FROM liseuse.file WHERE file.library_id = OLD.library_id AND file.digest = OLD.digest
        );
        RETURN NULL;
    END $$;
REVOKE ALL ON FUNCTION liseuse.free_bytes FROM PUBLIC;
CREATE TRIGGER free_bytes AFTER UPDATE OF digest ON liseuse.file FOR EACH ROW
    WHEN (OLD.digest IS NOT NULL AND NEW.digest IS DISTINCT FROM OLD.digest)
    EXECUTE FUNCTION liseuse.free_bytes();

DELETE FROM liseuse.blob WHERE NOT EXISTS (
    SELECT FROM liseuse.file WHERE file.library_id = blob.library_id AND file.digest = blob.digest
);
DROP POLICY blob_delete ON liseuse.blob;
REVOKE DELETE ON liseuse.blob FROM liseuse_member;
REVOKE UPDATE ON liseuse.file FROM liseuse_member;
GRANT UPDATE (sequence, digest, size) ON liseuse.file TO liseuse_member;
"""

_MEMBERS = """
CREATE FUNCTION liseuse.remove_member(library bigint, who text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN
        IF library NOT IN (SELECT liseuse.libraries_of('{owner}')) THEN
            RAISE insufficient_privilege USING MESSAGE = 'only an owner removes a member';
        END IF;
        DELETE FROM liseuse.member WHERE member.library_id = library AND member.name = who;
        RETURN FOUND;
    END $$;
REVOKE ALL ON FUNCTION liseuse.remove_member FROM PUBLIC;
GRANT EXECUTE ON FUNCTION liseuse.remove_member TO liseuse_member;
DROP POLICY member_delete ON liseuse.member;
REVOKE UPDATE, DELETE ON liseuse.member FROM liseuse_member;
GRANT UPDATE (role) ON liseuse.member TO liseuse_member;
"""


def upgrade() -> None:
    """Take the rights that let a member lock a table, and put what needs them into the owner's hands.

    Bytes of no file are what a program of this version left in a hub of the former one.
    """
    op.execute(_BYTES)
    op.execute(_MEMBERS)
