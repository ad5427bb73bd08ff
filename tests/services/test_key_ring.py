"""The system's keyring: what is kept in it, and what a reader is told where nothing can be."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backends import fail, null

from reader.core.errors import ReaderError
from reader.services import key_ring
from reader.services.sync.places import keep_passphrase, known_passphrase
from reader.services.translation.translation_server import store_key, stored_key
from tests.support.memory_keyring import MemoryKeyring


@pytest.fixture
def ring() -> MemoryKeyring:
    made = MemoryKeyring()
    keyring.set_keyring(made)
    return made


@pytest.fixture(autouse=True)
def _former() -> Iterator[None]:
    former = keyring.get_keyring()
    yield
    keyring.set_keyring(former)


def test_tests_leave_the_keyring_of_whoever_runs_them_alone() -> None:
    assert type(keyring.get_keyring()) is fail.Keyring


def test_what_is_kept_is_found_replaced_and_taken_out(ring: MemoryKeyring) -> None:
    store_key("https://libre.example", "one")
    store_key("https://libre.example", "two")
    assert stored_key("https://libre.example") == "two" and stored_key("https://other.example") == ""
    store_key("https://libre.example", "")
    store_key("https://libre.example", "")
    assert not ring.kept


def test_a_keyring_that_is_switched_off_is_none(ring: MemoryKeyring) -> None:
    keyring.set_keyring(null.Keyring())
    with pytest.raises(ReaderError) as caught:
        key_ring.keep("liseuse", "name", "hush")
    assert caught.value.kind == "no-keyring" and "hush" not in str(caught.value)
    assert not keep_passphrase("store", "words") and known_passphrase("store") is None


def test_without_a_keyring_nothing_is_kept_and_the_reader_is_told() -> None:
    with pytest.raises(ReaderError) as caught:
        store_key("https://libre.example", "hush")
    assert caught.value.kind == "no-keyring"
    assert stored_key("https://libre.example") == ""
    store_key("https://libre.example", "")  # there is nothing to take out


def test_a_keyring_that_stays_locked_is_no_missing_one(ring: MemoryKeyring) -> None:
    store_key("https://libre.example", "one")
    ring.locked = True
    with pytest.raises(ReaderError) as caught:
        store_key("https://libre.example", "two")
    assert caught.value.kind == "keyring-closed"
    assert stored_key("https://libre.example") == "" and not keep_passphrase("store", "words")
    ring.locked = False
    assert stored_key("https://libre.example") == "one"


def test_a_keyring_that_fails_in_its_own_way_is_told_of() -> None:
    class Breaking(MemoryKeyring):
        def get_password(self, service: str, username: str) -> str | None:
            raise OSError("the bus is gone")

    keyring.set_keyring(Breaking())
    assert key_ring.kept("liseuse", "name") == ""
    with pytest.raises(ReaderError) as caught:
        key_ring.keep("liseuse", "name", "hush")
    assert caught.value.kind == "no-keyring"
