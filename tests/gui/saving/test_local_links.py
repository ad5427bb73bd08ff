"""What the reader did not name himself reaches no local address through the window before he says so.

Each door is tried on a service of this computer that counts its connections.
"""

from __future__ import annotations

import plistlib
import socket
from urllib.parse import quote

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from reader.core.errors import ReaderError
from reader.core.model import ArticleLink, BlockKind, Document
from reader.core.origin import NamedBy, Origin
from reader.core.progress import Progress
from reader.gui.background.save_entry import SaveState
from reader.gui.sources.link_delegate import button_place
from reader.gui.sources.link_model import NEW
from reader.services.desktop.open_request import Opening, read_opening
from reader.services.library_session import LibrarySession
from reader.services.saving.keep_trying import keep_link
from reader.services.saving.save_page import save_file
from reader.settings.paths import LibraryPaths
from tests.gui.support.drag import PLACE
from tests.gui.support.local_question import answer, local_questions, question_text
from tests.gui.support.reading_samples import paragraph
from tests.gui.support.screen import screen
from tests.support.libraries import make_empty
from tests.support.local_door import PROSE, SPELLINGS, LocalDoor, page

LEFT = Qt.MouseButton.LeftButton
ACTIONS = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction | Qt.DropAction.LinkAction


@pytest.fixture
def door():
    made = LocalDoor()
    yield made
    made.close()


def drop_file(window, folder, name, content):
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    none, button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    QApplication.sendEvent(window, QDragEnterEvent(PLACE(700, 300), ACTIONS, data, button, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(700, 300), ACTIONS, data, button, none))


def app_link(*links):
    return "liseuse:save?" + "&".join(f"url={quote(link, safe='')}" for link in links)


def saved_page(folder, links, library="library"):
    """An article of a public address, out of a file, with links in its text."""
    made = LibraryPaths(folder / library)
    make_empty(made.root)
    anchors = "".join(f'<p>Voir <a href="{link}">la suite de ce sujet</a>.</p>' for link in links)
    head = '<link rel=canonical href="https://journal.example/une"><title>Une rentrée</title>'
    file = folder / "une.html"
    file.write_text(page(head=head, body=f"<article><h1>Une rentrée</h1>{PROSE}{anchors}</article>"))
    with LibrarySession.open(made) as session:
        return save_file(session, file, Progress())[0].id


# The doors: each takes the window, the door and a folder, and has a stranger name the door.


def by_app_link(window, door, folder):
    screen(window).open_requests.take(read_opening([app_link(door.url("/a"))], folder))


def by_companion(window, door, folder):
    opening = Opening(links=(door.url("/a"),), quietly=True, named_by=NamedBy.COMPANION)
    screen(window).open_requests.take(Opening.from_json(opening.to_json()))


def by_earlier_program(window, door, folder):
    told = {**Opening(links=(door.url("/a"),)).to_json(), "outside": True}
    del told["named_by"]
    screen(window).open_requests.take(Opening.from_json(told))


def by_shortcut_given_to_the_program(window, door, folder):
    (folder / "a.url").write_text(f"[InternetShortcut]\nURL={door.url('/a')}\n")
    screen(window).open_requests.take(read_opening([str(folder / "a.url")], folder))


def by_url_file(window, door, folder):
    drop_file(window, folder, "a.url", f"[InternetShortcut]\nURL={door.url('/a', '127.0.0.0x1')}\n")


def by_webloc(window, door, folder):
    drop_file(window, folder, "a.webloc", plistlib.dumps({"URL": door.url("/a")}))


def by_desktop_file(window, door, folder):
    drop_file(window, folder, "a.desktop", f"[Desktop Entry]\nType=Link\nURL={door.url('/a')}\n")


def by_text_file(window, door, folder):
    drop_file(window, folder, "a.txt", f"À lire : {door.url('/a', '2130706433')} ce soir")


def by_page_with_og_url(window, door, folder):
    head = f'<meta property="og:url" content="{door.url("/a")}">'
    drop_file(window, folder, "a.html", page(head=head, body="<p>Rien.</p>"))


def by_page_with_canonical(window, door, folder):
    drop_file(window, folder, "a.html", page(head=f'<link rel="canonical" href="{door.url("/a")}">', body=""))


def by_page_that_is_a_shortcut(window, door, folder):
    drop_file(window, folder, "a.html", f"[InternetShortcut]\nURL={door.url('/a')}\n")


DOORS = (
    *(by_app_link, by_companion, by_earlier_program, by_shortcut_given_to_the_program, by_url_file),
    *(by_webloc, by_desktop_file, by_text_file),
    *(by_page_with_og_url, by_page_with_canonical, by_page_that_is_a_shortcut),
)


@pytest.mark.parametrize("use", DOORS, ids=lambda use: use.__name__)
def test_a_stranger_has_nothing_local_fetched_unasked(open_window, qtbot, tmp_path, door, use):
    window = open_window()
    use(window, door, tmp_path)
    qtbot.waitUntil(lambda: bool(local_questions(window)))
    (box,) = local_questions(window)
    assert door.connections == 0
    assert str(door.port) in question_text(box) and not box.isAncestorOf(window.focusWidget())
    answer(window, qtbot, "Cancel")
    qtbot.waitUntil(lambda: not screen(window).save_queue.entries)
    qtbot.waitUntil(lambda: not screen(window).pending_saves.all())
    assert door.connections == 0 and not screen(window).summaries


def test_every_spelling_of_this_computer_is_asked_about(open_window, qtbot, tmp_path, door):
    window = open_window()
    links = [door.url(f"/{number}", host) for number, host in enumerate(SPELLINGS)]
    for link in links:
        screen(window).open_requests.take(read_opening([app_link(link)], tmp_path))
        qtbot.waitUntil(lambda: bool(local_questions(window)))
        answer(window, qtbot, "Cancel")
    assert door.connections == 0


def test_the_readers_yes_counts_for_one_link_alone(open_window, qtbot, tmp_path, door):
    window = open_window()
    on_screen = screen(window)
    on_screen.open_requests.take(read_opening([app_link(door.url("/une"), door.url("/deux"))], tmp_path))
    answer(window, qtbot, "Save")
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 1)  # the one that was asked about first
    answer(window, qtbot, "Cancel")
    qtbot.waitUntil(lambda: not any(entry.active for entry in on_screen.save_queue.entries))
    assert len(on_screen.summaries) == 1


def test_after_a_no_the_others_wait_in_the_tray_and_can_be_tried_again(open_window, qtbot, tmp_path, door):
    window = open_window()
    queue = screen(window).save_queue
    words = [app_link(*(door.url(f"/{number}") for number in range(4)))]
    screen(window).open_requests.take(read_opening(words, tmp_path))
    qtbot.waitUntil(lambda: len(queue.entries) == 4 and not any(e.active for e in queue.entries))
    answer(window, qtbot, "Cancel")
    assert len(queue.entries) == 3 and not local_questions(window) and door.connections == 0
    assert {entry.error.kind for entry in queue.entries} == {"local-address"}
    screen(window).retry_wanted.emit(queue.entries[0])
    answer(window, qtbot, "Save")
    qtbot.waitUntil(lambda: len(screen(window).summaries) == 1)


def test_what_the_reader_names_himself_is_not_asked_about(open_window, qtbot, tmp_path, door):
    window = open_window()
    on_screen = screen(window)
    on_screen.open_requests.take(read_opening([door.url("/argument")], tmp_path))
    on_screen.give_links([door.url("/typed", "127.0.0.0x1")])
    (tmp_path / "a.url").write_text(f"[InternetShortcut]\nURL={door.url('/allowed')}\n")
    opening = read_opening([str(tmp_path / "a.url")], tmp_path)
    on_screen.open_requests.take(Opening(files=opening.files, allow_local=True))
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 3)
    assert not local_questions(window)


def with_lists(folder, url, library="library"):
    """An article of a public address that names a link in its text, at its end and as its source's latest."""
    made = LibraryPaths(folder / library)
    make_empty(made.root)
    lead = paragraph(1, "Voir la suite de ce sujet", BlockKind.RELATED, url=url)
    named = (ArticleLink("Tout autre chose", url, section="Ville"),)
    page_url = "https://journal.example/une"
    document = Document(page_url, "Une rentrée", (lead,), "", language="fr", site="Journal", latest=named)
    with LibrarySession.open(made) as session:
        return session.articles.add(document, page_url, "journal.example/une", "2026-11-25T08:00:00")


# Where a reader clicks: each presses and releases the button of the mouse at the link's place.


def click_link_in_text(window, qtbot):
    view = screen(window).view
    qtbot.waitUntil(lambda: "la suite" in view.toPlainText())
    qtbot.settle(window)
    cursor = view.document().find("la suite")
    QTest.mouseClick(view.viewport(), LEFT, pos=view.cursorRect(cursor).center() - QPoint(8, 0))


def click_link_at_the_end(window, qtbot):
    view = screen(window).view
    bar = view.verticalScrollBar()

    def on_screen():
        bar.setValue(bar.maximum())
        spots = [button.mapTo(view, button.rect().center()) for button in save_buttons(window)]
        return len(spots) == 1 and view.rect().contains(spots[0])

    qtbot.waitUntil(on_screen)
    QTest.mouseClick(save_buttons(window)[0], LEFT)


def save_buttons(window):
    found = screen(window).end_block.findChildren(QPushButton)
    return [button for button in found if button.accessibleName().startswith("Save: ") and button.isVisible()]


def click_link_in_list(window, qtbot):
    on_screen = screen(window)
    rows = on_screen.sidebar_rows
    (latest,) = [item for item in rows.named() if item.text() == "Latest articles"]
    QTest.mouseClick(rows.viewport(), LEFT, pos=rows.visualItemRect(latest).center())
    view = on_screen.link_list.view
    qtbot.waitUntil(lambda: view.isVisible() and view.model().rowCount() == 1)
    row = view.visualRect(view.model().index(0, 0))
    QTest.mouseClick(view.viewport(), LEFT, pos=button_place(row, view.layoutDirection(), NEW).center())


CLICKS = (click_link_in_text, click_link_at_the_end, click_link_in_list)


@pytest.mark.parametrize("click", CLICKS, ids=lambda use: use.__name__)
def test_an_article_leads_to_nothing_more_local_than_its_page(open_window, qtbot, tmp_path, door, click):
    article = with_lists(tmp_path, door.url("/suite", "127.0.0.0x1"))
    window = open_window(links_open="save")
    on_screen = screen(window)
    on_screen.open_article(article)
    qtbot.waitUntil(lambda: on_screen.article_id == article)
    click(window, qtbot)
    qtbot.waitUntil(lambda: bool(local_questions(window)))
    assert door.connections == 0
    answer(window, qtbot, "Save")
    qtbot.waitUntil(lambda: on_screen.articles.counts()["all"] == 2)


def test_nothing_is_told_to_have_failed_while_the_reader_is_asked_about_it(
    open_window, qtbot, tmp_path, door
):
    """A card beside the question would fold into the line after a while and move the question's buttons."""
    window = open_window()
    tray = screen(window).save_tray
    by_app_link(window, door, tmp_path)
    qtbot.waitUntil(lambda: bool(local_questions(window)))
    assert len(tray.entries) == 1
    qtbot.waitUntil(lambda: not tray.items and tray.line.isHidden())
    answer(window, qtbot, "Save")
    qtbot.waitUntil(lambda: len(screen(window).summaries) == 1)
    assert len(tray.items) == 1, "which says that it is saved"


def test_a_page_of_the_readers_own_network_may_lead_on_within_it(open_window, qtbot, tmp_path, door):
    window = open_window(links_open="save")
    on_screen = screen(window)
    on_screen.give_links([door.url("/interne")])  # which links to /suite, as every page of the door
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 1)
    article = on_screen.summaries[0].id
    on_screen.open_article(article)
    qtbot.waitUntil(lambda: on_screen.article_id == article)
    click_link_in_text(window, qtbot)
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 2)
    assert not local_questions(window)


@pytest.mark.parametrize("known", [True, False], ids=["named by a link", "kept by an earlier version"])
def test_a_kept_link_is_tried_again_as_whoever_named_it_may(open_window, qtbot, tmp_path, door, known):
    paths = LibraryPaths(tmp_path / "library")
    make_empty(paths.root)
    with LibrarySession.open(paths) as session:
        keep_link(session, door.url("/a"), ReaderError("server-error"), (), Origin(NamedBy.APP_LINK))
        keep_link(session, door.url("/b"), ReaderError("server-error"))
        with session.database.write() as rows:
            run = rows.connection().exec_driver_sql
            run("UPDATE pending_retry SET next_at = ''")
            if not known:
                run("DELETE FROM pending_origin WHERE pending_id = 1")
    window = open_window()
    qtbot.waitUntil(lambda: [row.title for row in screen(window).summaries] == ["Porte b"])
    qtbot.waitUntil(lambda: bool(local_questions(window)))
    assert door.connections == 1, "the one that the reader typed"
    answer(window, qtbot, "Save")
    qtbot.waitUntil(lambda: len(screen(window).summaries) == 2)


def test_a_copy_of_a_public_page_is_not_fetched_again_from_this_computer(open_window, qtbot, tmp_path, door):
    """The name of the page leads here by now: what counts is where the copy came from."""
    article = saved_page(tmp_path, [])
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session, session.database.write() as rows:
        rows.connection().exec_driver_sql("UPDATE article SET requested_url = ?", (door.url("/une"),))
    window = open_window()
    on_screen = screen(window)
    on_screen.saving.refetch(on_screen.articles.summary(article))
    qtbot.waitUntil(lambda: bool(local_questions(window)))
    assert door.connections == 0
    answer(window, qtbot, "Save")
    qtbot.waitUntil(lambda: door.connections == 1)
    qtbot.waitUntil(lambda: not any(entry.active for entry in on_screen.save_queue.entries))
    assert [entry.state for entry in on_screen.save_queue.entries] == [SaveState.UPDATED]


def test_a_name_that_leads_to_this_computer_is_judged_by_where_it_leads(open_window, qtbot, tmp_path, door):
    host = socket.gethostname()
    try:
        here = {address[4][0] for address in socket.getaddrinfo(host, door.port, type=socket.SOCK_STREAM)}
    except OSError:
        here = set()
    if not any(address.startswith("127.") for address in here):
        pytest.skip("the name of this computer does not lead to its loopback address")
    window = open_window()
    screen(window).open_requests.take(read_opening([app_link(door.url("/a", host))], tmp_path))
    qtbot.waitUntil(lambda: bool(local_questions(window)))
    assert door.connections == 0 and host in question_text(local_questions(window)[0])
