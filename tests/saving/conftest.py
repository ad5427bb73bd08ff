"""The hostile server for tests of fetching and extracting: faults come over a real socket."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

_FILE = Path(__file__).parents[1] / "hostile" / "hostile_server.py"


def hostile_module() -> ModuleType:
    """`tests/hostile/hostile_server.py`, imported once."""
    if "hostile_server" not in sys.modules:
        spec = importlib.util.spec_from_file_location("hostile_server", _FILE)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["hostile_server"] = module
        spec.loader.exec_module(module)
    return sys.modules["hostile_server"]


@pytest.fixture(scope="session")
def hostile() -> Iterator[Any]:
    """A running server of some 85 kinds of bad answers."""
    with hostile_module().HostileServer(lifetime=36_000, max_seconds=600) as server:
        yield server
