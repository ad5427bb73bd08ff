"""Draw the sample article's pictures from their vector sources: `draw_sample.py` after changing one.

The sources in `resources/sample/scenes` are the project's own. Those that the sample shows are written beside
it; the others stand in the README's pictures (`screenshots.py`).
"""

from __future__ import annotations

import io
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[1] / "resources" / "sample"
WIDE, FACE = 1_600, 240
"""Px of a scene and of a face."""
OF_THE_SAMPLE = {
    "marrakech-at-dusk": ("marrakech-interpol-exhorte-les-etats-a-a.jpg", WIDE),
    "author": ("avatar.jpg", FACE),
}


def drawn(scene: str, width: int = WIDE) -> bytes:
    """A scene as JPEG of a width in px."""
    import resvg_py
    from PIL import Image

    source = (SAMPLE / "scenes" / f"{scene}.svg").read_text("utf-8")
    png = bytes(resvg_py.svg_to_bytes(svg_string=source, width=width))
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(out, "JPEG", quality=86, optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    for name, (file, size) in OF_THE_SAMPLE.items():
        (SAMPLE / "pictures" / file).write_bytes(drawn(name, size))
