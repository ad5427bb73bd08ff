from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.services.changing_page import ChangingPage
from tests.support.libraries import make_empty
from tests.support.memory_keyring import memory_keyring


@pytest.fixture
def paths(tmp_path: Path) -> LibraryPaths:
    return LibraryPaths(tmp_path / "library")


@pytest.fixture
def session(paths: LibraryPaths) -> Iterator[LibrarySession]:
    make_empty(paths.root)
    with LibrarySession.open(paths) as opened:
        yield opened


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[ChangingPage]:
    page = ChangingPage(tmp_path / "site")
    yield page
    page.server.close()


@pytest.fixture
def keyring_of_this_test() -> Iterator[dict[str, str]]:
    """What a keyring in memory keeps, which stands in for the system's."""
    with memory_keyring() as kept:
        yield kept
