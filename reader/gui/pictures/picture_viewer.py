"""A picture of the article over the whole window: zoom, pan, the next and the one before, save, copy."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reader.core.model import Direction
from reader.gui.background.picture_loader import PictureRunner, whole_picture
from reader.gui.keyboard.key_resolver import KeyResolver
from reader.gui.keyboard.key_router import press_of
from reader.gui.pictures.picture_canvas import PictureCanvas
from reader.gui.pictures.picture_list import ShownPicture
from reader.gui.text.messages import fill
from reader.gui.theme.theme import Theme, load_theme
from reader.gui.widgets.basics import IconButton, label
from reader.gui.widgets.overlay import Overlay

PAN = 80
"""Px one arrow key moves a zoomed picture by."""

_ICONS = {
    "previous": "arrow-left",
    "next": "arrow-right",
    "out": "minus",
    "in": "plus",
    "save": "download",
    "copy": "copy",
    "close": "x",
}


def _dark(theme: Theme) -> Theme:
    return theme if theme.name in ("dark", "contrast") else load_theme("dark")


_RIGHT_TO_LEFT = "\u200f"


class _Button(IconButton):
    """A button of the viewer."""

    @property
    def theme(self) -> Theme:
        """The viewer's."""
        return _dark(super().theme)


class PictureViewer(Overlay):
    """Covers the window. Esc, Q or a click beside the picture closes it.

    Args:
        theme: the window's theme; pictures stand on a dark ground in all of them.
        window: what it covers.
        pictures: the article's, in reading order.
        run: decodes off the GUI thread.
        resolver: names the keys, whatever the keyboard's layout.
    """

    save_wanted = Signal(object)
    copied = Signal()
    shown = Signal(object)
    """Another picture is shown."""

    def __init__(
        self,
        window: QWidget,
        pictures: list[ShownPicture],
        run: PictureRunner,
        resolver: KeyResolver,
    ) -> None:
        super().__init__(window, (0, 0), shadow=False)
        self._pictures = pictures
        self._run = run
        self._resolver = resolver
        self._index = 0
        self.canvas = PictureCanvas()
        self.canvas.zoomed.connect(self._show_zoom)
        self.caption = label(wrap=True)
        self.count = label()
        self.zoom = label()
        self.buttons = {name: _Button(icon, token="text") for name, icon in _ICONS.items()}
        self._keys = self._make_keys()
        self._lay_out()

    def start(self, index: int) -> None:
        """Open at a picture."""
        self.open(self.canvas)
        self._show(index)

    @property
    def current(self) -> ShownPicture:
        """The picture shown."""
        return self._pictures[self._index]

    def step(self, by: int) -> None:
        """The next picture, or the one before; it stops at the ends."""
        self._show(max(0, min(self._index + by, len(self._pictures) - 1)))

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        if not self.canvas.picture.isNull():
            QGuiApplication.clipboard().setImage(self.canvas.picture)
            self.copied.emit()

    @property
    def theme(self) -> Theme:
        """The dark theme, or High contrast: a picture is looked at in the dark."""
        return _dark(super().theme)

    def apply_theme(self) -> None:
        colors = self.theme.colors
        self.panel.setStyleSheet(
            f"#overlay-panel {{ background: {colors['rail']}; }}"
            f"QLabel {{ color: {colors['text']}; background: transparent; }}"
            f"QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 6px; }}"
            f"QToolButton:hover {{ background: {colors['raised']}; }}"
            f"QToolButton:disabled {{ background: transparent; }}"
        )
        self.canvas.back = self.theme.color("rail")

    def retranslate(self) -> None:
        names = {
            "previous": (self.tr("Previous picture"), "←"),
            "next": (self.tr("Next picture"), "→"),
            "out": (self.tr("Smaller"), "−"),
            "in": (self.tr("Larger"), "+"),
            "save": (self.tr("Save picture as…"), "Ctrl+S"),
            "copy": (self.tr("Copy picture"), "Ctrl+C"),
            "close": (self.tr("Close"), "Esc"),
        }
        for name, (text, key) in names.items():
            self.buttons[name].set_name(text, f"{text.rstrip('…')} ({key})")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        names = self._resolver.candidates(press_of(event))
        act = next((self._keys[name] for name in names if name in self._keys), None)
        if act is not None:
            act()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _make_keys(self) -> dict[str, Callable[[], object]]:
        def on() -> None:
            self.step(1)

        def back() -> None:
            self.step(-1)

        ahead = dict.fromkeys(("Space", "PgDown", "N", "J", "L"), on)
        before = dict.fromkeys(("Shift+Space", "PgUp", "P", "K", "H"), back)
        return {
            **ahead,
            **before,
            "Right": lambda: self._arrow(1, 0),
            "Left": lambda: self._arrow(-1, 0),
            "Down": lambda: self._arrow(0, 1),
            "Up": lambda: self._arrow(0, -1),
            "Home": lambda: self._show(0),
            "End": lambda: self._show(len(self._pictures) - 1),
            **dict.fromkeys(("+", "=", "Ctrl++", "Ctrl+="), lambda: self.canvas.zoom_by(1)),
            **dict.fromkeys(("-", "Ctrl+-"), lambda: self.canvas.zoom_by(-1)),
            **dict.fromkeys(("0", "Ctrl+0"), self.canvas.fit),
            "1": self.canvas.full_size,
            "Ctrl+S": lambda: self.save_wanted.emit(self.current),
            "Ctrl+C": self.copy,
            "Q": self.close_overlay,
        }

    def _arrow(self, right: int, down: int) -> None:
        """Move a zoomed picture; else left and right go on and back, as the article is read."""
        if not self.canvas.fits:
            self.canvas.pan(right * PAN, down * PAN)
            return
        turned = self.current.direction is Direction.RTL
        self.step((-right if turned else right) or down)

    def _lay_out(self) -> None:
        buttons = self.buttons
        buttons["previous"].clicked.connect(lambda: self.step(-1))
        buttons["next"].clicked.connect(lambda: self.step(1))
        buttons["out"].clicked.connect(lambda: self.canvas.zoom_by(-1))
        buttons["in"].clicked.connect(lambda: self.canvas.zoom_by(1))
        buttons["save"].clicked.connect(lambda: self.save_wanted.emit(self.current))
        buttons["copy"].clicked.connect(self.copy)
        buttons["close"].clicked.connect(self.close_overlay)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(8)
        bar.addWidget(self.count)
        bar.addWidget(buttons["previous"])
        bar.addWidget(buttons["next"])
        bar.addStretch(1)
        for part in (buttons["out"], self.zoom, buttons["in"], buttons["save"], buttons["copy"]):
            bar.addWidget(part)
        bar.addSpacing(16)
        bar.addWidget(buttons["close"])
        self.zoom.setMinimumWidth(44)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        foot = QHBoxLayout()
        foot.setContentsMargins(40, 10, 40, 14)
        foot.addWidget(self.caption, 1)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.canvas, 1)
        column.addLayout(foot)

    def _place(self) -> None:
        self.panel.setGeometry(self.rect())

    def _show(self, index: int) -> None:
        self._index = index
        picture = self.current
        self.count.setText(fill(self.tr("{number} of {total}"), number=index + 1, total=len(self._pictures)))
        words = "\n".join(part for part in (picture.words, picture.credit) if part)
        rtl = picture.direction is Direction.RTL
        # A label runs as its first letter does, which may be that of a Latin name.
        self.caption.setText(f"{_RIGHT_TO_LEFT}{words}" if rtl and words else words)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        self.caption.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.caption.setVisible(bool(self.caption.text()))
        self.canvas.setAccessibleName(picture.words or self.tr("Picture"))
        self.buttons["previous"].setEnabled(index > 0)
        self.buttons["next"].setEnabled(index < len(self._pictures) - 1)
        self.canvas.show_picture(QImage())
        self._run(lambda: whole_picture(picture.path), lambda image: self._arrived(picture, image))
        self.shown.emit(picture)

    def _arrived(self, picture: ShownPicture, image: QImage) -> None:
        if not self.isHidden() and self.current is picture:
            self.canvas.show_picture(image)

    def _show_zoom(self) -> None:
        percent = round(self.canvas.scale * self.devicePixelRatioF() * 100)
        self.zoom.setText("" if self.canvas.picture.isNull() else f"{percent}\u00a0%")
