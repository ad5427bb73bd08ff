"""What stands over the list of the morning: how much there is to read, what goes on, what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reader.core.errors import ReaderError
from reader.gui.text.messages import fill, words
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import label, push_button


class MorningState(Enum):
    """How the morning stands: made ready, on its way, not by itself, or not at all."""

    READY = "ready"
    BUSY = "busy"
    HELD = "held"
    PRIVATE = "private"
    OFFLINE = "offline"
    FAILED = "failed"
    WITHOUT_SOURCES = "without-sources"


@dataclass(frozen=True, slots=True)
class MorningReport:
    """What is told: `articles` with `minutes` of reading; `step` of `total` of what goes on, `doing`; how
    many sources `failed`; the `error` that ended it."""

    state: MorningState = MorningState.READY
    articles: int = 0
    minutes: int = 0
    doing: str = ""
    step: int = 0
    total: int = 0
    failed: int = 0
    error: ReaderError | None = None


class MorningHead(ThemedWidget, QWidget):
    """Two lines and their buttons.

    Signals: `read_wanted()`: open the first; `make_wanted()`: look for what is new; `cancel_wanted()`: break
    that off; `follow_wanted()`: follow a source.
    """

    read_wanted = Signal()
    make_wanted = Signal()
    cancel_wanted = Signal()
    follow_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = MorningReport()
        self.amount, self.about = label("meta", wrap=True), label("meta", wrap=True)
        self.read, self.make, self.cancel = push_button("primary"), push_button(), push_button()
        self.follow = push_button("primary")
        row = QHBoxLayout()
        row.setSpacing(8)
        for button, news in (
            (self.read, self.read_wanted),
            (self.follow, self.follow_wanted),
            (self.make, self.make_wanted),
            (self.cancel, self.cancel_wanted),
        ):
            button.clicked.connect(news)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.amount)
        column.addWidget(self.about)
        column.addLayout(row)

    def show_words(self, told: MorningReport) -> None:
        """Say how the morning stands."""
        self._told = told
        self.retranslate()

    def retranslate(self) -> None:
        told = self._told
        self.setAccessibleName(self.tr("This morning"))
        amount = self.tr("%n article(s)", "", told.articles)
        minutes = self.tr("%n min of reading", "", told.minutes)
        self.amount.setText(f"{amount} · {minutes}")
        self.amount.setVisible(bool(told.articles))
        about = self._about()
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.read.setText(self.tr("Read"))
        self.follow.setText(self.tr("Follow a source…"))
        again = told.state in (MorningState.FAILED, MorningState.OFFLINE)
        self.make.setText(self.tr("Try again") if again else self.tr("Look for what is new"))
        self.cancel.setText(self.tr("Cancel"))
        busy, none = told.state is MorningState.BUSY, told.state is MorningState.WITHOUT_SOURCES
        self.read.setVisible(bool(told.articles))
        self.follow.setVisible(none)
        self._fill_follow(not told.articles)
        self.make.setVisible(not busy and not none and told.state is not MorningState.PRIVATE)
        self.cancel.setVisible(busy)

    def _fill_follow(self, filled: bool) -> None:
        """One filled button at most: with something to read it is the one that opens it."""
        kind = "primary" if filled else ""
        if self.follow.property("kind") != kind:
            self.follow.setProperty("kind", kind)
            self.follow.style().unpolish(self.follow)
            self.follow.style().polish(self.follow)

    def _about(self) -> str:
        told = self._told
        if told.state is MorningState.BUSY:
            return self._doing()
        if told.state is MorningState.FAILED and told.error is not None:
            return f"{words(told.error.title)} {words(told.error.hint)}"
        if told.state is MorningState.WITHOUT_SOURCES and not told.articles:
            return ""  # the empty list below says what comes here
        lines = {
            MorningState.HELD: self.tr("Not fetched by itself on this connection, or on battery."),
            MorningState.PRIVATE: self.tr("Nothing is fetched: private reading is on."),
            MorningState.OFFLINE: self.tr("There is no connection. What is here can be read."),
            MorningState.WITHOUT_SOURCES: self.tr("What your sources bring each day comes here, to be read."),
        }
        failed = fill(self.tr("Sources that failed: {count}"), count=told.failed) if told.failed else ""
        return lines.get(told.state, failed)

    def _doing(self) -> str:
        told = self._told
        steps = {
            "feeds": self.tr("Looking at the sources"),
            "fetching": self.tr("Saving what is new"),
            "translating": self.tr("Translating"),
        }
        step = steps.get(told.doing, self.tr("Looking at the sources"))
        if not told.total:
            return f"{step}…"
        amount = fill(self.tr("{done} of {total}"), done=told.step, total=told.total)
        return fill(self.tr("{step}: {amount}"), step=step, amount=amount)
