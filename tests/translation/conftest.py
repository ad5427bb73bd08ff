"""The shipped packages, installed once; the hostile server and its packages."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reader.settings.paths import resource

HOSTILE = Path(__file__).resolve().parents[1] / "hostile" / "hostile_server.py"


def _hostile() -> ModuleType:
    name = "liseuse_hostile_server"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, HOSTILE)
        assert spec is not None and spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def hostile_module() -> ModuleType:
    return _hostile()


@pytest.fixture
def hostile(hostile_module: ModuleType) -> Iterator[Any]:
    with hostile_module.HostileServer(lifetime=36_000) as server:
        yield server


@pytest.fixture(scope="session")
def fr_en_file() -> Path:
    return resource("models/translate-fr_en-1_1.argosmodel")
