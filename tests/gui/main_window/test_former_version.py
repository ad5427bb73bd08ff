"""What version 0.1 left behind opens in this version: its library, its options and the reader's own keys."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from reader.gui.keyboard.keymap import own_keys_of
from tests.gui.support.screen import screen

STORED = Path(__file__).parents[2] / "data" / "libraries"
OPTIONS = {
    "theme": "dark",
    "text_size": 5,
    "last_view": "all",
    "last_article": 1,
    "interface_language": "fr",
    "own_keys": json.dumps({"article.favourite": ["W"], "a.command.of.then": ["Z"]}),
    "an_option_of_then": [1, 2],
    "welcomed": True,
    "sample_added": True,
}


@pytest.mark.parametrize("revision", sorted(folder.name for folder in STORED.iterdir()))
def test_a_library_options_and_keys_of_a_former_version_open(tmp_path, open_window, qtbot, revision):
    root = tmp_path / "library"
    root.mkdir()
    shutil.copy(STORED / revision / "library.db", root / "library.db")
    (root / "settings.json").write_text(json.dumps(OPTIONS), "utf-8")
    for path in (root, *root.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    window = open_window(interface_language="fr")
    qtbot.waitUntil(lambda: screen(window).article_id == OPTIONS["last_article"])
    session = screen(window).library.session
    assert session is not None and not session.read_only
    ids = session.articles.ids("all")
    assert len(ids) == 3
    settings = screen(window).settings
    assert (settings.text("theme"), settings.number("text_size")) == ("dark", 5)
    assert own_keys_of(settings.text("own_keys")) == {"article.favourite": ("W",)}
    for article in ids:
        screen(window).open_article(article)
        qtbot.waitUntil(lambda article=article: screen(window).article_id == article)
        assert screen(window).view.toPlainText().strip()
    assert session.damaged_files() == []
    assert list((root / "backups").glob("before-*.db"))
