"""Where a drag is, as the events of this version of Qt take it."""

from __future__ import annotations

from typing import Any

import PySide6
from PySide6.QtCore import QPoint, QPointF

PLACE: Any = QPointF if PySide6.__version_info__[:2] >= (6, 12) else QPoint
"""The kind of point that the events of a drag that enters or moves are made with; a drop's is a `QPointF`."""
