"""Two real windows on two computers' folders, between which Syncthing carries the store's files."""

from __future__ import annotations

from pathlib import Path

from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.gui.sync.test_two_windows import bring_in_step, finish, join, note, set_note
from tests.support.servers.syncthing import carried


def titles(window) -> set[str]:
    return {card.title for card in screen(window).article_model.summaries}


def favourites(window) -> set[str]:
    session = screen(window).session
    found = (session.articles.summary(number) for number in session.articles.ids("all"))
    return {card.title for card in found if card.favourite}


def sizes(folder: Path) -> dict[str, int]:
    """How large each file of a store is; what is just being carried has another name."""
    files = (file for file in folder.glob("[!.]*/**/[!.]*") if file.is_file())
    return {str(file.relative_to(folder)): file.stat().st_size for file in files}


def test_save_here_read_there_and_note_on_both_while_nothing_is_carried(open_window, qtbot, tmp_path):
    """The folder has Syncthing's own files in it; files come late, in any order, and by halves."""
    fill_library(LibraryPaths(tmp_path / "here"))
    with carried(tmp_path, tmp_path / "desk", tmp_path / "laptop") as carriers:
        here, there = (open_window(folder=name, reduce_motion=True) for name in ("here", "there"))
        for window in (here, there):
            qtbot.waitUntil(lambda w=window: screen(w).session is not None)
        dialog = join(here, qtbot, carriers[0].folder)
        finish(here, qtbot, dialog)
        dialog.close()
        ours = sizes(carriers[0].folder)
        qtbot.waitUntil(lambda: ours.items() <= sizes(carriers[1].folder).items())
        dialog = join(there, qtbot, carriers[1].folder, again="")
        finish(there, qtbot, dialog)
        dialog.close()
        qtbot.waitUntil(lambda: titles(there) == titles(here) and len(titles(here)) == 3)

        for carrier in carriers:
            carrier.stop()
        for window, text in ((here, "noted here"), (there, "noted there")):
            set_note(window, text)
            bring_in_step(window, qtbot)
        session = screen(there).session
        session.articles.set_favourite(session.articles.ids("all"), True)
        bring_in_step(there, qtbot)
        assert note(here) == "noted here" and note(there) == "noted there" and not favourites(here)

        for carrier in carriers:
            carrier.start()
        qtbot.waitUntil(lambda: note(here) == note(there) != "noted here")
        assert "noted here" in note(here) and "noted there" in note(here)
        qtbot.waitUntil(lambda: favourites(here) == favourites(there) == titles(here))
        for window in (here, there):
            rounds = screen(window).sync.rounds
            assert rounds.state.waiting == 0
