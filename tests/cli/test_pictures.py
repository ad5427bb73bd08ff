"""Pictures drawn by the real window in a process of its own: `screenshot` and the demonstration."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.cli.test_commands import liseuse, parsed
from tests.support.limits import LIMIT

TOP = Path(__file__).resolve().parents[2]
PAGES = {"light": "#ffffff", "sepia": "#f8f0e0", "dark": "#1e1f22"}


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make run` leaves without a display."""
    folder = tmp_path_factory.mktemp("demo")
    code = "import sys; from pathlib import Path; from reader.studio import run_demonstration as run; "
    done = subprocess.run(
        [sys.executable, "-c", code + "sys.exit(run(Path(sys.argv[1])))", str(folder)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=TOP,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.models
def test_without_a_display_pictures_and_texts_are_left(
    demonstration: Path, expected: dict[str, object]
) -> None:
    texts = {}
    for code in ("fr", "en", "ar"):
        picture = QImage(str(demonstration / f"liseuse-demo-{code}.png"))
        assert (picture.width(), picture.height()) == (1440, 900)
        texts[code] = (demonstration / f"liseuse-demo-{code}.txt").read_text("utf-8")
    assert str(expected["title"]) in texts["fr"]
    assert "Interpol" in texts["en"] and "États" not in texts["en"]
    arabic = sum("\u0600" <= letter <= "\u06ff" for letter in texts["ar"])
    assert arabic > len(texts["ar"]) / 2
    assert len(set(texts.values())) == 3


@pytest.mark.models
@pytest.mark.parametrize("theme", sorted(PAGES))
def test_an_article_is_drawn_in_each_theme(demonstration: Path, tmp_path: Path, theme: str) -> None:
    file = tmp_path / "shot.png"
    arguments = ("--theme", theme, "--ui", "ar", "--lang", "ar", "--size", "1000x700", "--text-size", "5")
    done = liseuse(
        "--json", "screenshot", "1", "--output", str(file), *arguments, library=demonstration / "library"
    )
    assert parsed(done) == {"path": str(file)}
    picture = QImage(str(file))
    assert (picture.width(), picture.height()) == (1000, 700)
    margin = [picture.pixelColor(20, y) for y in range(150, 690)]
    assert margin.count(QColor(PAGES[theme])) > 400, (
        "the reading pane stands at the left in the Arabic interface"
    )


@pytest.mark.models
def test_reading_mode_is_drawn_with_its_text(demonstration: Path, tmp_path: Path) -> None:
    """It was drawn while the text was still being written for the wider pane."""
    file = tmp_path / "shot.png"
    look = ("--theme", "dark", "--ui", "ar", "--size", "1440x900", "--text-size", "5")
    text = ("--lang", "ar", "--view", "side-by-side", "--mode", "reading")
    library = demonstration / "library"
    done = liseuse("--json", "screenshot", "1", "--output", str(file), *look, *text, library=library)
    assert parsed(done) == {"path": str(file)}
    picture = QImage(str(file))
    column = [picture.pixelColor(x, y) for x in range(170, 700, 5) for y in range(250, 800, 5)]
    assert any(color != QColor(PAGES["dark"]) for color in column)


@pytest.mark.models
def test_a_translation_that_is_not_there_is_said(demonstration: Path, tmp_path: Path) -> None:
    file = tmp_path / "shot.png"
    library = demonstration / "library"
    done = liseuse("--json", "screenshot", "1", "--output", str(file), "--lang", "de", library=library)
    assert parsed(done, 1)["error"]["kind"] == "not-translated"
    assert not file.exists()
    done = liseuse("--json", "screenshot", "99", "--output", str(file), library=library)
    assert parsed(done, 1)["error"]["kind"] == "no-such-article"


def test_no_picture_is_drawn_into_a_pipe(tmp_path: Path) -> None:
    """Qt waits for who reads it, and hears of no Ctrl+C meanwhile."""
    library = tmp_path / "library"
    page = TOP / "resources" / "sample" / "page.html"
    assert parsed(liseuse("--json", "save", str(page), library=library))
    os.mkfifo(tmp_path / "shot.png")
    done = liseuse("--json", "screenshot", "1", "--output", str(tmp_path / "shot.png"), library=library)
    assert parsed(done, 1)["error"]["kind"] == "not-a-file"
