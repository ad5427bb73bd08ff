"""The first of a window's parts: what its list needs, with the rows that plain SQLite gives at once.

Everything else of the window is made behind rows that can be read already. Where there are none to show
(a new, empty, moved, damaged or foreign library, or a view that only the library proper can list), nothing
is shown here: the window keeps its first frame until every part is made.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication

from reader.gui.background.disk_answer import Steps, answer
from reader.gui.main_window.surfaces import FirstRows
from reader.gui.theme import theme
from reader.services.library.browse_library import is_view

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea

    from reader.gui.article_list.article_model import ArticleModel
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.background.job_runner import JobRunner
    from reader.gui.background.library_controller import LibraryController
    from reader.gui.background.options import Options
    from reader.gui.cards.thumbnails import Thumbnails
    from reader.gui.dialogs.notices import Notices
    from reader.gui.main_window.pages import Pages
    from reader.gui.main_window.panes import Panes
    from reader.gui.main_window.starting_window import StartingWindow

LOADED = (
    "reader.core.model",
    "reader.gui.background.job_runner",
    "reader.gui.background.library_controller",
    "reader.gui.article_list.article_model",
    "reader.gui.cards.card_painter",
    "reader.gui.article_list.list_pane",
    "reader.gui.main_window.panes",
)
"""Modules in the order in which the steps need them: a step of their own each, for loading takes longest."""

_PAINTING = 100
"""ms that other parts wait for what is shown to be painted: a window that is not on screen paints nothing."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What runs and speaks for every part."""

    notices: Notices
    jobs: JobRunner
    library: LibraryController
    options: Options


@dataclass(frozen=True, slots=True)
class FirstList:
    """The list pane, and what it stands in."""

    ground: Ground
    pages: Pages
    panes: Panes
    thumbnails: Thumbnails
    model: ArticleModel
    pane: ListPane
    rows: FirstRows


def make_first_list(window: StartingWindow) -> Steps[FirstList]:
    """Make the list, and show it with its first rows when there are any; the window may live at each `yield`.

    Args:
        window: has no parts yet. What is shown takes the place of its first frame.
    """
    from importlib import import_module

    for name in LOADED:
        import_module(name)
        yield None
    ground = _make_ground(window)
    rows = yield from _read_rows(ground)
    yield None
    found = _make_list(window, ground, rows)
    if window.isVisible() and _can_be_shown(ground, rows):
        _show(window, found)
        yield from painted(found.pane.cards)
    yield None
    return found


def _make_ground(window: StartingWindow) -> Ground:
    from reader.gui.background.job_runner import JobRunner
    from reader.gui.background.library_controller import LibraryController
    from reader.gui.background.options import Options
    from reader.gui.dialogs.notices import Notices
    from reader.gui.theme.fonts import load_fonts

    load_fonts()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.resolve(window.settings.text("theme"), app))  # the system may want another one now
    notices, jobs = Notices(window), JobRunner(window)
    window.jobs = jobs
    jobs.crashed.connect(notices.crash)
    library = LibraryController(window.paths, window.settings, jobs, window)
    return Ground(notices, jobs, library, Options(window.settings, jobs, window))


def _read_rows(ground: Ground) -> Steps[FirstRows]:
    """The rows of the view in which the window opens, in the order chosen; the library takes up both.

    There are none while the disk is silent: the window goes on without them, and they come with the library.
    """
    options, library = ground.options, ground.library
    view = options.first_view()
    library.view = view if is_view(view) else "unread"
    library.sort = options.text("list_sort")
    library.reverse, library.short = options.flag("list_reverse"), options.flag("list_short")
    found = yield from answer(ground.jobs, lambda _progress: library.quick_rows(library.view))
    listing, counts = found if found is not None else (None, {})
    return FirstRows(library.view, listing, counts)


def _make_list(window: StartingWindow, ground: Ground, rows: FirstRows) -> FirstList:
    from reader.gui.article_list.article_model import ArticleModel
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.cards.thumbnails import Thumbnails
    from reader.gui.main_window.pages import Pages
    from reader.gui.main_window.panes import Panes

    # What the rest is made in, from the window downwards: see `Panes.home`.
    pages = Pages(ground.options, window)
    panes = Panes(pages)
    pages.hold(panes)
    thumbnails = Thumbnails(ground.jobs, ground.library.picture_path, window.devicePixelRatioF(), window)
    thumbnails.hold()
    model = ArticleModel(thumbnails.get, window)
    thumbnails.loaded.connect(model.thumbnail_loaded)
    pane = ListPane(model, panes.home)
    panes.hold(pane)
    return FirstList(ground, pages, panes, thumbnails, model, pane, rows)


def _can_be_shown(ground: Ground, rows: FirstRows) -> bool:
    """Whether there are rows, and nothing else takes the place of the list: not the welcome page."""
    return ground.options.flag("welcomed") and rows.listing is not None and bool(rows.listing.ids)


def _show(window: StartingWindow, found: FirstList) -> None:
    """The list takes the place of the first frame, as it will be once every part is made."""
    options, pane, rows = found.ground.options, found.pane, found.rows
    assert rows.listing is not None
    found.panes.restore(options.text("splitter"))
    pane.set_compact(options.text("card_density") == "compact")
    pane.set_reading_speeds(options.reading_speeds())
    pane.translated_titles = options.flag("titles_in_my_language")
    listing = rows.listing
    pane.show_rows(rows.view, listing.rows, rows.counts.get(rows.view, len(listing.ids)), listing.ids)
    pane.open_wanted.connect(window.want_article)
    window.early_keys.listen_to(pane.cards)
    window.setCentralWidget(found.pages)
    last = options.last_article()
    if window.reopens_article:
        pane.select(last)  # before the list takes the focus, and with it its first card
    pane.cards.setFocus(Qt.FocusReason.OtherFocusReason)
    window.tell_list(pane.cards)


class _FirstPaint(QObject):
    """Sees the next time that an area is painted."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self.seen = False
        area.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.seen = True
            watched.removeEventFilter(self)
        return False


def painted(area: QAbstractScrollArea) -> Generator[None, None, None]:
    """Let the window live until an area is painted: what comes next would hold that up."""
    paint, patience = _FirstPaint(area), QDeadlineTimer(_PAINTING)
    while not paint.seen and not patience.hasExpired():
        yield None
    paint.deleteLater()
