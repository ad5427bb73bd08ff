"""What an examination of the library found, and the repair of what can be repaired."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reader.core.messages import isolate
from reader.core.model import Check
from reader.gui.cards.card_text import listed
from reader.gui.library_dialog import LibraryDialog

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.context import WindowContext


_NAMED = 3
"""Articles named of one check."""


class CheckDialog(LibraryDialog):
    """Examines at once when it opens; repairs when asked."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(
            context,
            self.tr("Check library"),
            self.tr("Looks whether every article, picture and index entry is as it was stored."),
        )
        self.checks: list[Check] = []
        self.repair_button = self.add_button(self.tr("Repair"), lambda: self.examine(True), primary=True)
        self.repair_button.hide()
        self.examine(False)

    def examine(self, repair: bool) -> None:
        """Examine the library; with `repair`, mend what can be mended."""
        session = self.context.library.session
        if session is None:
            return

        def work(progress: Progress) -> tuple[list[Check], dict[int, str]]:
            from reader.services.backup.check_library import check_library, titles_of

            checks = check_library(session, repair, progress)
            return checks, titles_of(session, [i for check in checks for i in check.articles[:_NAMED]])

        doing = self.tr("Repairing…") if repair else self.tr("Checking…")
        self.work("network", work, self._show, doing)

    def name_of(self, check: Check) -> str:
        """What a check looked at."""
        return {
            "integrity": self.tr("The library’s file"),
            "references": self.tr("Links inside the library"),
            "version": self.tr("Version of the file"),
            "texts": self.tr("Texts of the articles"),
            "pictures": self.tr("Pictures"),
            "orphans": self.tr("Pictures of no article"),
            "leftovers": self.tr("Leftovers of interrupted work"),
            "search index": self.tr("Search index"),
            "index": self.tr("Search index"),
            "models": self.tr("Translation models"),
            "given-up disks": self.tr("Libraries on disks that were given up"),
        }.get(check.name, check.name)

    def state_of(self, check: Check) -> str:
        """What a check found, in words."""
        if check.repaired:
            return self.tr("Repaired")
        return self.tr("Sound") if check.ok else self.tr("Needs attention")

    def told(self, check: Check, titles: Mapping[int, str]) -> str:
        """What a check found and what to do about it; empty when there is nothing to say."""
        if check.repaired:
            return {
                "pictures": self.tr("%n picture(s) will be fetched again.", "", check.count),
                "orphans": self.tr("%n picture(s) removed.", "", check.count),
                "leftovers": self.tr("%n file(s) removed.", "", check.count),
                "search index": self.tr("It was made anew."),
            }.get(check.name, "")
        if check.ok:
            return ""
        found = {
            "integrity": self.tr("It is damaged: restore a backup, or rescue what can be read."),
            "references": self.tr("%n entry(ies) belong to nothing any more.", "", check.count),
            "version": self.tr("It was made by another version of Liseuse."),
            "texts": self.tr("%n article(s) damaged: save them again.", "", check.count),
            "pictures": self.tr("%n picture(s) missing or damaged.", "", check.count),
            "orphans": self.tr("%n picture(s) take up room.", "", check.count),
            "leftovers": self.tr("%n file(s) take up room.", "", check.count),
            "search index": self.tr("It does not fit the texts; repairing makes it anew."),
        }.get(check.name, isolate(check.detail))
        named = [isolate(titles[i]) for i in check.articles[:_NAMED] if i in titles]
        more = "…" if len(check.articles) > _NAMED else ""
        return f"{found}\n{listed((*named, more))}" if named else found

    def _show(self, found: tuple[Sequence[Check], Mapping[int, str]]) -> None:
        checks, titles = found
        self.checks = list(checks)
        self.clear()
        for check in checks:
            mark = ("circle-check", "ok") if check.ok else ("triangle-alert", "warn")
            state = self.state_of(check)
            told = self.told(check, titles)
            detail = f"{state} · {told}" if told else state
            self.add_row(self.name_of(check), detail, mark)
        wrong = sum(not check.ok for check in checks)
        self.repair_button.setVisible(wrong > 0)
        sound = self.tr("Everything is sound.")
        self.say(self.tr("%n point(s) need attention.", "", wrong) if wrong else sound)
        if any(check.repaired for check in checks):
            self.context.library.refresh()
