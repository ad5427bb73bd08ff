"""What dialogs that work on the library are built from: title, rows in a scrolling body, state, buttons."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.gui.background.job_runner import Job
from reader.gui.text.messages import words
from reader.gui.widgets.basics import (
    IconLabel,
    ProgressBar,
    column_beside_bar,
    hairline,
    label,
    push_button,
    surface,
)
from reader.gui.widgets.whole_dialog import size_over

if TYPE_CHECKING:
    import datetime

    from reader.gui.context import WindowContext

_DATA_FORMAT = QLocale.DataSizeFormat.DataSizeSIFormat


class LibraryDialog(QDialog):
    """Its work runs off the GUI thread; what ends after it was closed is not shown any more.

    Args:
        context: of the window whose library it is.
        title: the dialog's name.
        intro: one or two sentences under it.
        size: width and height in px that it wants.
    """

    def __init__(
        self, context: WindowContext, title: str, intro: str, size: tuple[int, int] = (640, 520)
    ) -> None:
        window = context.window
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context = context
        self._job: Job | None = None
        self.setWindowTitle(title)
        self.resize(size_over(window, size))
        surface(self, "page")
        heading, self.intro = label("dialog-title"), label("muted", wrap=True)
        heading.setText(title)
        self.intro.setText(intro)
        self.status = label("meta", wrap=True)
        self.bar = ProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(title)
        self.bar.hide()
        self.close_button = push_button()
        self.close_button.setText(self.tr("Close"))
        self.close_button.clicked.connect(self.reject)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(8)
        self._foot.addStretch(1)
        self._foot.addWidget(self.close_button)
        body = QWidget()
        self.rows = column_beside_bar(body)
        self.rows.setSpacing(0)
        self.rows.addStretch(1)
        self._area = area = QScrollArea()
        area.setAccessibleName(title)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(body)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        for part in (heading, self.intro, hairline(), area, self.status, self.bar):
            column.addWidget(part)
        column.setStretch(3, 1)
        column.addLayout(self._foot)
        self.status.hide()

    def add_button(self, text: str, action: Callable[[], object], primary: bool = False) -> QPushButton:
        """A button at the foot, before Close."""
        made = push_button("primary" if primary else "")
        made.setText(text)
        made.clicked.connect(lambda: action())
        self._foot.insertWidget(self._foot.count() - 1, made)
        return made

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes down the rows, then along the foot, whatever was made first."""
        self._put_in_order()
        return super().focusNextPrevChild(forward)

    def _put_in_order(self) -> None:
        rows = self.rows.parentWidget()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft

        def place(widget: QWidget) -> tuple[int, int, int, int, int]:
            """The rows as a whole, then what is in each of them line by line, then what stands below."""
            part = widget
            while (parent := part.parentWidget()) is not None and parent not in (rows, self):
                part = parent
            level = 0 if widget is self._area else 1 if part.parentWidget() is rows else 2
            inside = widget.mapTo(part, widget.rect().center())
            across = (part.x(), inside.x())
            return (
                level,
                part.y(),
                -across[0] if rtl else across[0],
                inside.y(),
                -across[1] if rtl else across[1],
            )

        chain = [part for part in self.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for first, second in pairwise(sorted(chain, key=place)):
            QWidget.setTabOrder(first, second)

    def clear(self) -> None:
        """Take every row out."""
        while self.rows.count() > 1:
            item = self.rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows.setStretch(0, 1)

    def show_empty(self, widget: QWidget) -> None:
        """Put what is said of no rows into the middle of their place."""
        self.rows.insertWidget(0, widget, 1)
        self.rows.setStretch(self.rows.count() - 1, 0)

    def add(self, widget: QWidget, line: bool = True) -> None:
        """Add a row at the end, with a hairline below."""
        self.rows.insertWidget(self.rows.count() - 1, widget)
        if line:
            self.rows.insertWidget(self.rows.count() - 1, hairline())

    def add_row(
        self, title: str, detail: str, mark: tuple[str, str] = ("", ""), *buttons: QWidget, name: str = ""
    ) -> QWidget:
        """A row of an icon, two lines and buttons; `mark` is the icon's name and colour."""
        made = QWidget()
        made.setAccessibleName(name or title)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(10)
        if mark[0]:
            row.addWidget(IconLabel(*mark, 18), 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        head, about = label("card-title", wrap=True), label("meta", wrap=True)
        head.setText(title)
        about.setText(detail)
        about.setVisible(bool(detail))
        lines.addWidget(head)
        lines.addWidget(about)
        row.addLayout(lines, 1)
        for button in buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add(made)
        return made

    def say(self, text: str, failed: bool = False) -> None:
        """Say something over the foot; nothing takes the line away."""
        self.status.setProperty("role", "error" if failed else "meta")
        self.status.style().polish(self.status)
        self.status.setText(text)
        self.status.setVisible(bool(text))
        self.bar.setAccessibleName(text or self.windowTitle())
        if text:
            self.context.notices.announce(text, assertive=failed)

    def fail(self, error: ReaderError) -> None:
        """Say what went wrong and what to do."""
        self.ended()
        self.say(f"{words(error.title)} {words(error.hint)}", failed=True)

    def work(
        self, lane: str, work: Callable[[Progress], Any], done: Callable[[Any], object], doing: str = ""
    ) -> Job:
        """Do something while a bar shows that it goes on; what ends before the latest work ends no bar."""
        self.say(doing)
        self.bar.setRange(0, 0)
        self.bar.setVisible(bool(doing))
        self.busy(bool(doing))

        def is_latest() -> bool:
            return shiboken6.isValid(self) and self._job is job

        def finished(result: Any) -> None:
            if is_latest():
                self.ended()
                self.say("")
            if shiboken6.isValid(self):
                done(result)

        job = self._job = self.context.jobs.submit(
            lane,
            work,
            done=finished,
            failed=lambda error: self.fail(error) if shiboken6.isValid(self) else None,
            progress=lambda step, total, _text: self.advance(step, total),
            cancelled=lambda: self.ended() if is_latest() else None,
        )
        return job

    def busy(self, on: bool) -> None:
        """Keep the buttons from being pressed while something goes on; Close stops it."""
        for button in self.findChildren(QPushButton):
            if button is not self.close_button:
                button.setEnabled(not on)

    def ended(self) -> None:
        """Nothing goes on any more."""
        self._job = None
        self.bar.hide()
        self.busy(False)

    def done(self, result: int) -> None:
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    def advance(self, step: int, total: int) -> None:
        """Show how far it is; a total of 0 is not known."""
        if shiboken6.isValid(self):
            self.bar.setRange(0, 1000 if total else 0)
            self.bar.setValue(round(1000 * step / total) if total else 0)


def size_text(size: int) -> str:
    """Bytes in the interface's language."""
    return QLocale().formattedDataSize(size, 0 if size < 1_000_000 else 1, _DATA_FORMAT)


def moment_text(moment: datetime.datetime) -> str:
    """A moment in the reader's time and the interface's language."""
    shown = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(shown, QLocale.FormatType.ShortFormat)
