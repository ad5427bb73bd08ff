from __future__ import annotations

from reader.settings.belonging import COMPUTERS, READERS
from reader.settings.options import OPTIONS
from reader.settings.paths import library_paths, resource


def test_every_option_is_sound() -> None:
    for key, option in OPTIONS.items():
        assert key == option.key
        assert not option.choices or option.default in option.choices, key
        if isinstance(option.default, int) and option.least is not None:
            assert option.least <= option.default, key
        if isinstance(option.default, int) and option.most is not None:
            assert option.default <= option.most, key
        assert bool(option.label) == bool(option.page), f"{key}: shown options have a label and a page"


def test_every_option_is_the_readers_or_the_computers() -> None:
    """A new one has to be put into one of both tables: what the reader chose goes to all his computers."""
    assert OPTIONS.keys() == READERS | COMPUTERS and not READERS & COMPUTERS


def test_no_option_that_sends_asks_or_works_unasked_is_taken_from_other_computers() -> None:
    addresses = {key for key, option in OPTIONS.items() if str(option.default).startswith("http")}
    unasked = {"private_reading", "clipboard_offer", "fetch_pictures", "translation_server", "server_sends"}
    assert not READERS & (addresses | unasked | {key for key in OPTIONS if key.startswith("feeds_on")})


def test_the_library_folder_is_the_chosen_one_then_the_environment_then_the_platforms(
    monkeypatch, tmp_path
) -> None:
    monkeypatch.setenv("LISEUSE_LIBRARY", str(tmp_path / "env"))
    assert library_paths(str(tmp_path / "chosen")).root == tmp_path / "chosen"
    assert library_paths().root == tmp_path / "env"
    monkeypatch.delenv("LISEUSE_LIBRARY")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert library_paths().root == tmp_path / "data" / "liseuse"
    assert library_paths("relative").root.is_absolute()


def test_what_ships_is_found() -> None:
    for name in ("app-icon.svg", "sample/page.html", "models/MODELS.json", "icons/LICENSE", "fonts"):
        assert resource(name).exists(), name
