"""What is disturbed: the library's own work, each piece said aloud before and after it is done.

`TRY what…` comes before a piece of work, `ACK what…` after it: what is acknowledged must be there for
ever, what was only tried may be there wholly or not at all.
"""

from __future__ import annotations

import datetime
import os
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from reader.core.edits import Wanted
from reader.core.glossary import Term
from reader.core.marks import Annotation
from reader.core.model import (
    Block,
    BlockKind,
    Document,
    Hop,
    Part,
    Picture,
    ReadingPosition,
    Route,
    Sentence,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.core.progress import Progress
from reader.core.sentence_key import sentence_key
from reader.library.articles.articles import NewArticle
from reader.services.backup.keep_backups import keep_backups
from reader.services.backup.restore_backup import restore_backup
from reader.services.backup.salvage_library import salvage_library
from reader.services.library.repair_article import edit_article
from reader.services.library_session import LibrarySession
from reader.services.move_library import move_library
from reader.settings.paths import LibraryPaths, library_paths, resource
from tests.faults.feeds.update import update
from tests.faults.imports.sweep import LINKS, TEXTS, bring_in, write_file
from tests.faults.several.rounds import change_and_meet

Say = Callable[[str], None]
SAVED = "2026-11-25T08:00:00+00:00"
ROUTE = Route((Hop("fr", "en", "fr_en", "1.0"),))
STORED = Path(__file__).parents[1] / "data" / "libraries"


def document(name: str, pictures: tuple[str, ...] = ()) -> Document:
    """An article of some pages, so that its text fills several of SQLite's."""
    texts = [f"Phrase {n} de {name}. " + "L’eau manque au village. " * 20 for n in range(8)]
    blocks = [
        Block(f"b{n}", BlockKind.PARAGRAPH, (Part(t, t),), sentences=(Sentence(t, 0, 0, len(t)),))
        for n, t in enumerate(texts)
    ]
    blocks += [
        Block(f"p{n}", BlockKind.FIGURE, (), picture=Picture(f"https://x.example/{name}-{n}.png", digest=d))
        for n, d in enumerate(pictures)
    ]
    html = "".join(f"<p>{text}</p>" for text in texts)
    return Document(f"https://x.example/{name}", f"Titre {name}", tuple(blocks), html, language="fr")


def add(session: LibrarySession, name: str, size: int = 9_000) -> int:
    pictures = tuple(session.assets.add(os.urandom(size), "image/png") for _ in range(2))
    made = document(name, pictures)
    return session.articles.add(made, made.url, name, SAVED, tags=["essai", name[:2]])


def save(session: LibrarySession, rng: random.Random, say: Say) -> None:
    for _ in range(6):
        name = f"s{rng.getrandbits(48):x}"
        say(f"TRY article {name}")
        add(session, name)
        say(f"ACK article {name}")


def batch(session: LibrarySession, rng: random.Random, say: Say) -> None:
    """An import: twenty articles in one transaction."""
    for _ in range(2):
        names = [f"i{rng.getrandbits(48):x}" for _ in range(20)]
        say(f"TRY article {' '.join(names)}")
        session.articles.add_many(NewArticle(d := document(n), d.url, n, SAVED, tags=("in",)) for n in names)
        say(f"ACK article {' '.join(names)}")


def delete(session: LibrarySession, rng: random.Random, say: Say) -> None:
    names = [f"d{rng.getrandbits(48):x}" for _ in range(4)]
    for name in names:
        say(f"TRY article {name}")
        add(session, name)
        say(f"ACK article {name}")
    for name in names[1:]:
        card = session.articles.find(name)
        assert card is not None
        say(f"TRY gone {name}")
        session.articles.move_to_trash([card.id])
        session.articles.delete_forever([card.id])
        say(f"ACK gone {name}")


def tag(session: LibrarySession, rng: random.Random, say: Say) -> None:
    """Tags, notes, flags, reading positions: each only ever grows, so that what is lost shows."""
    for _ in range(8):
        card = rng.choice(session.articles.summaries("all", limit=20))
        name = session.articles.get(card.id).document.url.rsplit("/", 1)[1]
        fresh = f"t{rng.getrandbits(32):x}"
        say(f"TRY tag {name} {fresh}")
        session.articles.set_tags(card.id, [*session.articles.summary(card.id).tags[-3:], fresh])
        session.annotations.set_note(card.id, f"{session.annotations.note(card.id)[-200:]} {fresh}")
        session.articles.set_favourite([card.id], True)
        session.articles.set_position(card.id, ReadingPosition("b3", 0), 0.4)
        say(f"ACK tag {name} {fresh}")


def translate(session: LibrarySession, rng: random.Random, say: Say) -> None:
    for _ in range(5):
        card = rng.choice(session.articles.summaries("all", limit=20))
        made = session.articles.get(card.id).document
        pairs = [TranslatedSentence(s.text, f"EN {s.text}") for b in made.blocks for s in b.sentences]
        say(f"TRY translation {made.url.rsplit('/', 1)[1]}")
        for pair in pairs:  # sentence by sentence, as the engine gives them
            session.translations.store([(sentence_key(pair.source), pair)], "fr", "en", ROUTE.key)
        blocks = tuple(TranslatedBlock(f"b{n}", (pair,)) for n, pair in enumerate(pairs))
        title = TranslatedBlock("title", (TranslatedSentence(made.title, f"EN {made.title}"),))
        session.translations.record(card.id, Translation("en", ROUTE, title, None, blocks))
        say(f"ACK translation {made.url.rsplit('/', 1)[1]}")


def backup(session: LibrarySession, rng: random.Random, say: Say) -> None:
    for _ in range(2):
        add(session, f"b{rng.getrandbits(48):x}")
        count = session.articles.counts()["all"]
        made = keep_backups(session, datetime.date(2026, 1, 1) + datetime.timedelta(rng.randrange(20_000)))
        if made is not None:
            say(f"ACK backup {made.name} {count}")


def keep(session: LibrarySession, rng: random.Random, say: Say) -> None:
    """What the reader does beside reading: marks, terms, links and translations that wait, searches,
    repairs, options. Each is named so that the judge can look for it."""
    for _ in range(3):
        card = rng.choice(session.articles.summaries("all", limit=20))
        name = f"k{rng.getrandbits(40):x}"
        say(f"TRY kept {name}")
        session.annotations.add(Annotation(0, card.id, "fr", "b1", 0, 0, 6, "Phrase", note=name))
        say(f"ACK kept annotation.note {name}")
        session.glossary.add(Term("fr", "en", name, "word"))
        say(f"ACK kept glossary_term.term {name}")
        session.pending.add_all([f"https://x.example/{name}", f"https://y.example/{name}"], ["later"])
        say(f"ACK kept pending_save.url https://y.example/{name}")
        session.saved_searches.keep(name, "eau")
        say(f"ACK kept saved_search.name {name}")
        session.translation_jobs.add([card.id], [name[:8]], "asked")
        say(f"ACK kept translation_job.target {name[:8]}")
        edit_article(session, card.id, Wanted(author=name, remove=("b7",)))
        session.settings.set("text_size", rng.randint(1, 5))
        session.settings.set("interface_language", rng.choice(["en", "fr", "ar"]))


def on_session(work: Callable[[LibrarySession, random.Random, Say], None]) -> Callable[..., None]:
    def run(folder: Path, rng: random.Random, say: Say) -> None:
        with LibrarySession.open(LibraryPaths(folder)) as session:
            work(session, rng, say)

    return run


def restore(folder: Path, _rng: random.Random, say: Say) -> None:
    restore_backup(LibraryPaths(folder), folder / "backups" / "library-old.db")
    say("ACK restored")


def salvage(folder: Path, _rng: random.Random, say: Say) -> None:
    found = salvage_library(LibraryPaths(folder), Progress())
    say(f"ACK salvaged {found.path.name} {found.articles}")


def migrate(folder: Path, _rng: random.Random, say: Say) -> None:
    LibrarySession.open(LibraryPaths(folder)).close()
    say("ACK opened")


def move(folder: Path, _rng: random.Random, say: Say) -> None:
    here = library_paths(str(folder))
    move_library(here, folder.with_name(f"{folder.name}-moved"), Progress())
    say("ACK moved")


def install(folder: Path, _rng: random.Random, say: Say) -> None:
    """One package is replaced by itself, another one comes."""
    from reader.translation.packages.packages import install as install_file

    for name in ("fr_en", "en_ar"):
        file = next(resource("models").glob(f"*{name}*.argosmodel"))
        install_file(file, folder / "models")
        say(f"ACK package {name}")


JOBS: dict[str, Callable[[Path, random.Random, Say], None]] = {
    "save": on_session(save),
    "batch": on_session(batch),
    "delete": on_session(delete),
    "tag": on_session(tag),
    "translate": on_session(translate),
    "keep": on_session(keep),
    "backup": on_session(backup),
    "feeds": on_session(update),
    "round": on_session(change_and_meet),
    "import": on_session(bring_in(LINKS)),
    "texts": on_session(bring_in(TEXTS)),
    "restore": restore,
    "salvage": salvage,
    "migrate": migrate,
    "move": move,
    "install": install,
}
GROWING = ("save", "batch", "delete", "tag", "translate", "keep", "backup", "feeds", "round")
"""These go on in the library that the former rounds left; the others each start from a fresh one."""


def prepare(folder: Path, job: str, variant: str = "") -> None:
    """Make the library that a job starts from."""
    if job == "migrate" and variant != "none":
        folder.mkdir(parents=True)
        shutil.copy(STORED / variant / "library.db", folder / "library.db")
        return
    if job == "migrate":
        folder.mkdir(parents=True)
        return
    with LibrarySession.open(LibraryPaths(folder)) as session:
        for number in range(6):
            add(session, f"old{number}", 2_000)
        if job in ("import", "texts"):
            write_file(folder, LINKS if job == "import" else TEXTS)
        if job in ("restore", "move"):
            from reader.library.backup import backup as copy

            copy(session.paths.database, folder / "backups" / "library-old.db")
            for number in range(3):
                card = session.articles.find(f"old{number}")
                assert card is not None
                session.articles.delete_forever([card.id])
            add(session, "new", 2_000)
    if job == "install":
        from reader.translation.packages.packages import install as install_file

        install_file(next(resource("models").glob("*fr_en*.argosmodel")), folder / "models")


def scratch(name: str) -> Path:
    """A folder for one job's libraries."""
    return Path(tempfile.mkdtemp(prefix=f"faults-{name}-"))
