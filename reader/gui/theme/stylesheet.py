"""The application's style sheet (QSS) from colour tokens.

Widgets say what they are through dynamic properties, so that one sheet serves every theme:
`surface` = rail | list | page | raised on panes, `role` = muted | meta | pane-title | dialog-title |
card-title | section | error on labels, `kind` = primary | flat on push
buttons, `kind` = icon on tool buttons,
`scale` = row on push buttons of 28 px, header on progress bars of 4 px.
Nothing here depends on left and right, because a style sheet is not mirrored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_SHEET = """
QWidget { color: @text; }
QMainWindow, QDialog { background: @page; }
*[surface="rail"] { background: @rail; }
*[surface="list"] { background: @list; }
*[surface="page"] { background: @page; }
*[surface="raised"] { background: @raised; }
QFrame[kind="hairline"] { background: @border; border: none; }
QWidget[kind="ruled"] { border: none; border-bottom: 1px solid @border; }
QLabel, QCheckBox, QRadioButton { background: transparent; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="ok"] { color: @ok; }
QLabel[role="meta"] { color: @muted; font-size: 12px; }
QLabel[role="section"] { color: @accent; font-size: 12px; font-weight: 600; }
QLabel[role="card-title"] { font-size: 15px; font-weight: 600; }
QLabel[role="pane-title"] { font-size: 16px; font-weight: 600; }
QLabel[role="dialog-title"] { font-size: 18px; font-weight: 600; }
QLabel[role="error"] { color: @error; font-weight: 600; }
QLabel[kind="keycap"] { background: @raised; color: @muted; border: 1px solid @edge; border-radius: 4px;
  padding: 0 5px; font-size: 11px; min-height: 17px; max-height: 17px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton { background: @raised; border: 1px solid @control; border-radius: 6px; padding: 0 12px;
  min-height: 32px; font-weight: 500; }
QPushButton[scale="row"] { min-height: 26px; padding: 0 10px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @pressed; }
QPushButton:disabled { color: @muted; border-color: @edge; }
QPushButton[kind="primary"] { background: @accent; color: @onaccent; border-color: @accent; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: @accenthover; }
QPushButton[kind="primary"]:disabled { background: @raised; color: @muted; border-color: @edge; }
QPushButton[kind="flat"] { background: transparent; color: @accent; border-color: transparent;
  padding: 0 6px; }
QPushButton[kind="flat"]:hover { background: @hover; }
QPushButton, QToolButton, QCheckBox, QRadioButton { outline: none; }
QToolButton { background: transparent; border: none; border-radius: 6px; }
QToolButton[kind="icon"] { min-width: 34px; max-width: 34px; min-height: 34px; max-height: 34px; padding: 0; }
QToolButton[kind="icon"][scale="row"] { min-width: 28px; max-width: 28px; min-height: 28px;
  max-height: 28px; }
QToolButton[kind="icon"]:hover { background: @hover; }
QToolButton[kind="icon"]:pressed { background: @pressed; }
QToolButton[kind="icon"]:checked { background: @tint; }
QToolButton::menu-indicator { image: none; width: 0; }
QLineEdit, QPlainTextEdit { background: @page; border: 1px solid @control; border-radius: 6px; padding: 0 8px;
  placeholder-text-color: @muted;
  selection-background-color: @accent; selection-color: @onaccent; }
QLineEdit { min-height: 32px; }
QLineEdit[scale="row"] { min-height: 28px; }
QComboBox, QSpinBox { background: @raised; border: 1px solid @control; border-radius: 6px; padding: 0 8px;
  min-height: 30px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: none; width: 0; height: 0; border-width: 5px 4px 0 4px; border-style: solid;
  border-color: @muted @raised @raised @raised; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @control;
  selection-background-color: @tint;
  selection-color: @text; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; }
QComboBox QAbstractItemView::item:selected { background: @tint; color: @accent; }
QTextBrowser { background: @page; border: none; selection-background-color: @accent;
  selection-color: @onaccent; }
QAbstractItemView { background: transparent; border: none; outline: none; }
QHeaderView, QHeaderView::section { background: @list; color: @muted; border: none; }
QHeaderView::section { padding: 4px 8px; font-weight: 600; border-bottom: 1px solid @border; }
QTableCornerButton::section { background: @list; border: none; }
QProgressBar { background: @edge; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QProgressBar[scale="header"] { border-radius: 2px; min-height: 4px; max-height: 4px; }
QProgressBar[scale="header"]::chunk { border-radius: 2px; }
QMenu { background: @raised; border: 1px solid @control; border-radius: 8px; padding: 4px;
  menu-scrollable: 1; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @tint; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @edge; margin: 4px 8px; }
QMenuBar { background: @rail; }
QMenuBar::item:selected { background: @tint; }
QToolTip { background: @raised; color: @text; border: 1px solid @control; padding: 4px 6px; }
QSplitter::handle { background: @border; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; margin: 0; }
QScrollBar:horizontal { height: 12px; margin: 0; }
QScrollBar::handle { background: @control; border: 3px solid transparent; border-radius: 6px; }
QScrollBar::handle:vertical { min-height: 32px; margin: 0 3px; border: none; border-radius: 3px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 3px 0; border: none; border-radius: 3px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""


def stylesheet_of(colors: Mapping[str, str]) -> str:
    """Fill the sheet with a theme's tokens and `edge`.

    Hover is 4 % of `text` laid over `raised`, pressed 8 %.
    """
    mixed = {
        "hover": mix(colors["text"], colors["raised"], 0.04),
        "pressed": mix(colors["text"], colors["raised"], 0.08),
        "accenthover": mix(colors["text"], colors["accent"], 0.08),
    }
    return re.sub(r"@([a-z]+)", lambda found: {**colors, **mixed}[found.group(1)], _SHEET)


def mix(over: str, under: str, share: float) -> str:
    """Lay `share` (0 to 1) of the colour `over` on `under`, both `#RRGGBB`."""
    pairs = ((int(over[i : i + 2], 16), int(under[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)
