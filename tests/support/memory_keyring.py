"""Keyrings for tests: keyring's own interface in front of memory, so that the system's is left alone."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class MemoryKeyring(KeyringBackend):
    """Keeps everything as long as the test runs; `locked` as one whose reader turned the question away."""

    priority = -1.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._look()
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._look()
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._look()
        if self.kept.pop(username, None) is None:
            raise PasswordDeleteError("not there")

    def _look(self) -> None:
        if self.locked:
            raise KeyringLocked("not opened")


@contextlib.contextmanager
def memory_keyring() -> Iterator[dict[str, str]]:
    """Let one in memory stand in for the system's; gives what it keeps, by names."""
    former, made = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(made)
    try:
        yield made.kept
    finally:
        keyring.set_keyring(former)
