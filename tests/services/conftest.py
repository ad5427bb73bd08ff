from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.services.changing_page import ChangingPage
from tests.support.libraries import make_empty


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
