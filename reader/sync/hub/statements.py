"""The statements of a store in a hub. Each names the library, so that each touches one partition.

Whoever writes or takes away raises the library's number first and thereby holds its row until the end: so
numbers become visible in their order, and nobody who asks for what came since one misses anything.
"""

from __future__ import annotations

from typing import Final

SCHEMAS: Final = ("hub0001", "hub0002", "hub0003", "hub0004")
"""The revisions of a hub's schema with which these work.

In the first one the bytes of files that are taken away stay until its keeper brings it up to date. Buckets
come with the third; the column that only it has is asked for as a part of the whole row, so that one
statement does for all. Nobody has a secret before the fourth.
"""

WITHOUT_SECRETS: Final = SCHEMAS[:3]

LIBRARY: Final = """
SELECT library.library_id, library.channel, member.role,
    ARRAY(SELECT each.name FROM liseuse.member AS each
        WHERE each.library_id = library.library_id AND each.name <> session_user ORDER BY each.name)
FROM liseuse.library JOIN liseuse.member ON member.library_id = library.library_id
WHERE library.name = %(library)s AND member.name = session_user
"""
VERSION: Final = """
SELECT (SELECT version_num FROM liseuse.alembic_version), (SELECT id FROM liseuse.hub),
    to_regclass('liseuse.bucket') IS NOT NULL
"""

OWN: Final = """
SELECT secret, choices FROM liseuse.secret WHERE library_id = %(library)s AND name = session_user
"""
MAKE_OWN: Final = """
INSERT INTO liseuse.secret (library_id, name, secret) VALUES (%(library)s, session_user, %(secret)s)
ON CONFLICT DO NOTHING
"""
CHOOSE: Final = """
UPDATE liseuse.secret SET choices = %(choices)s WHERE library_id = %(library)s AND name = session_user
"""

SINCE: Final = """
SELECT name, sequence, size FROM liseuse.file
WHERE library_id = %(library)s AND sequence >= %(since)s ORDER BY sequence
"""

_OBJECT: Final = "to_jsonb(file) ->> 'object'"
_OF_BLOB: Final = """
FROM liseuse.file LEFT JOIN liseuse.blob
ON blob.library_id = file.library_id AND blob.library_id = %(library)s AND blob.digest = file.digest
WHERE file.library_id = %(library)s AND file.name = %(name)s AND file.digest IS NOT NULL
"""
GET: Final = f"""
SELECT blob.digest IS NOT NULL, CASE WHEN octet_length(blob.data) <= %(most)s THEN blob.data END,
    {_OBJECT}, file.digest, file.size {_OF_BLOB}
"""
"""A file's bytes, and the object in the bucket that has them where they are not in the database."""
GET_PART: Final = f"""
SELECT blob.digest IS NOT NULL, substring(blob.data FROM %(first)s FOR %(size)s),
    {_OBJECT}, file.digest, file.size {_OF_BLOB}
"""

OBJECTS: Final = f"""
SELECT name, {_OBJECT}, size FROM liseuse.file
WHERE library_id = %(library)s AND digest IS NOT NULL AND {_OBJECT} IS NOT NULL
"""
"""The files whose bytes lie in the bucket, and which object has them."""

BUCKET: Final = """
SELECT address, keys FROM liseuse.bucket WHERE library_id = %(library)s AND purpose = %(purpose)s
"""
NOTE: Final = """
WITH used AS (
    SELECT address, keys FROM liseuse.bucket
    WHERE library_id = %(library)s AND purpose = 'writing' AND takes
), noted AS (
    INSERT INTO liseuse.loose (library_id, object) SELECT %(library)s, %(object)s FROM used
)
SELECT address, keys FROM used
"""
"""Notes an object that is to be written, and says where, if the library has a bucket that takes any."""
PUT_OBJECT: Final = """
WITH next AS (
    UPDATE liseuse.library SET sequence = sequence + 1 WHERE library_id = %(library)s
    RETURNING sequence, channel
), put AS (
    INSERT INTO liseuse.file (library_id, name, sequence, digest, size, object)
    SELECT %(library)s, %(name)s, next.sequence, %(digest)s, %(size)s, %(object)s FROM next
    ON CONFLICT (library_id, name) DO UPDATE
    SET sequence = excluded.sequence, digest = excluded.digest, size = excluded.size,
        object = excluded.object
    WHERE file.library_id = %(library)s AND file.digest IS NULL
    RETURNING name
)
SELECT (SELECT count(*) FROM next), (SELECT count(*) FROM put),
    (SELECT pg_notify(next.channel, %(name)s) FROM next, put)
"""
"""As `PUT`, of a file whose bytes lie in the bucket; a trigger demands that the object was noted."""
END_LOOSE: Final = """
UPDATE liseuse.loose SET ending = true
WHERE library_id = %(library)s AND object IN (
    SELECT object FROM liseuse.loose
    WHERE library_id = %(library)s
        AND (ending OR noted_at < now() - interval '1 day' OR object = %(object)s)
    LIMIT 50
)
RETURNING object
"""
"""Says which objects are to be taken away: what files left, one of one's own, and what has been written for a
day without a file that names it. No file can name one of them from now on."""
GONE: Final = "SELECT liseuse.objects_gone(%(library)s, %(objects)s)"
"""Forgets objects that were taken away."""

PUT: Final = """
WITH next AS (
    UPDATE liseuse.library
    SET sequence = sequence + 1, marker = CASE WHEN %(number)s > 0 THEN %(number)s ELSE marker END
    WHERE library_id = %(library)s AND (%(number)s = 0 OR marker = %(number)s - 1)
    RETURNING sequence, channel
), put AS (
    INSERT INTO liseuse.file (library_id, name, sequence, digest, size)
    SELECT %(library)s, %(name)s, next.sequence, sha256(%(data)s), octet_length(%(data)s) FROM next
    ON CONFLICT (library_id, name) DO UPDATE
    SET sequence = excluded.sequence, digest = excluded.digest, size = excluded.size
    WHERE file.library_id = %(library)s AND file.digest IS NULL
    RETURNING digest
), stored AS (
    INSERT INTO liseuse.blob (library_id, digest, data) SELECT %(library)s, put.digest, %(data)s FROM put
    ON CONFLICT (library_id, digest) DO NOTHING
)
SELECT (SELECT count(*) FROM next), (SELECT count(*) FROM put),
    (SELECT pg_notify(next.channel, %(name)s) FROM next, put)
"""
"""Writes a file unless its name is taken.

A header of the store has a number, and is written only when the library's marker is the number before: of two
computers that begin, or change the passphrase, at once one does.
"""

LOCK: Final = """
SELECT set_config('idle_in_transaction_session_timeout', '60000', true) FROM liseuse.library
WHERE library_id = %(library)s FOR UPDATE
"""
"""Holds the library's row until the end of the transaction, a minute at most when the computer is lost."""

REMOVE: Final = """
WITH former AS (
    SELECT to_jsonb(file) ->> 'object' AS object FROM liseuse.file
    WHERE library_id = %(library)s AND name = %(name)s AND digest IS NOT NULL
), next AS (
    UPDATE liseuse.library
    SET sequence = sequence + 1,
        marker = CASE WHEN marker = %(number)s AND EXISTS (SELECT FROM former) THEN 0 ELSE marker END
    WHERE library_id = %(library)s RETURNING sequence, channel
), gone AS (
    UPDATE liseuse.file SET sequence = next.sequence, digest = NULL, size = NULL FROM next
    WHERE library_id = %(library)s AND name = %(name)s AND digest IS NOT NULL RETURNING name
)
SELECT (SELECT count(*) FROM former), (SELECT count(*) FROM gone),
    (SELECT pg_notify(next.channel, %(name)s) FROM next, gone), (SELECT object FROM former)
"""
"""Takes a file away; its bytes go by a trigger, unless another has the same, or an object has them.

`LOCK` comes before it in the transaction. It would otherwise look at the files as they were before it had
waited for another computer.
"""
