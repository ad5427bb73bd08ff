"""The sample's pictures are what their vector sources draw, and are saved with it."""

from __future__ import annotations

import io
import runpy
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from reader.services.library_session import LibrarySession
from reader.services.saving.sample_article import add_sample
from reader.settings.paths import LibraryPaths, resource

TOP = Path(__file__).resolve().parents[3]
DRAWING = runpy.run_path(str(TOP / "packaging" / "draw_sample.py"))
ALIKE = 3.0
"""Of 255, how far two drawings may be apart that only another version of a library drew."""


@pytest.mark.parametrize("scene", DRAWING["OF_THE_SAMPLE"])
def test_a_picture_is_its_sources_drawing(scene):
    file, width = DRAWING["OF_THE_SAMPLE"][scene]
    shipped = Image.open(resource("sample") / "pictures" / file)
    drawn = Image.open(io.BytesIO(DRAWING["drawn"](scene, width)))
    assert shipped.size == drawn.size and shipped.width == width
    assert max(ImageStat.Stat(ImageChops.difference(shipped, drawn)).mean) < ALIKE


def test_every_scene_can_be_drawn_and_names_nothing_outside_itself():
    for source in (resource("sample") / "scenes").glob("*.svg"):
        assert Image.open(io.BytesIO(DRAWING["drawn"](source.stem, 160))).width == 160
        text = source.read_text("utf-8")
        assert "href" not in text and "<script" not in text and "<image" not in text


def test_the_sample_is_saved_with_its_lead_picture_and_its_author(tmp_path):
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        document = session.articles.get(add_sample(session)).document
    assert document.lead is not None and (document.lead.width, document.lead.height) == (1600, 900)
    assert document.lead.digest and document.avatar is not None and document.avatar.digest
    assert "Marrakech" in document.lead.caption and "Photo" not in document.lead.caption
