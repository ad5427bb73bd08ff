"""A day with secrets: `python -m tests.faults.secrets_kept LIBRARY`, with HOME in a folder of its own.

A server asks for a password in the address, sets cookies, redirects with a token in the query and repeats
the translation key in its refusal. All that is done with the library goes to its own log. Afterwards
`traces` looks through every file that is left.
"""

from __future__ import annotations

import contextlib
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring

from reader.core.errors import ReaderError
from reader.core.log.log_file import start_logging
from reader.core.progress import Progress
from reader.services.backup.keep_backups import keep_backups
from reader.services.library.draw_pdf import draw_pdf
from reader.services.library.export_article import FORMS, export_article
from reader.services.library_session import LibrarySession
from reader.services.saving.save_article import save_article
from reader.services.translation.translate_article import translate_article
from reader.services.translation.translation_server import store_key
from reader.settings.paths import LibraryPaths
from tests.faults.outcome import Outcome
from tests.faults.tools.driver import HERE
from tests.support.limits import PATIENCE
from tests.support.memory_keyring import MemoryKeyring

PASSWORD, COOKIE, KEY, TOKEN = "zq-pass-81", "zq-cookie-82", "zq-key-83", "zq-token-84"
TEXT = "<p>" + "Le port a accueilli quarante navires en une seule journée, un record. " * 12 + "</p>"
ADDRESSES_STAND_IN = (".db", ".db-wal")
"""An article's address is the reader's own: it stands in the database and its copies, and where it is
exported to, in no other file."""


_heard: list[str] = []


class _Answers(http.server.BaseHTTPRequestHandler):
    """Whatever is asked, with as many secrets in the answer as there is room for."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/go":
            self._reply(302, b"", Location=f"/article?token={TOKEN}")
        elif path == "/article":
            page = f"<html lang=fr><title>Le port</title><article><h1>Le port</h1>{TEXT * 3}</article>"
            self._reply(200, page.encode())
        else:
            self._reply(404, b"<h1>404</h1>")

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        _heard.append(asked)
        self._reply(403, json.dumps({"error": f"no: {asked}"}).encode(), kind="application/json")

    def _reply(self, code: int, body: bytes, kind: str = "text/html; charset=utf-8", **more: str) -> None:
        self.send_response(code)
        fields = {"Content-Type": kind, "Set-Cookie": f"session={COOKIE}; Path=/", **more}
        for name, value in {**fields, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def _server() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def main(root: Path) -> int:
    """Do it all; whatever is refused is part of it."""
    keyring.set_keyring(MemoryKeyring())
    paths = LibraryPaths(root)
    start_logging(paths.logs)
    with _server() as port, LibrarySession.open(paths) as session:
        place = f"127.0.0.1:{port}"
        for address in (
            f"http://user:{PASSWORD}@{place}/go",
            f"http://user:{PASSWORD}@{place}/gone?token={TOKEN}",
            f"http://user:{PASSWORD}@127.0.0.1:9/x?token={TOKEN}",
            f"http://user:{PASSWORD}@/x?token={TOKEN}",
        ):
            with contextlib.suppress(ReaderError):
                save_article(session, address, Progress())
        session.pending.add_all([f"http://{place}/later?token={TOKEN}"], [])
        (article,) = session.articles.ids("all")
        session.settings.set("translation_server", f"http://{place}")
        store_key(f"http://{place}", KEY)
        with contextlib.suppress(ReaderError):
            translate_article(session, article, "en", Progress())
        keep_backups(session)
        folder = root.parent / "exports"
        folder.mkdir()
        for form, ending in FORMS.items():
            export_article(session, article, folder / f"a{ending}", form)
        draw_pdf(session, article, folder / "a.pdf", Progress(), ("source-serif", "naskh"))
    return 0 if any(KEY in asked for asked in _heard) else 3  # 3: the key was not used at all


def traces(top: Path) -> list[str]:
    """Where a secret is to be read below a folder."""
    found = []
    for file in top.rglob("*"):
        if not file.is_file():
            continue
        data = file.read_bytes()
        name = str(file.relative_to(top))
        found += [f"{name} has the {what}" for what, word in _SECRETS.items() if word.encode() in data]
        own = file.name.endswith(ADDRESSES_STAND_IN) or file.parent.name == "exports"
        if TOKEN.encode() in data and not own:
            found.append(f"{name} has a token of an address")
    return found


_SECRETS = {"password": PASSWORD, "cookie": COOKIE, "key": KEY}


def run() -> Outcome:
    """In a process of its own, whose home and temporary folder are looked through as well."""
    with tempfile.TemporaryDirectory() as top:
        home = Path(top)
        (home / "tmp").mkdir()
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.secrets_kept", str(home / "library")],
            capture_output=True,
            text=True,
            check=False,
            timeout=200 * PATIENCE,
            cwd=HERE.parents[1],
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
                "HOME": str(home),
                "TMPDIR": str(home / "tmp"),
            },
        )
        files = sum(file.is_file() for file in home.rglob("*"))
        logged = sum(file.stat().st_size for file in (home / "library" / "logs").glob("*"))
        outcome = Outcome({"files without a secret": files}, traces(home))
        outcome.check(done.returncode == 0, f"the day ended with {done.returncode}: {done.stderr[-600:]}")
        outcome.check(logged > 200, "nothing was logged, so nothing was looked for")
        said = done.stdout + done.stderr
        outcome.complaints += [f"{what} was printed" for what, word in _SECRETS.items() if word in said]
    return outcome


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
