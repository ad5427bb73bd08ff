"""Who may do what in a hub: the guide's table, and statements against what is another's."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.sync.hub.administration import HubAdministration
from reader.sync.hub.opening import open_hub
from reader.sync.store_header import create_store
from tests.support.servers.postgres import ADMIN, PASSWORD, Cluster, Hub

GUIDE = Path(__file__).parents[3] / "docs"
PAGE = "13-several-computers.md"
ROLES = ("owner", "editor", "reader", "stranger")
PEOPLE = {"owner": "anna", "editor": "basil", "reader": "carol", "stranger": "dora"}
FILE, HEADER = "log/0123456789abcdef/00000001-fedcba9876543210", "store/0002-fedcba9876543210"
SECRET = "chosen elsewhere"
_ROW = re.compile(r"^\|(.+)\|$", re.MULTILINE)

_NEW_FILE = "INSERT INTO liseuse.file (library_id, name, sequence, digest, size) VALUES "
_LOCKS = tuple(
    f"LOCK TABLE liseuse.{table} IN {mode} MODE"
    for table in ("library", "member", "file", "blob", "bucket", "loose", "secret")
    for mode in ("SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE")
)
ACTS: dict[str, tuple[str, ...]] = {
    "See and read the files": (
        "SELECT name FROM liseuse.file WHERE library_id = {library}",
        "SELECT data FROM liseuse.blob WHERE library_id = {library}",
        "SELECT name, sequence, channel FROM liseuse.library WHERE library_id = {library}",
        "SELECT address, keys FROM liseuse.bucket WHERE library_id = {library} AND purpose = 'reading'",
    ),
    "See who takes part": ("SELECT name, role FROM liseuse.member WHERE library_id = {library}",),
    "Write files": (
        _NEW_FILE + "({library}, 'log/of-another', 9, sha256('x'), 1)",
        "INSERT INTO liseuse.blob (library_id, digest, data) VALUES ({library}, sha256('new'), 'new')",
        "UPDATE liseuse.library SET sequence = sequence + 1 WHERE library_id = {library}",
        "SELECT keys FROM liseuse.bucket WHERE library_id = {library} AND purpose = 'writing'",
        "INSERT INTO liseuse.loose (library_id, object) VALUES ({library}, "
        "repeat('0', 32) || '/' || {library} || '/' || repeat('2', 32))",
    ),
    "Take files away": (
        "UPDATE liseuse.file SET digest = NULL WHERE library_id = {library} AND name LIKE 'log/%'",
        "SELECT object FROM liseuse.loose WHERE library_id = {library}",
        "UPDATE liseuse.loose SET ending = true WHERE library_id = {library}",
        "SELECT liseuse.objects_gone({library}, ARRAY['of nobody'])",
    ),
    "Tell something to his own computers alone": (
        "INSERT INTO liseuse.secret (library_id, name, secret) VALUES ({library}, session_user, sha256('x'))",
    ),
    "Begin the store, change the passphrase, make the store anew": (
        _NEW_FILE + "({library}, 'store/0002-fedcba9876543210', 9, sha256('x'), 1)",
        "UPDATE liseuse.file SET digest = NULL WHERE library_id = {library} AND name LIKE 'store/%'",
        "UPDATE liseuse.library SET marker = marker + 1 WHERE library_id = {library}",
    ),
    "Invite, give another role, remove": (
        "INSERT INTO liseuse.member (library_id, name, role) VALUES ({library}, 'eve', 'owner')",
        "UPDATE liseuse.member SET role = 'owner' WHERE library_id = {library}",
        "SELECT liseuse.remove_member({library}, 'anna')",
    ),
    "Make libraries, change the hub itself": (
        "INSERT INTO liseuse.library (name) VALUES ('another')",
        "UPDATE liseuse.library SET name = 'mine' WHERE library_id = {library}",
        "DELETE FROM liseuse.library WHERE library_id = {library}",
        "ALTER TABLE liseuse.file DISABLE ROW LEVEL SECURITY",
        "DROP POLICY file_select ON liseuse.file",
        "DELETE FROM liseuse.blob WHERE library_id = {library}",
        "DELETE FROM liseuse.loose WHERE library_id = {library}",
        "INSERT INTO liseuse.bucket (library_id, purpose, address) VALUES ({library}, 'reading', 's3://mine')",
        "UPDATE liseuse.bucket SET address = 's3://mine' WHERE library_id = {library}",
        "DELETE FROM liseuse.bucket WHERE library_id = {library}",
        *_LOCKS,
    ),
}

OTHERS = (
    "SELECT * FROM liseuse.file_{part:02} WHERE library_id = {library}",
    "SELECT * FROM liseuse.blob_{part:02}",
    "COPY liseuse.blob TO STDOUT",
    "COPY (SELECT * FROM liseuse.file WHERE library_id = {library}) TO STDOUT",
    "COPY liseuse.blob TO PROGRAM 'cat'",
    "SELECT * FROM liseuse.file WHERE library_id = {library} FOR UPDATE",
    "TRUNCATE liseuse.file",
    "CREATE INDEX spy ON liseuse.blob (data)",
    "DELETE FROM liseuse.file WHERE library_id = {library}",
    "UPDATE liseuse.file SET library_id = {own} WHERE library_id = {library}",
    "UPDATE liseuse.member SET library_id = {library} WHERE library_id = {own}",
    "UPDATE liseuse.library SET marker = 7 WHERE library_id = {library}",
    "UPDATE liseuse.library SET channel = 'liseuse_mine' WHERE library_id = {own}",
    "INSERT INTO liseuse.member VALUES ({library}, session_user, 'reader') "
    "ON CONFLICT (library_id, name) DO UPDATE SET role = 'owner'",
    "SELECT number FROM liseuse.libraries_of('{{owner,editor,reader}}') AS of (number) "
    "WHERE number = {library}",
    "SET SESSION AUTHORIZATION anna",
    "SET ROLE anna",
    "SET ROLE keeper",
    "GRANT anna TO {me}",
    "GRANT keeper TO {me}",
    "ALTER ROLE anna PASSWORD 'mine'",
    "ALTER ROLE {me} BYPASSRLS",
    "ALTER ROLE {me} SUPERUSER",
    "CREATE FUNCTION liseuse.libraries_of(text) RETURNS bigint LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION liseuse.libraries_of(roles text[]) RETURNS SETOF bigint LANGUAGE sql AS "
    "'SELECT library_id FROM liseuse.library'",
    "ALTER FUNCTION liseuse.libraries_of SECURITY INVOKER",
    "DROP FUNCTION liseuse.libraries_of",
    "CREATE TRIGGER spy AFTER UPDATE ON liseuse.blob FOR EACH ROW "
    "EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE RULE spy AS ON INSERT TO liseuse.blob DO ALSO NOTIFY spy",
    "CREATE VIEW liseuse.all_files AS SELECT * FROM liseuse.file",
    "DROP SCHEMA liseuse CASCADE",
    "ALTER TABLE liseuse.blob OWNER TO {me}",
    "SET row_security = off; SELECT * FROM liseuse.file WHERE library_id = {library}",
    "SELECT most_common_vals FROM pg_stats WHERE schemaname = 'liseuse' AND tablename LIKE 'file%'",
    "SELECT rolpassword FROM pg_authid",
    "SELECT pg_read_file('pg_hba.conf')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT pid FROM pg_stat_activity WHERE usename = 'keeper' AND query LIKE '%SELECT%'",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'keeper'",
    "SELECT keys FROM liseuse.bucket WHERE purpose = 'writing'",
    "SELECT * FROM liseuse.bucket WHERE library_id = {library} FOR UPDATE",
    "UPDATE liseuse.bucket SET keys = 'mine' WHERE library_id = {library}",
    "INSERT INTO liseuse.bucket (library_id, purpose, address) VALUES ({own}, 'writing', 's3://mine')",
    "COPY liseuse.bucket FROM PROGRAM 'cat'",
    "SELECT object FROM liseuse.loose",
    "INSERT INTO liseuse.loose (library_id, object) VALUES ({own}, "
    "repeat('0', 32) || '/' || {library} || '/' || repeat('2', 32))",
    "SELECT liseuse.objects_gone({library}, ARRAY['of nobody'])",
    "CREATE OR REPLACE FUNCTION liseuse.objects_gone(library bigint, objects text[]) RETURNS void "
    "LANGUAGE sql AS 'SELECT'",
    "SELECT name FROM liseuse.file TABLESAMPLE SYSTEM (100) WHERE library_id = {library}",
)


READING = re.compile(r"COPY (?:liseuse\.blob TO S|\(SELECT)|TABLESAMPLE|libraries_of\('{")


@pytest.fixture(scope="module")
def hub(cluster: Cluster) -> Hub:
    made = Hub(cluster, *PEOPLE.values())
    made.invite("anna", "basil", "editor")
    made.invite("anna", "carol", "reader")
    store = open_hub(made.address("anna"), made.passwords["anna"])
    create_store(store, "a long passphrase")
    store.put(FILE, b"sealed")
    with made.connect() as connection:
        connection.execute(
            "INSERT INTO liseuse.bucket (library_id, purpose, address, keys) "
            "SELECT library_id, purpose, 's3://s3.example.org/bucket', purpose || ':secret' "
            "FROM liseuse.library, unnest(ARRAY['writing', 'reading']) AS purpose WHERE name = 'anna'"
        )
        connection.execute(
            "INSERT INTO liseuse.loose (library_id, object) SELECT library_id, "
            "repeat('0', 32) || '/' || library_id || '/' || repeat('1', 32) "
            "FROM liseuse.library WHERE name = 'anna'"
        )
    return made


def number_of(hub: Hub, library: str) -> int:
    with hub.connect() as connection:
        found = connection.execute(
            "SELECT library_id FROM liseuse.library WHERE name = %s", (library,)
        ).fetchone()
        assert found is not None
        return int(found[0])


def succeeds(connection: Any, statement: str) -> bool:
    """Whether a statement, taken back afterwards, shows or changes any row, or does what it says."""
    import psycopg

    try:
        with connection.transaction(force_rollback=True):
            if statement.startswith("COPY"):
                with connection.cursor().copy(statement) as copy:
                    return any(bytes(block) for block in copy)
            done = connection.execute(statement)
            while done.nextset():
                pass
            return done.rowcount != 0
    except psycopg.Error:
        return False


def table_of(language: str) -> dict[str, list[bool]]:
    """The guide's table of acts and roles, row by row."""
    text = (GUIDE / language / PAGE).read_text("utf-8")
    rows = [[cell.strip() for cell in found[1].split("|")] for found in _ROW.finditer(text)]
    return {row[0]: [cell == "✓" for cell in row[1:]] for row in rows if set(row[1:]) <= {"✓", "–"}}


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_each_role_may_do_what_the_guide_says_and_nothing_else(hub: Hub, role: str) -> None:
    table = table_of("en")
    assert list(table) == list(ACTS)
    library = number_of(hub, "anna")
    with hub.connect(PEOPLE[role]) as connection:
        for act, statements in ACTS.items():
            done = [succeeds(connection, one.format(library=library)) for one in statements]
            assert set(done) == {table[act][ROLES.index(role)]}, (
                act,
                list(zip(statements, done, strict=True)),
            )


def test_the_table_says_the_same_in_every_language() -> None:
    said = [list(table_of(language).values()) for language in ("en", "fr", "ar")]
    assert said[0] == said[1] == said[2] and len(said[0]) == len(ACTS)


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_statements_against_what_is_anothers_do_nothing(hub: Hub, who: str) -> None:
    library, me = number_of(hub, "anna"), PEOPLE[who]
    assert len(OTHERS) >= 40
    with hub.connect() as keeper, hub.connect(me) as connection:
        asked = "SELECT right(tableoid::regclass::text, 2)::int FROM liseuse.file WHERE library_id = %s"
        part = keeper.execute(asked, (library,)).fetchone()
        assert part is not None
        keeper.execute("ANALYZE liseuse.file, liseuse.blob")
        kept = (
            "SELECT to_jsonb(f), to_jsonb(m), to_jsonb(b), to_jsonb(l) FROM liseuse.file AS f, "
            "liseuse.member AS m, liseuse.bucket AS b, liseuse.loose AS l ORDER BY 1, 2, 3, 4"
        )
        before = keeper.execute(kept).fetchall()
        values = {"library": library, "own": number_of(hub, me), "me": me, "part": part[0]}
        for statement in OTHERS:
            if who == "reader" and READING.search(statement):
                continue  # he may read that library
            assert not succeeds(connection, statement.format(**values)), statement
        after = keeper.execute(kept).fetchall()
    assert before == after


def test_a_removed_member_is_out_at_his_next_statement_and_an_editor_may_not_remove(hub: Hub) -> None:
    hub.invite("anna", "frank", "editor")
    store = open_hub(hub.address("frank", "anna"), hub.passwords["frank"])
    assert FILE in list(store.names("log")) and store.put("log/of-frank", b"x")
    with pytest.raises(ReaderError, match="sync-store-read-only"):
        store.put(HEADER, b"x")
    with pytest.raises(ReaderError, match="sync-store-read-only"):
        store.remove(next(iter(store.names("store"))))
    with HubAdministration(hub.address("frank"), hub.passwords["frank"]) as administration:
        for act in (
            lambda: administration.remove("anna", "anna"),
            lambda: administration.invite("anna", "dora", "reader"),
            lambda: administration.invite("anna", "gwen", "reader"),
            lambda: administration.invite("new", "frank", "owner"),
            administration.create,
        ):
            with pytest.raises(ReaderError, match="sync-hub-rights"):
                act()
        with pytest.raises(ReaderError, match="sync-hub-no-library"):
            administration.remove("basil", "basil")
        assert {one.library for one in administration.members()} == {"anna"}
    with HubAdministration(hub.address("anna"), hub.passwords["anna"]) as administration:
        assert administration.invite("anna", "frank", "reader") is None, "an owner gives roles"
        assert administration.remove("anna", "frank") and not administration.remove("anna", "frank")
    assert store.get(FILE) is None
    with pytest.raises(ReaderError, match="sync-store-read-only"):
        store.put("log/more", b"x")
    with pytest.raises(ReaderError, match="sync-hub-no-library"):
        open_hub(hub.address("frank", "anna"), hub.passwords["frank"])


def test_a_hub_is_made_once_and_a_lost_password_replaced(hub: Hub) -> None:
    with HubAdministration(hub.address(ADMIN), PASSWORD) as administration:
        assert not administration.create(), "it is there"
        assert administration.invite("anna", "basil", "editor") is None
        given = administration.invite("anna", "basil", "editor", anew=True)
    assert given is not None and open_hub(hub.address("basil", "anna"), given).role == "editor"
    with pytest.raises(ReaderError, match="sync-password"):
        open_hub(hub.address("basil", "anna"), hub.passwords["basil"])
    assert given not in hub.cluster.log.read_text("utf-8")
    hub.passwords["basil"] = given


@pytest.mark.parametrize(
    ("library", "name"), [("a/b", "zoe"), ("", "zoe"), ("..", "zoe"), ("zoe", ""), ("zoe", "é" * 32)]
)
def test_a_name_that_no_address_can_have_is_refused(hub: Hub, library: str, name: str) -> None:
    with HubAdministration(hub.address(ADMIN), PASSWORD) as administration:
        with pytest.raises(ReaderError, match="sync-unknown-place"):
            administration.invite(library, name, "owner")
        assert library not in {one.library for one in administration.members()}


def test_what_the_server_refuses_for_good_is_not_out_of_reach(hub: Hub) -> None:
    with HubAdministration(hub.address(ADMIN), PASSWORD) as administration:
        for role, name in (("king", "anna"), ("owner", "pg_zoe")):
            with pytest.raises(ReaderError, match="sync-hub-rights"):
                administration.invite("anna", name, role)


def test_a_login_that_the_server_knows_takes_part_when_it_is_invited(hub: Hub) -> None:
    name = f"known{secrets.token_hex(4)}"
    with hub.connect() as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{SECRET}'")
    with HubAdministration(hub.address(ADMIN), PASSWORD) as administration:
        assert administration.invite("anna", name, "editor") is None
    assert open_hub(hub.address(name, "anna"), SECRET).role == "editor"
