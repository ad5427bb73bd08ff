"""Each part that the .deb brings works in a clean Debian: libraries, key ring, TLS, feeds, exports, drawing.

`make test-installed ONLY=tests/installed/installed_parts.py`; needs root and debootstrap. Its picture of an
article with the window in Arabic goes to `build/installed/parts.png`.
"""

from __future__ import annotations

import base64
import http.server
import json
import shutil
import ssl
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installed.clean_root import READER, CleanRoot
from tests.installed.installed_package import BUILD, newest_package
from tests.saving.conftest import hostile_module
from tests.support.servers.feed_server import FeedServer

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

INSIDE = "/usr/lib/liseuse/_internal"
SAMPLE = f"{INSIDE}/resources/sample/page.html"
FEED = """<rss version="2.0"><channel><title>Le journal</title><item><title>Une nouvelle</title>
<link>https://www.example.org/une</link><guid>1</guid></item></channel></rss>"""
PASSPHRASE = "sept mots que personne ne devine jamais"


@pytest.fixture(scope="module")
def root() -> Iterator[CleanRoot]:
    """A clean Debian with the package, what it recommends and a key ring."""
    made = CleanRoot(BUILD / "parts", BUILD)
    (made.folder / "etc/hosts").write_text("127.0.0.1 localhost\n")
    shutil.copyfile(newest_package(), made.folder / "tmp/liseuse.deb")
    made.run("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "/tmp/liseuse.deb")
    services = ("libcups2t64", "libpulse0", "libspeechd2")
    keyring = ("gnome-keyring", "dbus", "dbus-bin")
    made.run("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *services, *keyring)
    made.run("liseuse", "--quiet", "save", SAMPLE, "--url", "https://www.example.org/sample", user=READER)
    made.run("liseuse", "--quiet", "translate", "1", "--to", "ar", user=READER)
    yield made
    made.close()


def test_every_library_finds_what_it_is_linked_with(root: CleanRoot) -> None:
    """Printing, speech, Wayland and the rest, as far as the loader decides it."""
    each = f"find {INSIDE} -name '*.so*' -type f"
    look = f'{each} | while read file; do ldd $file | sed -n "s|=> not found|$file|p"; done'
    assert root.run("env", f"LD_LIBRARY_PATH={INSIDE}", "sh", "-c", look).split("\n") == [""]


def test_a_feed_s_password_lies_in_the_key_ring(root: CleanRoot) -> None:
    server = FeedServer()
    server.put("feed", FEED)
    address = server.url("feed").replace("//", "//lea:secret@")
    unlock = "printf kr | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1"
    twice = f"{unlock}; liseuse feeds add {address} && liseuse --json feeds update"
    told = root.run("dbus-run-session", "--", "sh", "-c", twice, user=READER)
    server.close()
    assert "Une nouvelle" in root.run("liseuse", "--json", "feeds", "list", "--items", user=READER), told
    asked = [headers.get("Authorization", "") for path, headers in server.asked if path == "/feed"]
    assert len(asked) >= 2 and asked[-1] == "Basic " + base64.b64encode(b"lea:secret").decode()
    library = b"".join(path.read_bytes() for path in root.home.rglob("library.db*"))
    assert b"secret@" not in library


class _Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = Path(__file__).parents[2].joinpath("resources/sample/page.html").read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


def test_a_secure_site_is_trusted_as_the_system_trusts_it(root: CleanRoot) -> None:
    with hostile_module().HostileServer(lifetime=36_000, tls=True) as hostile:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{hostile.tls_dir}/good.crt", f"{hostile.tls_dir}/good.key")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Page)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        save = ("liseuse", "--json", "save", "--allow-local", f"https://localhost:{server.server_port}/page")
        refused = root.run(*save, user=READER, check=False)
        authority = root.folder / "usr/local/share/ca-certificates/authority.crt"
        shutil.copyfile(hostile.ca_file, authority)
        root.run("update-ca-certificates")
        root.run(*save, user=READER)
        server.shutdown()
        server.server_close()
    assert "localhost" not in json.dumps(json.loads(root.run("liseuse", "--json", "show", "1", user=READER)))
    assert '"tls"' in refused


@pytest.mark.parametrize("form", ["epub", "apkg", "ris", "vault", "site", "json"])
def test_it_exports(root: CleanRoot, form: str) -> None:
    target = f"/tmp/export-{form}"
    which = ("1", "--lang", "ar") if form == "apkg" else ("--all",)  # cards are of translated sentences
    root.run("liseuse", "export", *which, "--format", form, "--output", target, user=READER)
    made = root.folder / target.lstrip("/")
    files = [path for path in made.rglob("*") if path.is_file()] if made.is_dir() else [made]
    assert any(path.stat().st_size for path in files)
    if form in ("epub", "apkg"):
        assert zipfile.ZipFile(made).testzip() is None


def test_two_libraries_share_a_sealed_store(root: CleanRoot) -> None:
    alone = f"export LISEUSE_SYNC_PASSPHRASE='{PASSPHRASE}'; mkdir -p /tmp/store; "
    root.run("sh", "-c", alone + "liseuse sync join /tmp/store --name one; liseuse sync now", user=READER)
    other = "liseuse --library /tmp/other "
    root.run("sh", "-c", f"{alone}{other}sync join /tmp/store --name two; {other}sync now", user=READER)
    listed = json.loads(
        root.run("liseuse", "--library", "/tmp/other", "--json", "list", "--view", "all", user=READER)
    )
    assert [row["title"] for row in listed]
    store = b"".join(path.read_bytes() for path in (root.folder / "tmp/store").rglob("*") if path.is_file())
    assert store and listed[0]["title"].encode() not in store


def test_it_speaks_to_a_hub(root: CleanRoot) -> None:
    nobody = "postgresql://anna@127.0.0.1:1/liseuse"
    answer = root.run("liseuse", "--json", "hub", "roles", nobody, user=READER, check=False)
    assert '"sync-unreachable"' in answer and "Connection refused" in answer


def test_the_window_is_drawn_in_arabic(root: CleanRoot) -> None:
    draw = ("--lang", "ar", "--ui", "ar", "--output", "/tmp/parts.png")
    root.run("liseuse", "screenshot", "1", *draw, user=READER)
    shutil.copyfile(root.folder / "tmp/parts.png", BUILD / "parts.png")
    assert (BUILD / "parts.png").stat().st_size > 20_000
