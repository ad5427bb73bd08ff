"""Options that the library's folder did not take hold from the next start on; a later choice wins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.app import _Found
from reader.services.library_session import LibrarySession
from reader.services.unstored_acts.acts_file import keep_acts
from reader.services.unstored_acts.library_acts import Chosen
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings

DARK = Chosen("theme", "dark", "system")


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LibraryPaths:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = LibraryPaths(tmp_path / "library")
    LibrarySession.open(made).close()
    return made


def theme(paths: LibraryPaths) -> str:
    """What the file says."""
    return Settings(paths.settings).text("theme")


def test_it_holds_before_the_library_is_open_and_is_stored_by_that(paths: LibraryPaths) -> None:
    keep_acts(paths.root, [DARK, Chosen("theme", "sepia", "dark"), Chosen("text_size", 9, 3)])
    settings = _Found.of(paths).settings
    assert (settings.text("theme"), settings.number("text_size"), theme(paths)) == ("sepia", 9, "system")
    with LibrarySession.open(paths, settings):
        assert theme(paths) == "sepia"


def test_what_another_program_chose_since_stays(paths: LibraryPaths) -> None:
    keep_acts(paths.root, [DARK])
    Settings(paths.settings).set("theme", "light")
    settings = _Found.of(paths).settings
    assert settings.text("theme") == "light"
    with LibrarySession.open(paths, settings):
        assert theme(paths) == "light"


@pytest.mark.parametrize("saved_first", [True, False])
def test_what_the_reader_chooses_before_the_library_is_open_stays(
    paths: LibraryPaths, saved_first: bool
) -> None:
    keep_acts(paths.root, [DARK])
    settings = _Found.of(paths).settings
    settings.hold("theme", "light")
    if saved_first:
        settings.save()
    with LibrarySession.open(paths, settings):
        settings.save()
    assert (settings.text("theme"), theme(paths)) == ("light", "light")


def test_a_window_that_did_not_know_of_it_hears_of_it_as_of_what_another_program_chose(
    paths: LibraryPaths,
) -> None:
    settings = Settings(paths.settings)
    keep_acts(paths.root, [DARK])
    with LibrarySession.open(paths, settings):
        assert settings.text("theme") == "system", "nobody was told yet"
        found = settings.found_elsewhere()
        assert found is not None
        assert settings.take_over(found) == ("theme",)


@pytest.mark.parametrize(
    "option",
    [{"key": "none"}, {"value": "\ud800"}, {"value": [1]}, {"value": "purple"}, {"former": {}}, {"key": 7}],
)
def test_what_is_no_option_keeps_no_window_from_opening(
    paths: LibraryPaths, option: dict[str, object]
) -> None:
    file = keep_acts(paths.root, [DARK, Chosen("text_size", 9, 3)])
    told = json.loads(file.read_text())
    told["acts"][0] |= option
    file.write_text(json.dumps(told))
    settings = _Found.of(paths).settings
    assert (settings.text("theme"), settings.number("text_size")) == ("system", 9)
    with LibrarySession.open(paths, settings):
        assert (theme(paths), Settings(paths.settings).number("text_size")) == ("system", 9)
