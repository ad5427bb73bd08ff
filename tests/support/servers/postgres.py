"""A PostgreSQL of the tests: a cluster of its own in a temporary folder, which ends with the run."""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import secrets
import shutil
import socket
import struct
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.sync.address import Address, parse_address
from tests.support.limits import LIMIT
from tests.support.servers.store_servers import make_certificate

if TYPE_CHECKING:
    import psycopg

ADMIN, PASSWORD = "keeper", "p:@ss wörd"
_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))


class Cluster:
    """A running PostgreSQL; `options` are settings of it.

    Where the tests run as root it runs as another user, as it refuses to run as root.
    """

    def __init__(self, *options: str) -> None:
        pytest.importorskip("psycopg", reason="psycopg is not installed")
        found = shutil.which("initdb")
        self.programs = Path(found).parent if found else next(iter(_PROGRAMS), None)
        if self.programs is None:
            pytest.skip("PostgreSQL is not installed")
        self.folder = Path(tempfile.mkdtemp(prefix="liseuse-postgres-"))
        self._user = _other_user()
        if self._user:
            os.chown(self.folder, self._user, -1)
        secret = self.folder / "password"
        secret.write_text(PASSWORD + "\n", "utf-8")
        secret.chmod(0o644)
        data = self.folder / "data"
        self._run(
            *("initdb", "-D", data, "-U", ADMIN, f"--pwfile={secret}", "--auth=scram-sha-256"),
            *("--no-sync", "--no-instructions", "-E", "UTF8", "--locale=C.UTF-8"),
        )
        self.certificate, key = make_certificate(self.folder, expired=False)
        key.chmod(0o600)
        if self._user:
            os.chown(key, self._user, -1)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port: int = listener.getsockname()[1]
        settings = ("fsync=off", "shared_buffers=16MB", "max_connections=100", "autovacuum=off", "jit=off")
        settings += ("ssl=on", f"ssl_cert_file={self.certificate}", f"ssl_key_file={key}")
        said = " ".join(f"-c {setting}" for setting in (*settings, *options))
        self.log, self._data, self._read = self.folder / "log", data, 0
        self._run(
            *("pg_ctl", "start", "-w", "-t", str(round(LIMIT)), "-D", data, "-l", self.log),
            *("-o", f"-p {self.port} -h 127.0.0.1 -k {self.folder} {said}"),
        )

    def _run(self, program: str, *arguments: object) -> None:
        assert self.programs is not None
        # Into a file: the server that is started keeps what it was given, and a pipe would not end.
        said = self.folder / f"{program}.said"
        with said.open("wb") as output:
            done = subprocess.run(
                [str(self.programs / program), *map(str, arguments)],
                user=self._user,
                cwd=self.folder,
                env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        assert done.returncode == 0, f"{program} ended with {done.returncode}: {said.read_text('utf-8')}"

    def database(self) -> str:
        """A new, empty database."""
        import psycopg

        name = f"d{secrets.token_hex(6)}"
        with psycopg.connect(self.line("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return name

    def line(self, database: str, user: str = ADMIN, password: str = PASSWORD) -> str:
        """What a plain connection is made with."""
        from psycopg.conninfo import make_conninfo

        return make_conninfo(
            "", host="127.0.0.1", port=self.port, user=user, password=password, dbname=database
        )

    def address(self, database: str, user: str = ADMIN, library: str = "", port: int = 0) -> Address:
        """The address of a hub."""
        behind = f"/{library}" if library else ""
        return parse_address(f"postgresql://{user}@127.0.0.1:{port or self.port}/{database}{behind}")

    def work(self) -> float:
        """Seconds of processor time that it took so far, with those of its processes that have ended."""
        process = (self._data / "postmaster.pid").read_text("utf-8").split("\n")[0]
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    @property
    def process(self) -> int:
        """The number of the process that takes connections."""
        return int((self._data / "postmaster.pid").read_text("utf-8").splitlines()[0])

    def forget_log(self) -> None:
        """Let `statements` begin from here."""
        self._read = self.log.stat().st_size

    def statements(self) -> list[str]:
        """What was asked of the server since, as its log says it."""
        told = self.log.read_bytes()[self._read :].decode("utf-8", "replace")
        return re.findall(r"LOG:  (?:statement|execute [^:]*): (.*?)(?=\n\d{4}-|\Z)", told, re.DOTALL)

    def parameters(self) -> list[str]:
        """With which values that was asked."""
        told = self.log.read_bytes()[self._read :].decode("utf-8", "replace")
        return re.findall(r"DETAIL:  parameters: (.*)", told)

    def close(self) -> None:
        """End it, and take its folder away."""
        self._run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", self._data)
        shutil.rmtree(self.folder, ignore_errors=True)


def _other_user() -> int | None:
    """Whose rights the server gets where the tests have those of root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    return 65534


class Hub:
    """A hub in a new database of a cluster, with a library for each of some people."""

    def __init__(self, cluster: Cluster, *people: str) -> None:
        from reader.sync.hub.administration import HubAdministration

        self.cluster, self.database = cluster, cluster.database()
        self.passwords: dict[str, str] = {}
        with HubAdministration(self.address(ADMIN), PASSWORD) as administration:
            administration.create()
            for name in people:
                self.passwords[name] = administration.invite(name, name, "owner", anew=True) or ""

    def address(self, user: str, library: str = "", port: int = 0) -> Address:
        """Where somebody finds a library, by itself his own."""
        return self.cluster.address(self.database, user, library, port)

    @contextlib.contextmanager
    def connect(self, user: str = ADMIN) -> Iterator[psycopg.Connection[Any]]:
        """A plain connection, by itself of whoever may all."""
        import psycopg

        password = PASSWORD if user == ADMIN else self.passwords[user]
        with psycopg.connect(self.cluster.line(self.database, user, password), autocommit=True) as connection:
            yield connection

    def end_connections(self, user: str) -> None:
        """End somebody's connections from the server's side."""
        with self.connect() as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE usename = %s", (user,)
            )

    def invite(self, library: str, name: str, role: str) -> None:
        """Let somebody take part."""
        from reader.sync.hub.administration import HubAdministration

        with HubAdministration(self.address(ADMIN), PASSWORD) as administration:
            given = administration.invite(library, name, role, anew=name not in self.passwords)
            if given:
                self.passwords[name] = given

    def give_bucket(self, library: str, place: str, keys: str, reading_keys: str | None = None) -> None:
        """Let large files of a library lie in a bucket."""
        from reader.sync.hub.administration import HubAdministration

        with HubAdministration(self.address(ADMIN), PASSWORD) as administration:
            administration.give_bucket(library, place, keys, reading_keys)


class OldServer:
    """Says that it is PostgreSQL 14, and lets everybody in."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                with near, contextlib.suppress(OSError):
                    while struct.unpack("!4xI", near.recv(4096)[:8].ljust(8, b"\0"))[0] >> 16 != 3:
                        near.sendall(b"N")  # no TLS
                    self._greet(near)

    def _greet(self, near: socket.socket) -> None:
        said = {"server_version": "14.9", "client_encoding": "UTF8"}
        near.sendall(_message(b"R", b"\0\0\0\0"))
        for name, value in said.items():
            near.sendall(_message(b"S", f"{name}\0{value}\0".encode()))
        near.sendall(_message(b"Z", b"I"))
        near.recv(1)

    def close(self) -> None:
        self._listener.close()


class RefusingServer(OldServer):
    """Takes a password, and then lets nobody in; `why` is what it says."""

    def __init__(self, why: str) -> None:
        self._why = why
        super().__init__()

    def _greet(self, near: socket.socket) -> None:
        near.sendall(_message(b"R", b"\0\0\0\3"))
        near.recv(4096)
        near.sendall(_message(b"E", f"SFATAL\0VFATAL\0C28P01\0M{self._why}\0\0".encode()))


def _message(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("!I", len(body) + 4) + body


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One cluster for all tests of a process that use one."""
    made = Cluster("log_statement=all")
    yield made
    made.close()
