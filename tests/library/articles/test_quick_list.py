"""The first list: the same cards as later, by the standard library only."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.core.model import (
    Document,
    Hop,
    ReadingPosition,
    Route,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.library.articles.quick_list import FIRST, quick_list


def test_it_shows_what_the_library_shows(
    library: Any, document: Callable[..., Document], with_picture: Any
) -> None:
    ids = [library.add(with_picture(n)[0], tags=["Maroc", f"t{n % 3}"]) for n in range(FIRST + 10)]
    title = TranslatedBlock("title", (TranslatedSentence("t", "Drought, “now”, 'here'"),))
    route = Route((Hop("fr", "en", "p", "1"),))
    library.translations.record(ids[-1], Translation("en", route, title, None, ()))
    library.articles.set_position(ids[-2], ReadingPosition("b1"), 0.25)
    library.articles.mark_opened(ids[-2])
    library.articles.set_favourite(ids[::2], True)
    library.articles.set_archived(ids[1:4], True)
    library.articles.move_to_trash(ids[5:7])
    for view in ("unread", "favourites", "archive", "all", "trash"):
        rows, counts = quick_list(library.database.path, view)
        assert rows == library.articles.summaries(view, limit=FIRST)
        assert counts == library.articles.counts()
    assert len(quick_list(library.database.path, "all")[0]) == FIRST


@pytest.mark.parametrize("content", [None, b"", b"nonsense" * 999, b"SQLite format 3\x00" + bytes(200)])
def test_what_cannot_be_read_is_left_to_the_opening(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "library.db"
    if content is not None:
        path.write_bytes(content)
    assert quick_list(path) == ([], {})
    assert quick_list(tmp_path) == ([], {})
    assert [f.read_bytes() for f in tmp_path.iterdir()] == [content][: content is not None]


def test_an_older_or_newer_schema_is_left_to_the_opening(
    library: Any, document: Callable[..., Document]
) -> None:
    library.add(document(1))
    library.sql("ALTER TABLE article RENAME COLUMN excerpt TO summary")
    assert quick_list(library.database.path) == ([], {})


def test_a_path_with_marks_of_an_address(
    tmp_path: Path, reopen: Any, document: Callable[..., Document]
) -> None:
    folder = tmp_path / "été? #1 100% & ‏عربي"
    library = reopen(folder)
    library.add(document(1))
    assert len(quick_list(folder / "library.db")[0]) == 1
    library.close()


@pytest.mark.own_start
def test_it_imports_nothing_heavy(library: Any, document: Callable[..., Document]) -> None:
    library.add(document(1))
    code = (
        "import sys; from pathlib import Path; from reader.library.articles.quick_list import quick_list;"
        "rows, counts = quick_list(Path(sys.argv[1])); assert len(rows) == 1;"
        "heavy = {'sqlmodel', 'sqlalchemy', 'alembic', 'pydantic', 'filelock'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    command = [sys.executable, "-c", code, str(library.database.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
