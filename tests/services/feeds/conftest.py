from __future__ import annotations

import sys
import types
from collections.abc import Iterator

import pytest

from tests.support.feed_server import FeedServer


@pytest.fixture
def press() -> Iterator[FeedServer]:
    server = FeedServer()
    yield server
    server.close()


@pytest.fixture
def keyring_of_this_test(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A keyring that keeps everything in memory, in place of the system's (the package is optional)."""
    kept: dict[str, str] = {}
    errors = types.ModuleType("keyring.errors")
    errors.KeyringError = type("KeyringError", (Exception,), {})  # type: ignore[attr-defined]
    made = types.ModuleType("keyring")
    made.errors = errors  # type: ignore[attr-defined]
    made.get_password = lambda _service, name: kept.get(name)  # type: ignore[attr-defined]
    made.set_password = lambda _service, name, value: kept.update({name: value})  # type: ignore[attr-defined]
    made.delete_password = lambda _service, name: kept.pop(name)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", made)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    return kept
