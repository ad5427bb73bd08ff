"""Offers to translate an article anew when a newer model has been installed since."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from reader.core.model import Route
from reader.core.progress import Progress
from reader.gui.background.job_runner import JobRunner
from reader.gui.background.library_controller import LibraryController
from reader.gui.reading.article_content import DONE
from reader.gui.reading.reading_pane import ReadingPane
from reader.gui.translation.pane_translation import PaneTranslation
from reader.services.library_session import LibrarySession


class NewerModels(QObject):
    """Looks after the translation on screen has settled, in the background."""

    def __init__(
        self, pane: ReadingPane, shown: PaneTranslation, library: LibraryController, jobs: JobRunner
    ) -> None:
        super().__init__(pane)
        self._pane = pane
        self._shown = shown
        self._library = library
        self._jobs = jobs
        pane.language_chosen.connect(self.look)

    def look(self) -> None:
        """See whether the stored translation on screen could be a better one today.

        What the last look found is shown until this one answers, and nothing of a translation of an earlier
        run: else better models would be offered for the time of each look.
        """
        state, session = self._pane.presenter.state(), self._library.session
        if state is None or session is None or state.status != DONE or state.route is None:
            return
        article, target, route = self._pane.article_id, self._pane.target, state.route
        if state.started:  # its way was found in this run
            self._shown.newer.setdefault(route.key, bool(state.newer))
        self._shown.outdated(target, self._shown.newer.get(route.key))
        self._jobs.submit(
            "translation",
            partial(_newer, session, route),
            done=partial(self._found, article, target, route),
            failed=lambda _error: self._found(article, target, route, False),
            newest="newer-models",
        )

    def _found(self, article: int, target: str, route: Route, newer: bool) -> None:
        self._shown.newer[route.key] = newer
        content = self._pane.content
        if content is not None and article == content.id and content.state(target).route == route:
            self._shown.outdated(target, newer)


def _newer(session: LibrarySession, stored: Route, progress: Progress) -> bool:
    from reader.services.translation.newer_models import newer_route

    return newer_route(session, stored) is not None
