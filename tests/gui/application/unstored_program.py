"""The program with a window that ends while its library's disk hangs: `python -m … FOLDER ARTICLE HOW`.

The reader does one thing of every kind, after the disk has fallen asleep for good; then the window is closed
(`HOW` is `marked`), or the program is told to end (`told`).
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

import reader.app
from reader.core.edits import Wanted
from reader.core.feeds import Feed, FeedRule
from reader.core.marks import Colour
from reader.gui.glossary.glossary_dialog import GlossaryDialog
from reader.gui.main_window import construction
from reader.gui.main_window.main_window import MainWindow
from reader.gui.notes.note_subject import Subject
from reader.gui.repair.repair_dialog import RepairDialog
from reader.library.imports.entries import ImportRecord
from reader.library.replication.choices import Choices
from reader.services.library.annotate_article import Passage
from reader.services.library_session import LibrarySession
from reader.services.translation.translate_article import stored_translation
from reader.services.unstored_acts.translation_acts import Sentence
from reader.settings.paths import LibraryPaths
from tests.gui.application.hung_disk_program import fall_asleep
from tests.gui.support.screen import screen
from tests.services.stocked_feeds import ONE, follow
from tests.services.stocked_library import stock, translate

TAG, LINK, TITLE = "sécheresse", "https://x.example/puits", "Un autre titre"
NOTE, SENTENCE, TEXT_SIZE = "À relire.", "The well is dry.", 9
TRANSLATED, OTHER, DELETED = 1, 2, 3
PIECE = 4


def do_everything(window: MainWindow, article: int) -> None:
    """What a reader does, each time where the window takes it: the library is as `stocked` makes it."""
    on_screen = screen(window)
    library = on_screen.library
    library.change([article], "favourite", True)
    library.tag([article], [TAG], [])
    on_screen.save_queue.add([LINK])
    library.change([DELETED], "trashed", True)
    library.delete([DELETED])
    on_screen.options.set("text_size", TEXT_SIZE)
    on_screen.search_keeper.store("Eau", "eau")
    on_screen.search_keeper.store("Puits", "puits")
    library.undo()
    on_screen.translation_queue.enqueue([article], ["ar"])
    on_screen.translation_queue.toggle_pause()
    sources, pieces = on_screen.feeds.sources, on_screen.feeds.pieces
    sources.unfollow(Feed(1, ONE, "Un"))
    pieces._mark([PIECE], read=True)
    rules = sources.show_rules(0, {})
    assert rules is not None
    rules._keep(FeedRule(0, 0, "puits", "favourite"))
    GlossaryDialog(on_screen.context, ("fr", "en"))._put("puits", "well")
    assert library.session is not None
    repair = RepairDialog(library.session, article, on_screen.job_runner, window)
    repair._want(Wanted(title=TITLE))
    sentences, languages = on_screen.translation, on_screen.glossary
    sentences._write(Sentence(TRANSLATED, "en", "b0", 0, SENTENCE))
    languages._write(OTHER, "ar")
    store = on_screen.notes.store
    store.article_id = article
    store.add([Passage("fr", "b0", 0, 0, 5, "L’eau")], Colour.BLUE)
    store.set_article_note(article, NOTE, "")
    rounds, run = on_screen.sync.rounds, on_screen.importing.run
    rounds.pause(True)
    run._files.append(Path("/x.csv"))
    run.give_up()


def stocked(paths: LibraryPaths) -> None:
    """Make a library of what is done to something: the article of `do_everything` comes last."""
    with LibrarySession.open(paths) as session:
        for number in (TRANSLATED, OTHER, DELETED):
            assert stock(session, number + 10) == number
        translate(session, TRANSLATED)
        follow(session)
        session.imports.begin(
            ImportRecord(0, "pocket", "x.csv", "/x.csv", "0", "{}", "running", "", "", 9, 1, 0)
        )


def is_all_done(paths: LibraryPaths, article: int, how: str) -> None:
    """What `do_everything` did is in the library, once."""
    with LibrarySession.open(paths) as session:
        card = session.articles.summary(article)
        assert (card.favourite, set(card.tags), card.title) == (True, {"t", TAG}, TITLE)
        assert [kept.url for kept in session.pending.all()] == [LINK]
        assert session.articles.ids("trash") == []
        assert DELETED not in session.articles.ids("all")
        assert session.settings.number("text_size") == TEXT_SIZE
        assert session.settings.flag("translation_queue_paused")
        assert [search.name for search in session.saved_searches.all()] == ["Eau"]
        assert [(job.article_id, job.target) for job in session.translation_jobs.all()] == [(article, "ar")]
        assert ONE not in [feed.url for feed in session.feeds.all()]
        assert not session.feed_items.get(PIECE).new
        assert [rule.query for rule in session.feed_rules.all() if rule.action == "favourite"] == ["puits"]
        assert [(term.term, term.translation) for term in session.glossary.all()] == [("puits", "well")]
        translation = stored_translation(session, session.articles.get(TRANSLATED), "en")
        assert translation is not None
        assert translation.blocks[0].sentences[0].target == SENTENCE
        assert session.articles.summary(OTHER).language == "ar"
        assert [mark.colour for mark in session.annotations.of_article(article)] == [Colour.BLUE]
        assert session.annotations.note(article) == NOTE
        assert session.annotations.note(OTHER) == ("" if how == "marked" else NOTE)
        assert Choices(session.database).paused()
        assert not session.imports.unfinished()


def main(root: Path, article: int, how: str) -> int:
    """Open the window as the program does, and end while the disk hangs."""

    class Ending(MainWindow):
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)  # type: ignore[arg-type]
            self.library_opened.connect(lambda: QTimer.singleShot(0, self._mark))

        def _mark(self) -> None:
            on_screen = screen(self)
            if on_screen.job_runner.busy:
                QTimer.singleShot(20, self._mark)
                return
            fall_asleep(for_good=True)
            do_everything(self, article)
            if how == "told":  # else the reader is asked what is to become of a note
                store = on_screen.notes.store
                store.type(Subject(OTHER), NOTE, "")
            print("closing", flush=True)
            if how == "told":
                os.kill(os.getpid(), signal.SIGTERM)
            else:
                self.close()

    construction.MainWindow = Ending  # type: ignore[misc]
    return reader.app.open_window(LibraryPaths(root))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
