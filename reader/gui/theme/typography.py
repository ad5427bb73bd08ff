"""Sizes and line heights of the reading text: the five steps of the design, and larger ones to 200 %."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtGui import QFont, QFontMetricsF

from reader.gui.theme.fonts import reading_font

DEFAULT_STEP = 3
NAMED_STEPS = 5
LARGEST_STEP = 12
LARGEST_BODY = 52
"""Twice the body size of A 5."""

GUTTER = 40
"""Room in px on both sides of the column for the cursor bar and the wait marks."""

COLUMN_GAP, NARROWEST_COLUMN = 56, 320
"""Px between two columns of text side by side, and that each of them has at least."""

_SAMPLE = (
    "Réunis pour leur assemblée générale, les responsables ont encouragé les États membres à franchir "
    "un cap décisif dans la lutte contre les crimes numériques. Cette résolution met en avant la "
    "nécessité d’un cadre cohérent, et insiste sur l’importance d’un partage fluide d’informations "
    "entre les pays, quelles que soient"
)


@dataclass(frozen=True, slots=True)
class TextStep:
    """The measures of one text size, all in logical px."""

    body: int
    line: int
    gap: int
    title: int
    title_line: int
    heading: int
    heading_line: int
    arabic: int
    arabic_line: int
    caption: int

    @property
    def arabic_title(self) -> int:
        """Arabic title size: 1.10 times the Latin one."""
        return round(self.title * 1.10)

    @property
    def arabic_title_line(self) -> int:
        """Arabic title line: 1.55 times its size."""
        return round(self.arabic_title * 1.55)

    @property
    def arabic_heading(self) -> int:
        """Arabic sub-heading size, in the proportion of the body."""
        return round(self.heading * self.arabic / self.body)

    @property
    def arabic_heading_line(self) -> int:
        """Arabic sub-heading line."""
        return round(self.arabic_heading * 1.6)

    def with_leading(self, percent: int) -> TextStep:
        """The same size with lines of the running text so many percent as high."""
        if percent == 100:
            return self
        line, arabic = round(self.line * percent / 100), round(self.arabic_line * percent / 100)
        return replace(self, line=line, arabic_line=arabic)


_STEPS = (
    TextStep(15, 24, 15, 26, 32, 18, 24, 18, 34, 12),
    TextStep(17, 27, 17, 29, 36, 20, 27, 20, 38, 12),
    TextStep(19, 30, 19, 33, 40, 23, 30, 22, 42, 13),
    TextStep(22, 35, 22, 38, 46, 26, 34, 26, 48, 14),
    TextStep(26, 41, 26, 44, 53, 31, 40, 31, 58, 16),
)


def text_step(number: int) -> TextStep:
    """The measures of step `number` (1 to 12, limited): five named ones, then 4 px more each."""
    number = max(1, min(number, LARGEST_STEP))
    if number <= NAMED_STEPS:
        return _STEPS[number - 1]
    last = _STEPS[-1]
    body = min(last.body + 4 * (number - NAMED_STEPS), LARGEST_BODY)
    title = last.title + (body - last.body)  # a title that doubled too would fill the window
    heading = round(body * last.heading / last.body)
    arabic = round(body * 1.18)
    return TextStep(
        body=body,
        line=round(body * 1.58),
        gap=body,
        title=title,
        title_line=round(title * 1.2),
        heading=heading,
        heading_line=round(heading * 1.3),
        arabic=arabic,
        arabic_line=round(arabic * 1.87),
        caption=round(last.caption * body / last.body),
    )


def column_width(step: TextStep, characters: int = 68, font: QFont | None = None) -> int:
    """Width in px of a line of so many average characters of the Latin reading font."""
    metrics = QFontMetricsF(font or reading_font(step.body))
    return round(metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * characters)
