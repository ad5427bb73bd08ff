"""A widget's own style: Fusion with a few of its answers changed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget


class OwnStyle(QProxyStyle):
    """Used by one widget, to which it belongs.

    Args:
        widget: takes it at once. hints: the answers that are others than Fusion's.
    """

    def __init__(self, widget: QWidget, hints: Mapping[QStyle.StyleHint, int]) -> None:
        super().__init__("Fusion")
        self._hints = hints
        self.setParent(widget)
        widget.setStyle(self)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 - Qt's own name
    ) -> int:
        own = self._hints.get(hint)
        return super().styleHint(hint, option, widget, returnData) if own is None else own
