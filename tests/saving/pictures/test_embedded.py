"""`data:` pictures leave the text and come back as files."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.saving.pictures.data_pictures import embedded_address, is_embedded, take_embedded
from tests.page_samples import data_address, picture

PHOTO = picture()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">' + b"<circle r='4'/>" * 60 + b"</svg>"


@pytest.mark.parametrize(
    ("written", "data", "ending"),
    [
        (f'"{data_address(PHOTO)}"', PHOTO, ".jpg"),
        (f"'{data_address(PHOTO, 'image/webp')}'", PHOTO, ".webp"),
        (f"{data_address(PHOTO, 'image/png')} ", PHOTO, ".png"),
        (f'"{data_address(PHOTO).replace("+", "%2B")}"', PHOTO, ".jpg"),
        (f'"{data_address(PHOTO).replace("base64,", "base64," + chr(10))}"', PHOTO, ".jpg"),
        (f'"data:image/svg+xml;charset=utf-8,{quote(SVG)}"', SVG, ".svg"),
    ],
)
def test_a_picture_becomes_an_address(written: str, data: bytes, ending: str) -> None:
    html, found = take_embedded(f"<p>a<img alt=x src={written}>b</p>".encode(), keep_lazy=False)
    ((address, kept),) = found.items()
    assert kept == data and is_embedded(address) and address.endswith(ending)
    assert address.encode() in html and html.startswith(b"<p>a<img alt=x src=") and html.endswith(b">b</p>")


def test_the_same_picture_twice_is_one() -> None:
    image = f'<img src="{data_address(PHOTO)}">'.encode()
    html, found = take_embedded(image * 2, keep_lazy=True)
    assert len(found) == 1 and html.count(embedded_address(PHOTO, "jpg").encode()) == 2


@pytest.mark.parametrize(
    "image",
    [
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==">',
        '<img src="data:image/png;base64,@@@@' + "x" * 2000 + '">',
        "<p>data: a word</p>",
        '<img src="data:,">',
    ],
)
def test_placeholders_and_nonsense_stay(image: str) -> None:
    assert take_embedded(image.encode(), keep_lazy=False) == (image.encode(), {})


def test_a_lazy_picture_of_a_fetched_page_keeps_its_true_address() -> None:
    image = f'<img data-src="https://a.example/true.jpg" src="{data_address(PHOTO)}">'.encode()
    assert take_embedded(image, keep_lazy=True) == (image, {})
    html, found = take_embedded(image, keep_lazy=False)
    assert len(found) == 1 and b"data:image" not in html


def test_fonts_and_styles_are_emptied() -> None:
    font = base64.b64encode(b"f" * 90_000).decode()
    html, found = take_embedded(f"<style>a{{src:url(data:font/woff2;base64,{font})}}</style>".encode(), False)
    assert found == {} and html == b"<style>a{src:url()}</style>"


def test_a_background_in_a_style_attribute_ends_where_it_ends() -> None:
    style = f'<i style="background:url(&quot;{data_address(PHOTO)}&quot;) no-repeat">t</i>'
    html, found = take_embedded(style.encode(), keep_lazy=False)
    assert len(found) == 1 and html.endswith(b'&quot;) no-repeat">t</i>')


@given(st.binary(max_size=300), st.booleans())
def test_pages_without_pictures_stay_as_they_are(data: bytes, keep_lazy: bool) -> None:
    assert take_embedded(data.replace(b"data:", b"date:"), keep_lazy)[1] == {}


@given(st.binary(min_size=600, max_size=900))
def test_what_goes_in_comes_out(data: bytes) -> None:
    _, found = take_embedded(f'<img src="{data_address(data)}">'.encode(), keep_lazy=True)
    assert list(found.values()) == [data]
