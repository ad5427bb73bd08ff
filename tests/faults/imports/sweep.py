"""An import that is disturbed, and what must be there when the same file is given again."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reader.core.progress import Progress
from reader.services.importing import run_import as service
from reader.services.importing.import_choices import ImportChoices
from reader.services.library_session import LibrarySession

ROWS, TWINS, BAD = 150, 30, 5
"""Rows of different articles; rows that name one of them again with another tag; rows without a web link."""
_BATCH = 15  # rows stored at once, so that there is much between two batches


def write_file(folder: Path) -> None:
    """Write the export that is brought in, beside the library's own files."""
    rows = [f"https://a.example/{n},Titre {n},{1600000000 + n},t{n % 7}" for n in range(ROWS)]
    rows += [f"https://a.example/{n * 3},Encore {n},{1500000000 + n},jumeau" for n in range(TWINS)]
    rows += [f"javascript:{n},Rien {n},1500000000," for n in range(BAD)]
    random.Random(7).shuffle(rows)
    (folder / "export.csv").write_text("url,title,time,tags\n" + "\n".join(rows) + "\n", "utf-8")


def bring_in(session: LibrarySession, _rng: random.Random, say: Callable[[str], None]) -> None:
    """The job: the file, batch by batch, each acknowledged when it is stored."""
    service.BATCH = _BATCH
    choices = ImportChoices(fetch="never")

    def settled(rows: Sequence[object]) -> None:
        for row in rows:
            say(f"ACK row {getattr(row, 'number')} {getattr(row, 'article_id')}")  # noqa: B009

    service.run_import(session, session.paths.root / "export.csv", choices, Progress(), settled)
    say("ACK imported")


def complaints(session: LibrarySession, promises: Sequence[str]) -> Iterator[str]:
    """What is wrong after the kill, and after the same file is given again."""
    with session.database.read() as reading:
        run = reading.connection().exec_driver_sql
        kept = {(number, article) for number, article in run("SELECT number, article_id FROM import_row")}
    for promise in promises:
        what, *names = promise.removeprefix("ACK ").split()
        if what == "row" and tuple(map(int, names)) not in kept:
            yield f"an acknowledged row is lost: {promise}"
            return
    outcome = service.run_import(
        session, session.paths.root / "export.csv", ImportChoices(fetch="never"), Progress()
    )
    if len(session.imports.all()) > 1 and "ACK imported" not in promises:
        yield f"begun again: {len(session.imports.all())} imports"
    if outcome.read != ROWS + TWINS + BAD or outcome.failed != BAD:
        yield f"rows do not add up: {outcome}"
    with session.database.read() as reading:
        run = reading.connection().exec_driver_sql
        urls = [
            url for (url,) in run("SELECT requested_url FROM article WHERE url LIKE 'https://a.example%'")
        ]
        twins = run(
            "SELECT count(*) FROM article_tag JOIN tag ON tag.id = tag_id WHERE name = 'jumeau'"
        ).scalar()
    if len(urls) != ROWS or len(set(urls)) != ROWS:
        yield f"{len(urls)} articles, {len(set(urls))} different ones, of {ROWS}"
    if twins != TWINS:
        yield f"{twins} articles have the tag of their twin, of {TWINS}"
