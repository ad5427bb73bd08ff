"""Two computers, as most tests of removals have them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.computers import Computer


@pytest.fixture
def apart(tmp_path: Path, template: Path) -> Iterator[tuple[Computer, Computer]]:
    """Two computers in no store, with nothing yet."""
    one, other = (Computer(tmp_path / name, template) for name in ("one", "other"))
    yield one, other
    one.close()
    other.close()


@pytest.fixture
def pair(apart: tuple[Computer, Computer]) -> tuple[Computer, Computer]:
    """Two computers in step, with nothing yet."""
    one, other = apart
    one.begin()
    other.join_store_of(one)
    return apart
