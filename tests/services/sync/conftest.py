"""What the tests of several computers share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library.database import Database
from tests.support.computers import Computer


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty library's file, to be copied and not to be changed."""
    path = tmp_path_factory.mktemp("template") / "library.db"
    Database.open(path).close()
    return path


@pytest.fixture
def two(tmp_path: Path, template: Path) -> Iterator[tuple[Computer, Computer]]:
    """Two computers with one folder between them."""
    one, other = Computer(tmp_path / "one", template), Computer(tmp_path / "other", template)
    other.folder = one.folder
    one.begin("a long passphrase")
    assert one.opened is not None
    other.join(one.opened)
    yield one, other
    one.close()
    other.close()
