"""A small screen, or a desktop whose text is twice as large: nothing is cut, leaves the screen or scrolls
sideways."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.limits import LIMIT


@pytest.mark.parametrize("code", ["fr", "ar"])  # English words are shorter than French ones
@pytest.mark.parametrize(("size", "times"), [((1280, 800), 2), ((1024, 600), 1)])
def test_everything_has_room_on_a_small_screen_or_with_text_twice_as_large(tmp_path, code, size, times):
    width, height = size
    shape = {"name": "one", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96 * times}
    screens = tmp_path / "screens.json"
    screens.write_text(json.dumps({"screens": [{**shape, "logicalBaseDpi": 96, "dpr": 1}]}), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.support.double_text_window", str(tmp_path / "library"), code],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screens}"},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["ratio"], told["screen"]) == (times, [width // times, height // times])
    assert told["found"] == {}
