"""Start the real LibreTranslate server on the small models, and run its tests: `make test-libretranslate`.

It lives in an environment of its own (`build/libretranslate`), since it brings a web server and more.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
import zipfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
HOME = TOP / "build" / "libretranslate"
PACKAGE = "libretranslate>=1.6,<2"
SECONDS = 120  # for the server to load its models


def installed() -> Path:
    """The server's command, installed where it is not yet."""
    scripts = HOME / "venv" / ("Scripts" if os.name == "nt" else "bin")
    command = scripts / "libretranslate"
    if not command.exists():
        venv.create(HOME / "venv", with_pip=True)
        python = str(scripts / "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", PACKAGE], check=True)
    return command


def unpacked() -> Path:
    """The small models as Argos expects them."""
    folder = HOME / "packages"
    for file in sorted((TOP / "resources" / "models").glob("*.argosmodel")):
        with zipfile.ZipFile(file) as archive:
            archive.extractall(folder)
    return folder


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers.

    Raises:
        SystemExit: it ended, or takes too long.
    """
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/languages", timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the server did not start")


def main() -> int:
    """Run the tests against the server."""
    address = f"http://127.0.0.1:{free_port()}"
    environment = {**os.environ, "ARGOS_PACKAGES_DIR": str(unpacked()), "HOME": str(HOME)}
    command = [str(installed()), "--host", "127.0.0.1", "--port", address.rpartition(":")[2]]
    server = subprocess.Popen([*command, "--disable-web-ui"], env=environment, cwd=HOME)
    try:
        wait_for(address, server)
        tests = [sys.executable, "-m", "pytest", "tests/translation/engines/test_libretranslate_engine.py"]
        return subprocess.call(tests, cwd=TOP, env={**os.environ, "LISEUSE_TEST_LIBRETRANSLATE": address})
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    sys.exit(main())
