"""The version, the day and the names under which a build is made."""

from __future__ import annotations

import functools
import os
import re
import subprocess
import time
import tomllib
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]


def version() -> str:
    """The program's version."""
    found = re.search(r'__version__ = "([^"]+)"', (TOP / "reader" / "__init__.py").read_text("utf-8"))
    assert found is not None
    return found.group(1)


@functools.cache  # asked for each of thousands of files
def moment() -> int:
    """The second that stands in everything made: the last commit's, or `SOURCE_DATE_EPOCH`."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    asked = ["git", "-C", str(TOP), "log", "-1", "--format=%ct"]
    shown = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return int(shown) if shown else int(time.time())


def names() -> dict[str, str]:
    """What `release.toml` says: maintainer, homepage, screenshots."""
    return tomllib.loads((TOP / "packaging" / "release.toml").read_text("utf-8"))
