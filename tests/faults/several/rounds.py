"""The job `round`: a library is changed and brought in step with another computer's.

The store lies beside the library, or at the address that the variable `LISEUSE_FAULTS_STORE` names. The
library joins it when it has not yet, so joining is disturbed too. The judge is the other computer: after
two rounds of both, both have the same, and all of what was acknowledged.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.core.storage_errors import storage_errors
from reader.library.recovery.integrity_check import examine
from reader.library.replication.membership import Membership
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.services.sync.run_round import run_round
from reader.settings.paths import LibraryPaths
from tests.support.computers import SAVED, document

STORE = "LISEUSE_FAULTS_STORE"
PAGES = 3


def change_and_meet(session: LibrarySession, rng: random.Random, say: Callable[[str], None]) -> None:
    """Join if need be, change something, and bring it in step."""
    _join(session, _place(session.paths.root), "here")
    for _ in range(3):
        token = f"r{os.urandom(6).hex()}"  # never twice: a hub keeps what former libraries told
        say(f"TRY noted {token}")
        _note(session, rng.randrange(PAGES), token)
        say(f"ACK noted {token}")
    for page in range(PAGES, PAGES + 2):  # one with a picture comes and goes
        _throw_away(session, page)
    _save(session, PAGES + rng.randrange(2), rng)
    run_round(session, None, Progress())
    say("ACK met")


def complaints(session: LibrarySession, promises: Sequence[str]) -> Iterator[str]:
    """What the two computers have that is not the same, or not all."""
    root = session.paths.root
    with LibrarySession.open(LibraryPaths(root.with_name(f"{root.name}-other"))) as other:
        try:
            for one, name in ((session, "here"), (other, "there")):
                _join(one, _place(root), name)
            token = f"o{os.urandom(6).hex()}"
            _note(other, 0, token)
            for one in (other, session, other, session):
                run_round(one, None, Progress())
        except ReaderError as error:
            yield f"the next round failed: {error}"
            return
        for judged, where, left in ((session, "here", "leftovers"), (other, "there", "")):
            checks = [c for c in examine(judged.database, judged.assets) if c.name not in ("orphans", left)]
            yield from (f"{c.name} {where}: {c.detail}" for c in checks if not c.ok)
        found = [_all(one) for one in (session, other)]
        if found[0] != found[1]:
            yield f"not the same: {found[0] ^ found[1]}"
        words = [word for page, kind, text in found[0] if kind == "note" for word in text.split()]
        noted = {p.split()[2] for p in promises if p.startswith("ACK noted ")}
        if lost := {*noted, token} - set(words):
            yield f"lost: {sorted(lost)}"
        if len(words) != len(set(words)):
            yield "a note is there twice"


def _place(root: Path) -> str:
    return os.environ.get(STORE) or str(root.with_name(f"{root.name}-store"))


def _join(session: LibrarySession, place: str, name: str) -> None:
    if Membership(session.database).part() is None:
        if "://" not in place:
            with storage_errors(Path(place).parent):  # the reader's own act, refused as in a file dialog
                Path(place).mkdir(exist_ok=True)
        join_store(session, place, None, Progress(), name)


def _note(session: LibrarySession, page: int, token: str) -> None:
    card = session.articles.find(f"x.org/{page}")
    if card is None:
        session.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED)
        card = session.articles.find(f"x.org/{page}")
    assert card is not None
    session.annotations.set_note(card.id, f"{session.annotations.note(card.id)}\n{token}".strip())


def _save(session: LibrarySession, page: int, rng: random.Random) -> None:
    from tests.faults.jobs import document as long_document

    digest = session.assets.add(rng.randbytes(9_000), "image/png")
    shown = long_document(f"p{page}", (digest,))
    session.articles.add(shown, f"https://x.org/{page}", f"x.org/{page}", SAVED, tags=["picture"])


def _throw_away(session: LibrarySession, page: int) -> None:
    card = session.articles.find(f"x.org/{page}")
    if card is not None:
        session.articles.delete_forever([card.id])


def _all(session: LibrarySession) -> set[tuple[str, str, str]]:
    with session.database.read() as reading:
        run = reading.connection().exec_driver_sql
        of_article = "SELECT (SELECT min(key) FROM article_address a WHERE a.article_id = t.article_id), "
        return {
            (str(key), kind, str(value))
            for kind, what in (
                ("note", "text FROM article_note t WHERE text <> ''"),
                ("picture", "digest FROM article_picture t"),
                ("text", "sha256 FROM article_body t"),
                ("tag", "name FROM article_tag t JOIN tag ON tag.id = tag_id"),
            )
            for key, value in run(of_article + what)
        }
