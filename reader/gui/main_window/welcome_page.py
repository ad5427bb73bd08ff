"""The first page of a new library: language, a place to drop a link, the sample, what can be trusted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QIcon, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from reader.core.model import ArticleSummary
from reader.gui.cards.card_text import joined, time_text
from reader.gui.main_window.language_card import LanguageCard
from reader.gui.theme.fonts import reading_font
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import IconButton, IconLabel, label, push_button, surface
from reader.gui.widgets.link_field import LinkField
from reader.gui.widgets.segmented_control import Segment
from reader.settings.paths import resource

WIDTH = 640
MARGIN = 24
"""Px above and below the page."""
SIDE = 12
"""Px beside it in a narrow window."""
CORNER = 12
"""Px between the way to the settings and the edges."""
SAMPLE_SPACE = 44
"""Px that the sample's row has around its lines."""

_READ_IN = ("en", "ar", "original")
_LANGUAGES = (("en", "English"), ("fr", "Français"), ("ar", "العربية"))


class _DropArea(ThemedWidget, QFrame):
    """The dashed place that asks for a link; a click anywhere in it goes to the field."""

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMinimumHeight(188)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
        else:
            super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("control"), 2, Qt.PenStyle.DashLine))
        painter.setBrush(self.theme.color("list"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 14, 14)
        painter.end()


class WelcomePage(ThemedWidget, QScrollArea):
    """First run and empty library.

    Signals: `language_chosen(code)`, `links_given(links)`, `sample_wanted(id)`, `models_wanted()`,
    `import_wanted()`.
    """

    language_chosen = Signal(str)
    reading_chosen = Signal(str)
    """The reader chose the language that articles are read in: a code, or `original`."""
    reading_shown = Signal(str)
    """That language as the page shows it now; "" while the page does not ask for it."""
    links_given = Signal(list)
    sample_wanted = Signal(int)
    models_wanted = Signal()
    import_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sample: ArticleSummary | None = None
        self._offer: QWidget | None = None
        self._read_in = ""
        self._state = ("", "")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        page = QWidget()
        surface(page, "page")
        self._column = QWidget(page)
        self._column.setMaximumWidth(WIDTH)
        row = QHBoxLayout(page)
        row.setContentsMargins(SIDE, MARGIN, SIDE, MARGIN)
        row.addStretch(1)
        row.addWidget(self._column, 100)
        row.addStretch(1)
        self._build()
        self.setWidget(page)
        self._settings = IconButton("settings", self)
        self._settings.clicked.connect(self.settings_wanted)

    def _build(self) -> None:
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self._above = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        column.addItem(self._above)
        column.addLayout(self._make_head())
        self._languages = self._make_languages()
        column.addWidget(self._languages)
        self._reading = self._make_reading()
        self._reading.hide()
        column.addWidget(self._reading)
        column.addWidget(self._make_drop_area())
        self._sample_row = self._make_sample()
        column.addWidget(self._sample_row)
        self._bring = push_button("flat", "row")
        self._bring.clicked.connect(self.import_wanted)
        column.addWidget(self._bring, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._make_foot())
        column.addStretch(1)
        self._rows = column

    def _make_head(self) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(QIcon(str(resource("app-icon.svg"))).pixmap(60, 60))
        self._title = label(wrap=True)
        self._title.setStyleSheet("font-size: 28px;")
        self._title.setFont(reading_font(28, semibold=True))
        self._promise = label("muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._promise)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addStretch(1)
        head.addWidget(picture)
        head.addLayout(words, 10)
        head.addStretch(1)
        return head

    def _make_languages(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(8, 8, 8, 8)  # room for the focus ring
        row.setSpacing(12)
        row.addStretch(1)
        self._group = QButtonGroup(box)
        self._cards = [LanguageCard(code, own, box) for code, own in _LANGUAGES]
        for card in self._cards:
            self._group.addButton(card)
            row.addWidget(card)
            card.clicked.connect(lambda _checked=False, code=card.code: self.language_chosen.emit(code))
        row.addStretch(1)
        return box

    def _make_reading(self) -> QWidget:
        """“I read in”, and the languages."""
        box = QWidget()
        self._reading_label = label("muted")
        self.reading = Segment()
        for code in _READ_IN:
            self.reading.add(code, "")
        self.reading.chosen.connect(self.reading_chosen)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(self._reading_label)
        row.addWidget(self.reading)
        row.addStretch(1)
        return box

    def add_offer(self, card: QWidget) -> None:
        """Give what offers models for the language that is read its place.

        It comes a moment after the choice, when the pointer may be on its way to the field: it stands below.
        """
        self._offer = card
        self._rows.insertWidget(self._rows.indexOf(self._sample_row) + 1, card)

    def _make_drop_area(self) -> QWidget:
        self._area = _DropArea(self._column)
        self._area_icon = IconLabel("bookmark-plus", "accent", 28)
        self._area_title = label("pane-title")
        self._area_hint = label("muted", wrap=True)
        self.field = LinkField()
        self.field.setMaximumWidth(420)
        self.field.links_given.connect(self.links_given)
        self._area.clicked.connect(lambda: self.field.setFocus(Qt.FocusReason.MouseFocusReason))
        column = QVBoxLayout(self._area)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        for widget in (self._area_icon, self._area_title, self._area_hint):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.field, 20)
        middle.addStretch(1)
        column.addLayout(middle)
        return self._area

    def _make_sample(self) -> QWidget:
        box = QFrame()
        box.setObjectName("sampleRow")
        self._sample_head = label("section", wrap=True)
        self._sample_title = label("card-title", wrap=True)
        self._sample_hint = label("muted", wrap=True)
        self._read_it = push_button()
        self._read_it.clicked.connect(self._on_read_it)
        words = QVBoxLayout()
        words.setSpacing(2)
        for widget in (self._sample_head, self._sample_title, self._sample_hint):
            words.addWidget(widget)
        row = QHBoxLayout(box)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self._read_it)
        box.hide()
        return box

    def _make_foot(self) -> QBoxLayout:
        self._models_text = label("meta")
        self._models = push_button("flat", "row")
        self._models.clicked.connect(self.models_wanted)
        self._privacy_icon = IconLabel("lock", "muted", 14)
        self._privacy = label("meta")
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.addStretch(1)
        self._models_row = QHBoxLayout()
        for row, pair in (
            (self._models_row, (self._models_text, self._models)),
            (QHBoxLayout(), (self._privacy_icon, self._privacy)),
        ):
            row.setSpacing(6)
            row.addStretch(1)
            for widget in pair:
                row.addWidget(widget)
            row.addStretch(1)
            self._foot.addLayout(row)
        self._foot.addStretch(1)
        return self._foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_settings()
        self._fit_foot()
        if event.size().height() != event.oldSize().height():  # not for the scroll bar of a longer page
            self._place()

    def _place_settings(self) -> None:
        """The way to the settings stands in the corner at the end side, as in the window's other pages."""
        corner = self.viewport().geometry().adjusted(CORNER, CORNER, -CORNER, -CORNER)
        at = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        place = QStyle.alignedRect(self.layoutDirection(), at, self._settings.sizeHint(), corner)
        self._settings.setGeometry(place)

    def _place(self) -> None:
        """Stand a little above the middle, as though there were no offer: its coming moves nothing."""
        rows, room = self._rows, self.maximumViewportSize()  # also while bars stand that a moment later go
        width = min(WIDTH, room.width() - 2 * SIDE)
        for part in (*rows.findChildren(QLayout), rows):  # what they know may be from before they had words
            part.invalidate()
        wanted = rows.heightForWidth(width) if rows.hasHeightForWidth() else rows.sizeHint().height()
        wanted -= self._above.sizeHint().height()
        if self._offer is not None and not self._offer.isHidden():
            offer = self._offer.heightForWidth(width) if self._offer.hasHeightForWidth() else -1
            wanted -= max(offer, self._offer.sizeHint().height()) + rows.spacing()
        free = max(0, room.height() - 2 * MARGIN - wanted)
        self._above.changeSize(0, free * 2 // 5, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        rows.invalidate()

    def _fit_foot(self) -> None:
        """The last line becomes two where it does not fit, and what is said of models wraps where it must."""
        room = min(WIDTH, self.viewport().width() - 2 * SIDE)
        models, privacy = (
            part.fontMetrics().horizontalAdvance(part.text()) for part in (self._models_text, self._privacy)
        )
        models += self._models.sizeHint().width() + 32
        wraps = models > room
        self._models_text.setWordWrap(wraps)
        self._models_row.setStretchFactor(self._models_text, 10 if wraps else 0)
        way = QBoxLayout.Direction
        self._foot.setDirection(way.LeftToRight if models + privacy + 32 <= room else way.TopToBottom)

    @property
    def sample_shown(self) -> bool:
        """Whether the sample can be read."""
        return self._sample is not None

    def show_first_run(self, first: bool) -> None:
        """With the language cards the first time, without them when the library is empty again."""
        self._languages.setVisible(first)
        self._reading.setVisible(first)
        self._tell_reading()
        policy = self._sample_row.sizePolicy()
        policy.setRetainSizeWhenHidden(first)  # the sample comes a moment later and moves nothing
        self._sample_row.setSizePolicy(policy)
        words = (self._sample_head, self._sample_title, self._sample_title, self._sample_hint)
        for part in words:
            part.ensurePolished()
        lines = sum(part.fontMetrics().height() for part in words)
        self._sample_row.setMinimumHeight(lines + SAMPLE_SPACE if first else 0)
        self._place()

    def show_language(self, code: str) -> None:
        """Mark the interface's language."""
        for card in self._cards:
            card.setChecked(card.code == code)

    def show_reading(self, code: str) -> None:
        """Mark the language that articles are read in; one that the page does not offer marks none."""
        self.reading.set_chosen(code)
        self._read_in = code
        self._tell_reading()

    def _tell_reading(self) -> None:
        self.reading_shown.emit("" if self._reading.isHidden() else self._read_in)

    def tell_state(self, sign: str, words: str) -> None:
        """Say in the last line what the sidebar says elsewhere, such as private reading; "" for nothing."""
        self._state = (sign, words)
        self._show_state()

    def _show_state(self) -> None:
        sign, told = self._state
        self._privacy_icon.show_icon(sign if told else "lock", "muted")
        self._privacy.setText(told or self.tr("No account, nothing is sent."))
        self._fit_foot()

    def show_sample(self, summary: ArticleSummary | None) -> None:
        """Offer the sample article, or nothing."""
        self._sample = summary
        self._sample_row.setVisible(summary is not None)
        self.retranslate()

    def focus_first(self) -> None:
        """Put the focus where the page begins: the chosen language, else the field."""
        chosen = self._group.checkedButton()
        target = chosen if chosen is not None and not self._languages.isHidden() else self.field
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def apply_theme(self) -> None:
        self._place_settings()
        self._sample_row.setStyleSheet(
            f"#sampleRow {{ border: 1px solid {self.theme.colors['border']}; border-radius: 8px; }}"
        )

    def retranslate(self) -> None:
        self._title.setText(self.tr("Welcome to Liseuse"))
        self._promise.setText(self.tr("Save articles. Read them anywhere. Translate them on this computer."))
        names = {"en": self.tr("English"), "fr": self.tr("French"), "ar": self.tr("Arabic")}
        for card in self._cards:
            card.name = names[card.code]
            card.setAccessibleName(card.text())
            card.update()
        self._reading_label.setText(self.tr("I read in"))
        for code, name in zip(_READ_IN, ("English", "العربية", self.tr("The original")), strict=True):
            self.reading.set_name(code, name)
        self._area_title.setText(self.tr("Drag a link here"))
        self._area_hint.setText(self.tr("or paste it anywhere with Ctrl+V"))
        if self._sample is not None:
            language = names.get(self._sample.language, self._sample.language)
            self._sample_head.setText(joined((self.tr("Sample article"), language, time_text(self._sample))))
            self._sample_title.setText(self._sample.title)
        self._sample_hint.setText(self.tr("Try the text sizes and the translation."))
        self._read_it.setText(self.tr("Read it"))
        self._bring.setText(self.tr("Bring your articles from elsewhere…"))
        self._models_text.setText(self.tr("Two demonstration models are included."))
        self._models.setText(self.tr("Choose models"))
        self._settings.set_name(self.tr("Settings"))
        self._show_state()

    def _on_read_it(self) -> None:
        if self._sample is not None:
            self.sample_wanted.emit(self._sample.id)
