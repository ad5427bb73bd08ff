"""An empty library, made once for all tests: making one runs every migration."""

from __future__ import annotations

import functools
import shutil
import tempfile
from pathlib import Path

from reader.library.database import Database


def make_empty(folder: Path) -> None:
    """Put an empty library of this version into a folder that has none; how one is made has its own tests."""
    database = folder / "library.db"
    if not database.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        database.write_bytes(_empty())


@functools.cache
def _empty() -> bytes:
    folder = Path(tempfile.mkdtemp())
    try:
        Database.open(folder / "library.db").close()
        return (folder / "library.db").read_bytes()
    finally:
        shutil.rmtree(folder)
