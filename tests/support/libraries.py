"""What many tests begin with, made once for all: an empty library, and one's models.

Making the one runs every migration, and installing the others unpacks 50 MB.
"""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

from reader.library.database import Database
from reader.services.library_session import LibrarySession
from reader.services.translation.manage_packages import install_demonstration
from reader.settings.paths import LibraryPaths


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


def give_models(folder: Path) -> None:
    """Put the demonstration packages into a library's folder, as its first look at its models would.

    How they are installed has its own tests.
    """
    shutil.copytree(_models(), LibraryPaths(folder).models, dirs_exist_ok=True)


@functools.cache
def _models() -> Path:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with LibrarySession.open(LibraryPaths(folder)) as session:
        install_demonstration(session)
    return LibraryPaths(folder).models
