"""Pictures checked before they are kept: bombs and fakes refused, large ones made smaller, SVG drawn.

Runs in the extraction worker. Sizes are read from the header before anything is decoded.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.saving.pictures.svg import draw_svg, looks_like_svg

if TYPE_CHECKING:
    from PIL import Image

WIDEST = 1600
"""Pixels; wider pictures are made smaller."""

_TALLEST = 6_000  # px; an infographic may be tall, a screen is not
_MOST_PIXELS = 40_000_000
_LEAST = 3  # px; what is smaller is a tracker
_LARGEST = 10 * 1024 * 1024  # bytes
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "AVIF", "BMP")
_KEPT = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
_QUALITY = 85


@dataclass(frozen=True, slots=True)
class CheckedPicture:
    """A picture fit to be stored and shown: sizes in px, `digest` the SHA-256 of `data` in hex."""

    data: bytes
    mime: str
    width: int
    height: int
    digest: str


def check_picture(data: bytes) -> CheckedPicture:
    """Check a fetched picture; wide ones are re-encoded, SVG becomes PNG, the rest stays byte for byte.

    Raises:
        ReaderError: `bad-picture`: no picture, damaged, cut short, a bomb, or a tracker's pixel.
    """
    if not data or len(data) > _LARGEST:
        raise ReaderError("bad-picture", f"{len(data)} bytes")
    if looks_like_svg(data):
        return _checked(draw_svg(data, WIDEST))
    return _checked(data)


def _checked(data: bytes) -> CheckedPicture:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return _opened(data)
    except ReaderError:
        raise
    except (
        OSError,
        ValueError,
        SyntaxError,
        TypeError,
        KeyError,
        IndexError,
        OverflowError,
        EOFError,
    ) as error:
        raise ReaderError("bad-picture", f"{type(error).__name__}: {error}"[:200]) from error
    except (Warning, Image.DecompressionBombError, MemoryError, NotImplementedError, AttributeError) as error:
        raise ReaderError("bad-picture", type(error).__name__) from error


def _opened(data: bytes) -> CheckedPicture:
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        width, height = image.size
        if width * height > _MOST_PIXELS:
            raise ReaderError("bad-picture", f"{width}x{height} pixels")
        if min(width, height) < _LEAST:
            raise ReaderError("bad-picture", "a pixel, not a picture")
        kind = str(image.format)
        fits = width <= WIDEST and height <= _TALLEST
        if kind == "JPEG" and not fits:
            image.draft("RGB", (WIDEST, min(height, _TALLEST)))
        image.load()
        turned = image.getexif().get(0x0112, 1) if kind in ("JPEG", "WEBP") else 1
        if fits and kind in _KEPT and image.mode != "CMYK" and turned == 1:
            return _picture(data, _KEPT[kind], width, height)
        return _encoded(image)


def _encoded(image: Image.Image) -> CheckedPicture:
    from PIL import Image, ImageOps

    turned = ImageOps.exif_transpose(image) or image
    clear = turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info
    picture = turned.convert("RGBA" if clear else "RGB")
    if picture.width > WIDEST or picture.height > _TALLEST:
        picture.thumbnail((WIDEST, _TALLEST), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if clear:
        picture.save(out, "PNG", optimize=True)
    else:
        picture.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return _picture(out.getvalue(), "image/png" if clear else "image/jpeg", picture.width, picture.height)


def _picture(data: bytes, mime: str, width: int, height: int) -> CheckedPicture:
    return CheckedPicture(data, mime, width, height, hashlib.sha256(data).hexdigest())
