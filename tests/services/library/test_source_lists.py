"""The lists of a newspaper's latest and most read articles: which one is shown, and how many are kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader.core.model import ArticleLink
from reader.services.library import source_lists
from reader.services.library.source_lists import MOST_SOURCES, Source
from reader.services.library_session import LibrarySession


def source(number: int, day: int) -> Source:
    link = ArticleLink(f"Titre {number}", f"https://a{number}.example/x")
    return Source(f"Journal {number}", number, f"2026-01-{day:02}T00:00:00Z", (link,))


def test_each_view_shows_its_own_list() -> None:
    latest, most = ArticleLink("Neuf", "https://a.example/1"), ArticleLink("Lu", "https://a.example/2")
    one = Source("Journal", 1, "", (latest,), (most,))
    assert one.links("latest") == (latest,) and one.links("most-read") == (most,)


def test_the_sources_read_last_are_kept_and_older_ones_forgotten(session: LibrarySession) -> None:
    kept = 4 * MOST_SOURCES
    source_lists._write(session, [source(n, day=n) for n in range(1, kept + 4)])
    found = source_lists._kept(source_lists._file(session)).sources
    assert [one.name for one in found] == [f"Journal {n}" for n in range(4, kept + 4)]
    source_lists._write(session, [source(5, day=30)])
    found = source_lists._kept(source_lists._file(session)).sources
    assert len(found) == kept and found[-1] == source(5, day=30), "each once, as it was read last"


def test_sources_that_are_read_at_once_are_all_kept(session: LibrarySession) -> None:
    def write(number: int) -> None:
        for day in range(1, 21):
            source_lists._write(session, [source(number, day)])

    with ThreadPoolExecutor() as threads:
        list(threads.map(write, range(4)))
    found = source_lists._kept(source_lists._file(session)).sources
    assert {one.name for one in found} == {f"Journal {number}" for number in range(4)}


@pytest.mark.parametrize("text", ["", "[", '{"sources": 3}', '{"other": []}'])
def test_a_damaged_file_counts_as_none(session: LibrarySession, text: str) -> None:
    file: Path = source_lists._file(session)
    file.write_text(text, "utf-8")
    assert source_lists._kept(file).sources == ()
