"""What covers the window while a link is dragged over it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from reader.core.messages import isolate
from reader.gui.saving.given import Given
from reader.gui.theme.fonts import ui_font
from reader.gui.theme.icons import pixmap
from reader.gui.theme.themed_widget import ThemedWidget

_INSET, _AT_EDGE, _RADIUS, _ICON = 20, 4, 16, 52


def _imports(given: Given) -> tuple[Path, ...]:
    """What goes to the import: files of other programs, and folders, which may hold them."""
    return (*given.files.imports, *given.files.folders)


class DropOverlay(ThemedWidget, QWidget):
    """A child over the whole window: `page` at 96 %, a dashed frame, what a drop would do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.spare = QRect()
        """The place of the sidebar's rows, which is left to be seen."""
        self.given = Given()
        """What was shown last."""
        self.keys_known = not QGuiApplication.platformName().startswith("wayland")
        """Whether a drop tells which keys are held: Wayland tells them to the window with the focus only."""
        self._tag = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_given(self, given: Given) -> None:
        """Cover the window and say what a drop would do; files are read at the drop only."""
        self.given = given
        self._tag = ""
        self.setAccessibleName(self.heading)
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()
        self.update()

    def show_tag(self, tag: str) -> None:
        """Say that a drop here gives the article this tag."""
        if tag != self._tag:
            self._tag = tag
            self.setAccessibleName(self.heading)
            self.update()

    @property
    def usable(self) -> bool:
        """Whether a drop does anything."""
        return self.given.usable

    @property
    def heading(self) -> str:
        """The line in large letters."""
        if not self.usable:
            return self.tr("Only web links can be saved")
        if self.given.feed:
            return self.tr("Drop to follow")
        if self._tag:
            return self.tr("Save with the tag {tag}").replace("{tag}", isolate(self._tag))
        if self._only(self.given.files.models):
            return self.tr("Drop to install")
        if self._only(_imports(self.given)):
            return self.tr("Drop to import")
        return self.tr("Drop to save for offline reading")

    @property
    def explanation(self) -> str:
        """What would be saved."""
        given = self.given
        if not self.usable:
            return self.tr("Drag a link, text that holds one, or a link file.")
        if given.feed:
            return self.tr("A source whose new pieces come by themselves")
        if self._only(given.files.models):
            return self.tr("%n translation model(s)", None, given.count)
        if self._only(given.files.folders):
            return self.tr("Folders: exports of other programs, or saved pages")
        if self._only(_imports(given)):
            return self.tr("%n file(s) of another program", None, given.count)
        address = given.page.url if given.page is not None else "".join(given.links[:1])
        if given.count == 1 and address:
            host = (urlsplit(address).hostname or "").removeprefix("www.")
            text = self.tr("1 link · {site} — the article, its pictures and nothing else")
            return text.replace("{site}", isolate(host))
        if given.count == 1:
            return self.tr("The link in this file")
        if given.count > len(given.links):
            return self.tr("%n links and files", None, given.count)
        return self.tr("%n link(s)", None, given.count)

    @property
    def hint(self) -> str:
        """The keys that matter while dragging."""
        if not self.usable:
            return ""
        given = self.given
        if (
            given.files.models or _imports(given) or given.feed or given.count > 1 or not self.keys_known
        ):  # no single article to open, or no way to say so
            return self.tr("Esc to cancel")
        return self.tr("Hold Shift to save and open · Esc to cancel")

    def _only(self, kind: tuple[Path, ...]) -> bool:
        return 0 < len(kind) == self.given.count

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        page = self.theme.color("page")
        page.setAlphaF(0.96)
        if self.spare.isValid():
            painter.setClipRegion(QRegion(self.rect()).subtracted(QRegion(self.spare)))
        painter.fillRect(self.rect(), page)
        painter.setClipping(False)
        self._frame(painter)
        top = self.height() // 2 - 100
        middle = QRect(0, 0, self.width(), self.height())
        icon = pixmap(
            "bookmark-plus" if self.usable else "triangle-alert",
            self.theme.color("accent" if self.usable else "warn"),
            _ICON,
            self.devicePixelRatioF(),
        )
        painter.drawPixmap((self.width() - _ICON) // 2, top, icon)
        top = self._line(painter, middle, top + _ICON + 14, self.heading, 24, 600, "text")
        top = self._line(painter, middle, top + 8, self.explanation, 14, 400, "muted")
        self._line(painter, middle, top + 12, self.hint, 13, 400, "muted")
        painter.end()

    def _frame(self, painter: QPainter) -> None:
        color: QColor = self.theme.color("accent" if self.usable else "warn")
        style = Qt.PenStyle.DashLine if self.usable else Qt.PenStyle.SolidLine
        painter.setPen(QPen(color, 2, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = _AT_EDGE if self.spare.isValid() else _INSET  # round the rows that are left to be seen
        painter.drawRoundedRect(QRectF(self.rect().adjusted(inset, inset, -inset, -inset)), _RADIUS, _RADIUS)

    def _line(
        self, painter: QPainter, area: QRect, top: int, text: str, size: int, weight: int, token: str
    ) -> int:
        """Draw centred text, wrapped to the frame; returns its bottom."""
        painter.setFont(ui_font(size, weight))
        painter.setPen(self.theme.color(token))
        spot = QRect(area.left() + 40, top, area.width() - 80, area.height() - top)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        bounds = painter.boundingRect(spot, int(flags), text)
        painter.drawText(spot, int(flags), text)
        return bounds.bottom()
