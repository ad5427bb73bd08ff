"""A keyring in memory, in place of the system's, which no test touches."""

from __future__ import annotations

import sys
import types

import pytest


def memory_keyring(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Put it in place for one test; returns what it keeps, by names."""
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
