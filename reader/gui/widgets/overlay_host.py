"""Which panel lies over the window: one at a time."""

from __future__ import annotations

from PySide6.QtCore import QObject

from reader.gui.widgets.overlay import Overlay


class OverlayHost(QObject):
    """Shows panels over one window; a new one closes the one before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: Overlay | None = None

    def show(self, overlay: Overlay) -> None:
        """Let a panel be the one that lies over the window; Esc closes it."""
        self.close()
        self.shown = overlay
        overlay.closed.connect(lambda: self._on_closed(overlay))

    def close(self) -> bool:
        """Close what is open; says whether something was."""
        if self.shown is None:
            return False
        self.shown.close_overlay()
        return True

    def _on_closed(self, overlay: Overlay) -> None:
        if self.shown is overlay:
            self.shown = None
