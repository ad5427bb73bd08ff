"""`export --all` as scripts use it; killed or out of room, it leaves nothing that looks whole."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from tests.cli.test_saving import liseuse
from tests.support import exports

KILLED = """
import os, resource, signal, sys
from pathlib import Path
from reader.core.progress import Progress
from reader.services.library.export_library import export_library
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths

def die(done, total, text):
    if text == "exporting" and not total:
        os.kill(os.getpid(), signal.SIGKILL)

with LibrarySession.open(LibraryPaths(Path(sys.argv[1]))) as session:
    if sys.argv[3:] == ["full"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    export_library(session, Path(sys.argv[2]), Progress(die))
"""


def test_a_library_goes_to_another_computer(tmp_path: Path) -> None:
    library, out = tmp_path / "l", tmp_path / "out"
    liseuse(library, "import", str(exports.bookmarks(tmp_path)))
    killed = subprocess.run([sys.executable, "-c", KILLED, str(library), str(out)], check=False)
    assert killed.returncode == -signal.SIGKILL and not out.exists()
    (left,) = tmp_path.glob(".out.*.part")
    assert (left / "articles.jsonl").is_file()
    error = liseuse(tmp_path / "other", "import", str(left), code=1)["error"]
    assert error["kind"] == "unknown-export"

    full = [sys.executable, "-c", KILLED, str(library), str(tmp_path / "full"), "full"]
    told = subprocess.run(full, check=False, capture_output=True, text=True)
    assert "disk-error" in told.stderr and not [*tmp_path.glob("*full*"), *tmp_path.glob(".full*")]

    done = liseuse(library, "export", "--all", "--format", "json", "--output", str(out))
    assert done == {"path": str(out), "articles": 2, "sentences": 0, "pictures": 0}
    there = liseuse(tmp_path / "other", "import", str(out))
    assert (there["format"], there["waiting"], there["failed"]) == ("liseuse", 2, [])
    titles = [[row["title"] for row in liseuse(place, "list")] for place in (library, tmp_path / "other")]
    assert titles[0] == titles[1]
    again = liseuse(library, "export", "--all", "--format", "json", "--output", str(out), code=1)
    assert again["error"]["kind"] == "folder-in-use"
