"""What the tests of several computers share."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library.database import Database


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty library's file, to be copied and not to be changed."""
    path = tmp_path_factory.mktemp("template") / "library.db"
    Database.open(path).close()
    return path
