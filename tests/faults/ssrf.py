"""Which addresses saving lets itself be led to, measured with real addresses of every class.

Runs in a network namespace of its own whose one interface is the loopback, so that no packet can leave
it: `python -m tests.faults.ssrf COMMAND…` inside `unshare -rn`. What the reader names may be anything;
what a page or a redirect names must not be more local than the page that names it (public < private <
loopback; link-local never).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.saving.conftest import hostile_module
from tests.support.limits import LIMIT, PATIENCE

PUB, PUB2, PRIV, META = "1.2.3.4", "1.2.3.5", "10.20.30.40", "169.254.169.254"
TRUE_PICTURES = tuple(
    f"/hit/{name}" for name in ("src", "schemeless", "noscript", "ogimage", "poster", "base/", "title")
)
"""What `/article/trackers` and its neighbours show as pictures that a reader can see."""


def measure(command: Sequence[str], cwd: Path) -> dict[str, Any]:
    """Run every case; `{dir}` and `{url}` in the command are filled in.

    Returns:
        `cases`, `which` were led astray, and `wrongly_refused`.
    """
    clean = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    done = subprocess.run(
        ["unshare", "-rn", sys.executable, "-m", "tests.faults.ssrf", *command],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=clean,
        check=True,
        timeout=1800 * PATIENCE,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _at(address: str, path: str = "") -> str:
    return f"http://{address}:8080{path}"


def _go(address: str, to: str) -> str:
    return _at(address, "/redirect/to?u=" + quote(to, safe=""))


def _picture(address: str, to: str) -> str:
    return _at(address, "/article/with-image?u=" + quote(to, safe=""))


CASES: list[tuple[str, str, str | None, list[str]]] = [
    ("typed public", _at(PUB, "/article/plain/1"), PUB, []),
    ("typed private", _at(PRIV, "/article/plain/1"), PRIV, []),
    ("typed loopback", _at("127.0.0.1", "/article/plain/1"), "http", []),
    ("public to public", _go(PUB, _at(PUB2, "/article/plain/2")), PUB2, []),
    ("private to private", _go(PRIV, _at(PRIV, "/article/plain/2")), PRIV, []),
    ("public to private", _go(PUB, _at(PRIV, "/secret")), None, [PRIV]),
    ("public to loopback", _go(PUB, _at("127.0.0.1", "/secret")), None, ["http"]),
    ("public to localhost", _go(PUB, _at("localhost", "/secret")), None, ["http", "::1"]),
    ("public to short form", _go(PUB, _at("127.1", "/secret")), None, ["http"]),
    ("public to decimal", _go(PUB, _at("2130706433", "/secret")), None, ["http"]),
    ("public to hex", _go(PUB, _at("0x7f000001", "/secret")), None, ["http"]),
    ("public to octal", _go(PUB, _at("0177.0.0.1", "/secret")), None, ["http"]),
    ("public to v6 loopback", _go(PUB, _at("[::1]", "/secret")), None, ["::1"]),
    ("public to mapped", _go(PUB, _at("[::ffff:127.0.0.1]", "/secret")), None, ["http"]),
    ("public to mapped private", _go(PUB, _at("[::ffff:10.20.30.40]", "/secret")), None, [PRIV]),
    ("public to zero", _go(PUB, _at("0.0.0.0", "/secret")), None, ["http"]),
    ("public to full-width digits", _go(PUB, _at("\uff11\uff12\uff17.0.0.1", "/secret")), None, ["http"]),
    ("public to trailing dot", _go(PUB, _at("127.0.0.1.", "/secret")), None, ["http"]),
    ("public to user@loopback", _go(PUB, "http://1.2.3.4:8080@127.0.0.1:8080/secret"), None, ["http"]),
    ("public to metadata", _go(PUB, _at(META, "/latest/meta-data/")), None, [META]),
    ("private to loopback", _go(PRIV, _at("127.0.0.1", "/secret")), None, ["http"]),
    ("private to metadata", _go(PRIV, _at(META, "/latest/meta-data/")), None, [META]),
    ("public, public, loopback", _go(PUB, _go(PUB2, _at("127.0.0.1", "/secret"))), None, ["http"]),
    ("public picture from private", _picture(PUB, _at(PRIV, "/hit/p")), PUB, [PRIV]),
    ("public picture from loopback", _picture(PUB, _at("127.0.0.1", "/hit/p")), PUB, ["http"]),
    ("public picture from metadata", _picture(PUB, _at(META, "/hit/p")), PUB, [META]),
    (
        "public picture by redirect to loopback",
        _picture(PUB, _go(PUB2, _at("127.0.0.1", "/hit/p"))),
        PUB,
        ["http"],
    ),
    ("private picture from private", _picture(PRIV, _at(PRIV, "/img/ok.png")), PRIV, []),
    ("typed metadata", _at(META, "/latest/meta-data/"), None, [META]),
]
"""Name, link, address that must be asked (or none), addresses that must not be."""


def _inside(command: Sequence[str]) -> dict[str, Any]:
    for setting in (
        ["ip", "link", "set", "lo", "up"],
        *(["ip", "addr", "add", f"{address}/32", "dev", "lo"] for address in (PUB, PUB2, PRIV, META)),
        ["ip", "-6", "addr", "add", "fd00::5/128", "dev", "lo"],
    ):
        subprocess.run(setting, check=setting[1] != "-6")
    listen = (PUB, PUB2, PRIV, META, "::1")
    server = hostile_module().HostileServer(
        port=8080, second=False, lifetime=1800, max_seconds=20, listen=listen
    )
    server.start()
    astray, refused = [], []
    for name, url, wanted, never in CASES:
        server.reset()
        with tempfile.TemporaryDirectory(prefix="ssrf-") as folder:
            filled = [part.replace("{url}", url).replace("{dir}", folder) for part in command]
            code = subprocess.run(
                filled, capture_output=True, timeout=LIMIT, stdin=subprocess.DEVNULL, check=False
            ).returncode
        asked = {entry["label"] for entry in server.hits("/")}
        if leaks := sorted(set(never) & asked):
            astray.append({"case": name, "reached": leaks, "code": code})
        if wanted and wanted not in asked:
            refused.append({"case": name, "not reached": wanted, "code": code})
    server.stop()
    return {"cases": len(CASES), "which": astray, "wrongly_refused": refused}


if __name__ == "__main__":
    print(json.dumps(_inside(sys.argv[1:])))
