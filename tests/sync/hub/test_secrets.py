"""The secrets of members: each has his own, nobody else sees, makes or changes it, and it goes with him."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.sync.hub.administration import HubAdministration
from reader.sync.hub.connection import connect
from reader.sync.hub.copies import back_up, put_back
from reader.sync.hub.hub_store import HubStore
from reader.sync.hub.migrations.runner import upgrade
from reader.sync.hub.migrations.versions import r0001_hub, r0002_locks
from reader.sync.hub.opening import open_hub
from tests.support.servers.postgres import ADMIN, PASSWORD, Cluster, Hub
from tests.sync.hub.test_roles import succeeds

PEOPLE = {"owner": "amal", "editor": "bilal", "reader": "celia", "stranger": "denis", "former": "emma"}
VICTIM = "victor"

_VALUES = "(library_id, name, secret) VALUES "
STATEMENTS = (
    "SELECT * FROM liseuse.secret WHERE name = '{victim}'",
    "SELECT secret FROM liseuse.secret WHERE name <> session_user",
    "SELECT choices FROM liseuse.secret WHERE name <> session_user",
    "SELECT FROM liseuse.secret WHERE library_id = {library} AND name = '{victim}'",
    "SELECT FROM liseuse.secret WHERE get_byte(secret, 0) >= 0 AND name <> session_user",
    "SELECT count(*) FROM liseuse.secret WHERE name <> session_user HAVING count(*) > 0",
    "SELECT liseuse.member.name FROM liseuse.member JOIN liseuse.secret USING (library_id, name) "
    "WHERE name <> session_user",
    "TABLE liseuse.secret EXCEPT SELECT * FROM liseuse.secret WHERE name = session_user",
    "SELECT secret FROM ONLY liseuse.secret WHERE name = '{victim}'",
    "SELECT * FROM liseuse.secret TABLESAMPLE SYSTEM (100) WHERE name <> session_user",
    "SELECT * FROM liseuse.secret WHERE name = '{victim}' FOR UPDATE",
    "SELECT * FROM liseuse.secret WHERE name = '{victim}' FOR KEY SHARE",
    "COPY (SELECT * FROM liseuse.secret WHERE name <> session_user) TO STDOUT",
    "COPY liseuse.secret TO PROGRAM 'cat'",
    "SET row_security = off; SELECT * FROM liseuse.secret WHERE name = '{victim}'",
    "SET ROLE {victim}; SELECT * FROM liseuse.secret WHERE name = '{victim}'",
    "SET ROLE liseuse_member; SELECT * FROM liseuse.secret WHERE name = '{victim}'",
    "SET SESSION AUTHORIZATION {victim}",
    "SET SESSION AUTHORIZATION keeper",
    "GRANT {victim} TO session_user",
    "INSERT INTO liseuse.secret " + _VALUES + "({library}, '{victim}', sha256('known'))",
    "INSERT INTO liseuse.secret " + _VALUES + "({library}, 'newcomer', sha256('known'))",
    "INSERT INTO liseuse.secret " + _VALUES + "({library}, '{victim}', sha256('known')) "
    "ON CONFLICT (library_id, name) DO UPDATE SET secret = excluded.secret",
    "INSERT INTO liseuse.secret " + _VALUES + "({library}, '{victim}', sha256('known')) "
    "ON CONFLICT (library_id, name) DO UPDATE SET choices = '' RETURNING secret",
    "INSERT INTO liseuse.secret " + _VALUES + "({library}, session_user, 'short') RETURNING secret",
    "INSERT INTO liseuse.secret (library_id, name, secret, choices) "
    "SELECT library_id, session_user, secret, '' FROM liseuse.secret WHERE name = '{victim}'",
    "UPDATE liseuse.secret SET secret = sha256('known') WHERE name = '{victim}'",
    "UPDATE liseuse.secret SET secret = sha256('known') WHERE name = session_user",
    "UPDATE liseuse.secret SET choices = '{{}}' WHERE name = '{victim}'",
    "UPDATE liseuse.secret SET choices = '{{}}' WHERE name = '{victim}' RETURNING secret",
    "UPDATE liseuse.secret SET name = session_user WHERE name = '{victim}'",
    "UPDATE liseuse.secret SET name = '{victim}' WHERE name = session_user",
    "UPDATE liseuse.secret SET library_id = {own} WHERE name = '{victim}'",
    "UPDATE liseuse.secret SET choices = repeat('x', 2000) WHERE name = session_user",
    "UPDATE liseuse.member SET name = session_user WHERE name = '{victim}'",
    "DELETE FROM liseuse.secret WHERE name = '{victim}'",
    "DELETE FROM liseuse.secret WHERE name = session_user",
    "TRUNCATE liseuse.secret",
    "TRUNCATE liseuse.member CASCADE",
    "MERGE INTO liseuse.secret USING (SELECT 1) AS one ON name = '{victim}' "
    "WHEN MATCHED THEN UPDATE SET choices = ''",
    "ALTER TABLE liseuse.secret DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE liseuse.secret OWNER TO session_user",
    "ALTER TABLE liseuse.secret DROP CONSTRAINT secret_pkey",
    "DROP POLICY secret_select ON liseuse.secret",
    "CREATE POLICY spy ON liseuse.secret FOR SELECT USING (true)",
    "CREATE TRIGGER spy AFTER INSERT ON liseuse.secret FOR EACH ROW "
    "EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE RULE spy AS ON INSERT TO liseuse.secret DO ALSO NOTIFY spy",
    "CREATE INDEX spy ON liseuse.secret (secret)",
    "CREATE VIEW liseuse.spy AS SELECT * FROM liseuse.secret",
    "SELECT most_common_vals FROM pg_stats WHERE schemaname = 'liseuse' AND tablename = 'secret'",
    "SELECT histogram_bounds FROM pg_stats WHERE schemaname = 'liseuse' AND tablename = 'secret'",
    "SELECT query FROM pg_stat_activity WHERE usename = '{victim}' AND query LIKE '%secret%'",
    "LOCK TABLE liseuse.secret IN ACCESS EXCLUSIVE MODE",
    "LOCK TABLE liseuse.secret IN SHARE MODE",
    "SELECT row_to_json(secret) FROM liseuse.secret WHERE name = '{victim}'",
)
"""What no other member, no owner and no stranger may do: to see, to make, to change, to take away."""


@pytest.fixture(scope="module")
def hub(cluster: Cluster) -> Hub:
    """A library of five members, in which each who may has made his secret."""
    made = Hub(cluster, *PEOPLE.values(), VICTIM)
    library = PEOPLE["owner"]
    for role, name in PEOPLE.items():
        if role in ("editor", "reader"):
            made.invite(library, name, role)
    for name in (VICTIM, PEOPLE["former"]):
        made.invite(library, name, "editor")
    for name in (PEOPLE["owner"], PEOPLE["editor"], VICTIM, PEOPLE["former"]):
        assert secret_of(made, name) is not None
    with HubAdministration(made.address(ADMIN), PASSWORD) as administration:
        administration.remove(library, PEOPLE["former"])
    return made


def secret_of(hub: Hub, name: str, library: str = PEOPLE["owner"]) -> bytes | None:
    found = open_hub(hub.address(name, library), hub.passwords[name]).secret()
    return found[0] if found is not None else None


def rows(hub: Hub) -> list[Any]:
    with hub.connect() as connection:
        return connection.execute("SELECT * FROM liseuse.secret ORDER BY 1, 2").fetchall()


@pytest.mark.parametrize("who", PEOPLE)
def test_no_statement_of_anybody_reaches_the_secret_of_another(hub: Hub, who: str) -> None:
    assert len(STATEMENTS) >= 40
    me = PEOPLE[who]
    with hub.connect() as keeper, hub.connect(me) as connection:
        keeper.execute("ANALYZE liseuse.secret")
        numbers = {
            name: keeper.execute(
                "SELECT library_id FROM liseuse.library WHERE name = %s", (name,)
            ).fetchone()[0]  # type: ignore[index]
            for name in (PEOPLE["owner"], me)
        }
        before = rows(hub)
        assert [row[1] for row in before] and len({bytes(row[2]) for row in before}) == len(before)
        values = {"library": numbers[PEOPLE["owner"]], "own": numbers[me], "victim": VICTIM}
        done = [one for one in STATEMENTS if succeeds(connection, one.format(**values))]
        assert not done and rows(hub) == before


def test_who_may_write_has_one_secret_and_who_only_reads_makes_none(hub: Hub) -> None:
    first = secret_of(hub, PEOPLE["editor"])
    assert first is not None and len(first) == 32 and secret_of(hub, PEOPLE["editor"]) == first
    assert secret_of(hub, PEOPLE["owner"]) not in (None, first)
    assert secret_of(hub, PEOPLE["reader"]) is None
    store = open_hub(hub.address(PEOPLE["editor"], PEOPLE["owner"]), hub.passwords[PEOPLE["editor"]])
    store.choose('{"notes": "me"}')
    assert store.secret() == (first, '{"notes": "me"}')


def test_it_goes_with_the_member_and_another_is_made_when_he_is_invited_again(hub: Hub) -> None:
    name, library = PEOPLE["former"], PEOPLE["owner"]
    assert name not in {row[1] for row in rows(hub) if row[0] == rows(hub)[0][0]}
    hub.invite(library, name, "editor")
    first = secret_of(hub, name)
    with HubAdministration(hub.address(library), hub.passwords[library]) as administration:
        assert administration.remove(library, name), "an owner removes him, and never sees the row"
        with pytest.raises(ReaderError, match="sync-hub-no-library"):
            secret_of(hub, name)
        administration.invite(library, name, "editor")
    assert secret_of(hub, name) not in (None, first)
    with HubAdministration(hub.address(library), hub.passwords[library]) as administration:
        administration.remove(library, name)


def test_a_copy_of_the_hub_has_them_and_puts_them_back(cluster: Cluster, tmp_path: Path) -> None:
    made, copy = Hub(cluster, "gina"), tmp_path / "hub.dump"
    first = secret_of(made, "gina", "gina")
    assert back_up(made.address(ADMIN), PASSWORD, copy) > 0
    with made.connect() as connection:
        connection.execute("DELETE FROM liseuse.secret")
    assert put_back(made.address(ADMIN), PASSWORD, copy, replace=True) == []
    assert first is not None and secret_of(made, "gina", "gina") == first


@pytest.mark.parametrize("revisions", [(r0001_hub,), (r0001_hub, r0002_locks)])
def test_a_hub_of_a_former_version_has_none_until_it_is_brought_up_to_date(
    cluster: Cluster, revisions: tuple[Any, ...]
) -> None:
    keeper = cluster.address(cluster.database(), ADMIN)
    upgrade(lambda: connect(keeper, PASSWORD), revisions)
    with HubAdministration(keeper, PASSWORD) as administration:
        password = administration.invite("hugo", "hugo", "owner", anew=True)
        address = cluster.address(keeper.path[1:], "hugo")
        assert HubStore(address, password).secret() is None
        assert administration.create()
        assert HubStore(address, password).secret() is not None
