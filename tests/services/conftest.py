from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths


@pytest.fixture
def paths(tmp_path: Path) -> LibraryPaths:
    return LibraryPaths(tmp_path / "library")


@pytest.fixture
def session(paths: LibraryPaths) -> Iterator[LibrarySession]:
    with LibrarySession.open(paths) as opened:
        yield opened
