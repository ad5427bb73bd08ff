"""Pictures checked before they are kept."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import Any

import pytest
import resvg_py
from PIL import Image, ImageFile

from reader.core.errors import ReaderError
from reader.saving.fetching.fetch import Fetcher
from reader.saving.pictures.check_picture import WIDEST, check_picture
from reader.saving.pictures.svg import draw_svg


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The number of pixels of each picture that is decoded, drawings included."""
    pixels: list[int] = []
    load = ImageFile.ImageFile.load

    def counted(image: ImageFile.ImageFile) -> Any:
        pixels.append(image.size[0] * image.size[1])
        return load(image)

    monkeypatch.setattr(ImageFile.ImageFile, "load", counted)
    yield pixels


def picture(width: int, height: int, kind: str = "PNG", mode: str = "RGB", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), options.pop("color", 90)).save(out, kind, **options)
    return out.getvalue()


def fetched(hostile: Any, name: str) -> bytes:
    fetcher = Fetcher()
    try:
        return fetcher.picture(hostile.url(f"/img/{name}"), hostile.url("/"))
    finally:
        fetcher.close()


@pytest.mark.parametrize(
    ("kind", "mime"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp"), ("GIF", "image/gif")],
)
def test_good_pictures_stay_byte_for_byte(kind: str, mime: str) -> None:
    data = picture(40, 30, kind)
    checked = check_picture(data)
    assert checked.data == data and checked.mime == mime
    assert (checked.width, checked.height) == (40, 30)
    assert checked.digest == hashlib.sha256(data).hexdigest()


def test_wide_pictures_are_made_smaller() -> None:
    checked = check_picture(picture(3200, 1000, "JPEG"))
    assert (checked.width, checked.height, checked.mime) == (WIDEST, 500, "image/jpeg")
    with Image.open(io.BytesIO(checked.data)) as again:
        assert again.size == (WIDEST, 500)


def test_clear_pictures_stay_clear_and_others_become_jpeg() -> None:
    assert check_picture(picture(2000, 10, "PNG", "RGBA", color=(1, 2, 3, 40))).mime == "image/png"
    assert check_picture(picture(2000, 10, "PNG")).mime == "image/jpeg"
    assert check_picture(picture(20, 10, "BMP")).mime == "image/jpeg"
    assert check_picture(picture(20, 10, "JPEG", "CMYK", color=(1, 2, 3, 4))).mime == "image/jpeg"


def test_a_turned_photograph_is_set_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    checked = check_picture(picture(40, 20, "JPEG", exif=exif))
    assert (checked.width, checked.height) == (20, 40)


@pytest.mark.parametrize(
    "name",
    [
        "truncated.png",
        "truncated.jpg",
        "bomb.png",
        "bomb-rgb.png",
        "lie.png",
        "crc.png",
        "text-bomb.png",
        "canvas.gif",
        "lie.bmp",
        "html-as.png",
        "laughs.svg",
        "gz.svgz",
        "svg-deep.svg",
        "svg-use-bomb.svg",
    ],
)
def test_bombs_and_fakes_are_refused_before_they_are_decoded(
    hostile: Any, name: str, decoded: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = fetched(hostile, name)
    drawn: list[str] = []
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **given: drawn.append(given["svg_string"]) or b"")
    with pytest.raises(ReaderError) as caught:
        check_picture(data)
    assert caught.value.kind == "bad-picture" and drawn == []
    assert sum(decoded) <= 64 * 64, "the small one that is cut short, and nothing of a bomb"


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("ok.png", "image/png"),
        ("ok.jpg", "image/jpeg"),
        ("ok.webp", "image/webp"),
        ("anim.gif", "image/gif"),
        ("frames.gif", "image/gif"),
        ("bomb-idat.png", "image/png"),
        ("png-as.jpg", "image/png"),
        ("ok.svg", "image/png"),
        ("svg-script.svg", "image/png"),
        ("svg-external.svg", "image/png"),
        ("svg-file.svg", "image/png"),
        ("svg-huge.svg", "image/png"),
        ("svg-filter.svg", "image/png"),
    ],
)
def test_the_rest_is_kept_by_what_it_is(hostile: Any, name: str, mime: str, decoded: list[int]) -> None:
    data = fetched(hostile, name)
    hostile.reset()
    checked = check_picture(data)
    assert checked.mime == mime and checked.width <= WIDEST
    assert sum(decoded) <= WIDEST * WIDEST
    assert hostile.hits("/hit/") == []


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg", b"\x89PNG\r\n\x1a\n" + bytes(50)])
def test_rubbish_is_refused(data: bytes) -> None:
    with pytest.raises(ReaderError) as caught:
        check_picture(data)
    assert caught.value.kind == "bad-picture"


def test_a_trackers_pixel_is_no_picture() -> None:
    with pytest.raises(ReaderError):
        check_picture(picture(1, 1, "GIF"))


def test_an_svg_is_drawn_at_its_own_size() -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><rect width="200" '
        b'height="100" fill="red"/></svg>'
    )
    with Image.open(io.BytesIO(draw_svg(svg, WIDEST))) as image:
        assert image.size == (200, 100)
        assert image.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


@pytest.mark.parametrize(
    ("inside", "drawn"),
    [
        ("<g>" * 50 + "</g>" * 50, True),
        ("<g>" * 70 + "</g>" * 70, False),
        ("<rect width='1' height='1'/>" * 1_000, True),
        ("<g/>" * 20_001, False),
    ],
    ids=["nested", "too deep", "long", "too long"],
)
def test_a_drawing_is_refused_when_it_is_too_deep_or_too_large(inside: str, drawn: bool) -> None:
    data = f"<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'>{inside}</svg>".encode()
    if drawn:
        assert draw_svg(data, 100).startswith(b"\x89PNG")
    else:
        with pytest.raises(ReaderError) as caught:
            draw_svg(data, 100)
        assert caught.value.kind == "bad-picture"
