"""The first translation on a disk without a byte left, and its log: the kind of error, and no traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.limits import LIMIT
from tests.support.rights import may_mount

TOP = Path(__file__).resolve().parents[3]

PROGRAM = """
import json, os, subprocess, sys
from pathlib import Path

from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.services.stocked_library import stock

top = Path(sys.argv[1])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "none", str(top)], check=True)
paths = LibraryPaths(top / "library")
with LibrarySession.open(paths) as session:
    article = stock(session, 1)
paths.logs.mkdir(exist_ok=True)
with (top / "ballast").open("ab", buffering=0) as file:
    for piece in (b"x" * 65_536, b"x"):
        try:
            while True:
                file.write(piece)
        except OSError:
            pass
env = {**os.environ, "TMPDIR": str(top)}
command = [sys.executable, "-m", "reader", "--library", str(paths.root), "--json"]
command += ["translate", str(article), "--to", "en"]
done = subprocess.run(command, capture_output=True, text=True, env=env)
print(json.dumps([done.returncode, done.stdout, done.stderr]))
"""


def test_the_first_translation_without_room_says_that_the_disk_is_full(tmp_path: Path) -> None:
    if not may_mount():
        pytest.skip("this system allows no mount namespace, so no file system can be filled")
    done = subprocess.run(
        ["unshare", "-rm", sys.executable, "-c", PROGRAM, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
        cwd=TOP,
    )
    assert done.returncode == 0, done.stderr
    code, out, errors = json.loads(done.stdout)
    assert code == 1, errors
    assert '"disk-full"' in out, out
    assert "Traceback" not in errors
    assert "Logging error" not in errors
