"""Missing pictures are asked for again; what came stays."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.saving.retry_pictures import retry_pictures
from reader.services.saving.save_article import save_article
from tests.conftest import SITE, SiteServer


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[tuple[SiteServer, Path]]:
    """The fixture site without its pictures, and where they belong."""
    folder = tmp_path / "site"
    shutil.copytree(SITE, folder)
    uploads = folder / "wp-content" / "uploads"
    shutil.rmtree(uploads)
    server = SiteServer(folder)
    yield server, uploads
    server.close()


def test_missing_pictures_come_when_they_are_there(
    session: LibrarySession, bare: tuple[SiteServer, Path], expected: dict[str, Any]
) -> None:
    server, uploads = bare
    saved = save_article(session, server.url(expected["url_path"]), Progress())
    assert saved.pictures_failed >= 1
    still = retry_pictures(session, saved.id, Progress())
    assert (still.saved, still.failed) == (0, saved.pictures_failed)

    shutil.copytree(SITE / "wp-content" / "uploads", uploads)
    steps: list[tuple[int, int, str]] = []
    outcome = retry_pictures(session, saved.id, Progress(lambda *step: steps.append(step)))
    assert (outcome.saved, outcome.failed) == (saved.pictures_failed, 0)
    assert outcome.title == expected["title"] and steps[-1] == (outcome.saved, outcome.saved, "pictures")
    article = session.articles.get(saved.id)
    lead = article.document.lead
    assert lead is not None and (lead.width, lead.height) == (1200, 675)
    assert session.assets.path(lead.digest) is not None
    assert article.summary.thumbnail == lead.digest, "the list shows it too"

    asked = len(server.requests)
    nothing = retry_pictures(session, saved.id, Progress())
    assert (nothing.saved, nothing.failed) == (0, 0) and len(server.requests) == asked


def test_one_picture_that_fails_does_not_stop_the_others(
    session: LibrarySession, bare: tuple[SiteServer, Path], expected: dict[str, Any]
) -> None:
    server, uploads = bare
    saved = save_article(session, server.url(expected["url_path"]), Progress())
    wanted = [src for _, src in session.articles.wanted_pictures(saved.id)]
    assert len(wanted) >= 2
    uploads.mkdir()
    (uploads / wanted[0].rsplit("/", 1)[-1]).write_bytes(b"<html>not a picture</html>")
    name = wanted[1].rsplit("/", 1)[-1]
    shutil.copy(SITE / "wp-content" / "uploads" / name, uploads / name)
    outcome = retry_pictures(session, saved.id, Progress())
    assert outcome.saved == 1 and outcome.failed == len(wanted) - 1


def test_an_unknown_article_is_named(session: LibrarySession) -> None:
    with pytest.raises(ReaderError) as caught:
        retry_pictures(session, 99, Progress())
    assert caught.value.kind == "no-such-article"
