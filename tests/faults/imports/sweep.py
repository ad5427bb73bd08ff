"""An import that is disturbed, and what must be there when the same file is given again."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reader.core.progress import Progress
from reader.library.imports.entries import Entry
from reader.reading.document import blocks_from_html
from reader.services.importing import run_import as service
from reader.services.importing.import_choices import ImportChoices
from reader.services.library_session import LibrarySession

TWINS, BAD = 30, 5
"""Rows that name an address again with another tag; rows without a web link."""
LINKS, TEXTS = "export.csv", "export.json"
"""A file of links alone, and one of articles with their texts."""
ROWS = {LINKS: 150, TEXTS: 60}
"""Rows of different addresses."""
_BATCH = 15  # rows stored at once, so that there is much between two batches


def write_file(folder: Path, name: str) -> None:
    """Write one of the two exports, beside the library's own files."""
    rows = [(f"https://a.example/{n}", f"Titre {n}", 1600000000 + n, f"t{n % 7}") for n in range(ROWS[name])]
    rows += [
        (f"https://a.example/{n * (ROWS[name] // TWINS)}", f"Encore {n}", 1500000000 + n, "jumeau")
        for n in range(TWINS)
    ]
    rows += [(f"javascript:{n}", "Rien", 1500000000, "") for n in range(BAD)]
    random.Random(7).shuffle(rows)
    if name == LINKS:
        lines = "".join(f"{url},{title},{time},{tag}\n" for url, title, time, tag in rows)
        text = f"url,title,time,tags\n{lines}"
    else:
        text = json.dumps([_with_text(*row) for row in rows])
    (folder / name).write_text(text, "utf-8")


def _with_text(url: str, title: str, time: int, tag: str) -> dict[str, object]:
    text = f"<p>{title}. " + "L’eau manque au village depuis le mois de mai. " * 12 + "</p>"
    return {
        **{"id": time, "url": url, "title": title, "created_at": "2016-09-08T11:55:58+0200"},
        **{"is_archived": 0, "is_starred": 0, "content": text * 3, "language": "fr", "tags": [tag]},
    }


def bring_in(name: str) -> Callable[[LibrarySession, random.Random, Callable[[str], None]], None]:
    """The job: the file, batch by batch, each acknowledged when it is stored."""

    def work(session: LibrarySession, _rng: random.Random, say: Callable[[str], None]) -> None:
        service.BATCH = _BATCH

        def settled(rows: Sequence[object]) -> None:
            for row in rows:
                say(f"ACK row {getattr(row, 'number')} {getattr(row, 'article_id')}")  # noqa: B009

        _take(session, name, settled)
        say("ACK imported")

    return work


def complaints(session: LibrarySession, name: str, promises: Sequence[str]) -> Iterator[str]:
    """What is wrong after the disturbance, and after the same file is given again."""
    with session.database.read() as reading:
        run = reading.connection().exec_driver_sql
        kept = {(number, article) for number, article in run("SELECT number, article_id FROM import_row")}
    for promise in promises:
        what, *names = promise.removeprefix("ACK ").split()
        if what == "row" and tuple(map(int, names)) not in kept:
            yield f"an acknowledged row is lost: {promise}"
            return
    broken_off = session.imports.unfinished()  # none where the kill came after its end, before a word of it
    outcome = _take(session, name)
    if broken_off and len(session.imports.all()) > 1:
        yield f"begun again: {len(session.imports.all())} imports"
    if outcome.read != ROWS[name] + TWINS + BAD or outcome.failed != BAD:
        yield f"rows do not add up: {outcome}"
    with session.database.read() as reading:
        run = reading.connection().exec_driver_sql
        found = list(run("SELECT requested_url, incomplete FROM article WHERE url LIKE 'https://a.example%'"))
        twins = run(
            "SELECT count(*) FROM article_tag JOIN tag ON tag.id = tag_id WHERE name = 'jumeau'"
        ).scalar()
    urls = [url for url, _ in found]
    if len(urls) != ROWS[name] or len(set(urls)) != ROWS[name]:
        yield f"{len(urls)} articles, {len(set(urls))} different ones, of {ROWS[name]}"
    if twins != TWINS:
        yield f"{twins} articles have the tag of their twin, of {TWINS}"
    if name == TEXTS and (bare := [url for url, incomplete in found if incomplete]):
        yield f"{len(bare)} articles are without the text that came along: {bare[:3]}"


def _read_here(_session: LibrarySession, entry: Entry, markup: str, _progress: Progress) -> Entry:
    """Reads a text in this process; the worker, which takes its time, writes nothing either."""
    assert entry.document is not None
    blocks = blocks_from_html(markup, "fr")
    return replace(entry, document=replace(entry.document, blocks=blocks, html=markup, incomplete=""))


def _take(session: LibrarySession, name: str, settled: service.Settle | None = None) -> service.ImportOutcome:
    vars(service)["with_text"] = _read_here
    choices = ImportChoices(fetch="never")
    return service.run_import(session, session.paths.root / name, choices, Progress(), settled)
