"""A first join through a hub alone and with a bucket: `python -m tests.benchmarks.several.hub_bucket`.

The same library is sent and taken both ways. Said are times by the clock and the processor times of the
process that sends, of the one that takes, of PostgreSQL and of the server of S3, a slow one in Python that
looks at each signature; and what database and bucket take on the disk afterwards.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.settings.paths import LibraryPaths
from tests.benchmarks.library_build import say
from tests.benchmarks.library_texts import make_languages
from tests.benchmarks.sync import PASSPHRASE, fill, joined_elsewhere, size_of, timed
from tests.support.servers.postgres import Cluster, Hub
from tests.support.servers.s3_server import S3Server
from tests.support.servers.store_servers import PASSWORD as KEYS


def serve(folder: str) -> None:
    """Be a server of S3 until the input ends, and say where."""
    server = S3Server(Path(folder))
    print(server.address("anna"), flush=True)
    sys.stdin.read()
    server.close()


def work_of(process: int) -> float:
    """Seconds of processor time of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def tell(cluster: Cluster, library: Path, top: Path, bucket: bool) -> None:
    """Send a copy of a library and take it in elsewhere."""
    shutil.copytree(library, top / "here")
    (top / "served").mkdir()
    words = [sys.executable, "-m", "tests.benchmarks.several.hub_bucket", "--serve", str(top / "served")]
    hub, name = Hub(cluster, "anna"), "with a bucket" if bucket else "hub alone"
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None and server.stdin is not None
        place = server.stdout.readline().strip()
        if bucket:
            hub.give_bucket("anna", place, KEYS)
        address, password = hub.address("anna").text, hub.passwords["anna"]
        worked, served, begun = cluster.work(), work_of(server.pid), time.perf_counter()
        with LibrarySession.open(LibraryPaths(top / "here")) as session:
            sent = timed(lambda: join_store(session, address, PASSPHRASE, Progress(), "", password))
        clock = time.perf_counter() - begun
        taken = joined_elsewhere(top / "there", address, password)
        say(
            f"{name + ', sending':<26}{clock:.1f} s by the clock, {sent:.1f} s of work; taking "
            f"{taken['clock']:.1f} s, {taken['work']:.1f} s, +{taken['more']:.0f} MB"
        )
        worked, served = cluster.work() - worked, work_of(server.pid) - served
        say(f"{'':<26}PostgreSQL {worked:.1f} s, S3 {served:.1f} s of work")
        server.stdin.close()
    with hub.connect() as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    size, files = size_of(top / "served")
    say(
        f"{'':<26}database {row[0] / 1e6 if row else 0:.1f} MB, bucket {size / 1e6:.1f} MB in {files} objects"
    )


def main() -> int:
    """Measure both."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
        return 0
    cluster = Cluster()
    try:
        with tempfile.TemporaryDirectory() as name:
            top = Path(name)
            with LibrarySession.open(LibraryPaths(top / "library")) as session:
                fill(session, make_languages(), options.articles)
            for number, bucket in enumerate((False, True, True, False)):
                (top / str(number)).mkdir()
                tell(cluster, top / "library", top / str(number), bucket)
                shutil.rmtree(top / str(number))
    finally:
        cluster.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
