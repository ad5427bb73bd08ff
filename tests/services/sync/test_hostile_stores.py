"""What somebody who holds the folder of a store can write into it, and what becomes of that here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library.database import Database
from reader.services.sync.run_round import run_round
from tests.support.computers import SAVED, Computer, document

PASSPHRASE = "a long passphrase"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "library.db"
    Database.open(path).close()
    return path


@pytest.fixture
def one(tmp_path: Path, template: Path) -> Iterator[Computer]:
    """A computer that has joined an encrypted store."""
    computer = Computer(tmp_path / "one", template)
    computer.begin(PASSPHRASE)
    yield computer
    computer.close()


def save(computer: Computer, page: int) -> int:
    return computer.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED)


def files(folder: Path) -> set[Path]:
    return {file for file in folder.rglob("*") if file.is_file()}


def test_nobody_but_the_reader_can_end_the_encryption(one: Computer) -> None:
    save(one, 1)
    one.round()
    header = next(one.folder.folder.glob("store/0001-*"))
    plain = {name: json.loads(header.read_text())[name] for name in ("format", "version", "store")}
    header.write_text(json.dumps(plain))
    before = files(one.folder.folder)
    save(one, 2)
    session: Any = one
    with pytest.raises(ReaderError) as caught:
        run_round(session, PASSPHRASE, Progress())
    assert caught.value.kind == "sync-damaged"
    assert files(one.folder.folder) == before, "nothing is sent in plain"
