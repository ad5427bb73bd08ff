"""Draw the program's icon at every size that desktops ask for: `draw_icons.py FOLDER`."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
SOURCE = TOP / "resources" / "app-icon.svg"
SIZES = (16, 22, 24, 32, 36, 48, 64, 72, 96, 128, 192, 256, 512)


def draw(folder: Path) -> None:
    """Write the hicolor tree, `liseuse.ico` for Windows and `liseuse.icns` for macOS."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(SOURCE))
    for size in SIZES:
        target = folder / "hicolor" / f"{size}x{size}" / "apps" / "liseuse.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        image.save(str(target))
    scalable = folder / "hicolor" / "scalable" / "apps" / "liseuse.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SOURCE, scalable)
    with Image.open(folder / "hicolor" / "512x512" / "apps" / "liseuse.png") as largest:
        largest.save(folder / "liseuse.ico", sizes=[(size, size) for size in (16, 24, 32, 48, 64, 128, 256)])
        largest.save(folder / "liseuse.icns")


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
