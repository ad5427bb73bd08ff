from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.gui.keyboard.keymap import own_keys_of
from reader.services.library_session import LibrarySession
from reader.settings.damaged_files import kept_aside
from reader.settings.options import OPTIONS
from reader.settings.paths import library_paths
from reader.settings.reading_speeds import samples_of
from reader.settings.store import Settings
from tests.support.libraries import make_empty


def test_values_outlive_the_program(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    settings = Settings(path)
    settings.set("theme", "dark")
    settings.set("text_size", 5)
    settings.set("sample_added", True)
    again = Settings(path)
    assert (again.text("theme"), again.number("text_size"), again.flag("sample_added")) == ("dark", 5, True)


def test_defaults_hold_without_a_file(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "none.json")
    assert settings.number("text_size") == 3
    assert not (tmp_path / "none.json").exists()


@pytest.mark.parametrize(("given_", "kept"), [(0, 1), (99, 12), (4, 4)])
def test_numbers_are_brought_within_their_limits(tmp_path: Path, given_: int, kept: int) -> None:
    settings = Settings(tmp_path / "s.json")
    settings.set("text_size", given_)
    assert settings.number("text_size") == kept


def test_wrong_values_are_refused(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.json")
    with pytest.raises(ValueError, match="choices"):
        settings.set("theme", "purple")
    with pytest.raises(ValueError, match="is not int"):
        settings.set("text_size", "big")
    with pytest.raises(KeyError):
        settings.set("no_such_option", 1)


DEEP = "[" * 200_000


@pytest.mark.parametrize(
    "data",
    [
        DEEP.encode(),
        b'{"text_size": ' + b"9" * 20_000 + b"}",
        b'{"interface_language": "\\ud800", "text_size": 4}',
        b'{"text_size": [4], "theme": {"a": 1}}',
        b'{"theme": ' + b'{"a":' * 100_000,
        b"\xff\xfe{}",
        b"[]",
        b"",
        b"{" + b" " * 5_000_000 + b"}",
    ],
    ids=lambda data: ascii(data[:30]),
)
def test_a_damaged_file_is_kept_aside_and_values_can_be_set(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(data)
    settings = Settings(path)
    assert settings.text("theme") == "system"
    settings.set("theme", "dark")
    assert Settings(path).text("theme") == "dark"
    (kept,) = kept_aside(tmp_path)
    assert (tmp_path / kept).read_bytes() == data
    if b'text_size": 4}' in data:
        assert Settings(path).number("text_size") == 4


def test_numbers_beyond_all_limits_are_brought_within(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"text_size": 1e300, "theme": "of a later version", "an option of it": [1]}')
    assert Settings(path).number("text_size") == 12
    assert kept_aside(tmp_path) == []


@pytest.mark.parametrize(
    "text",
    [
        DEEP,
        '{"to": ' + "9" * 9_000 + "}",
        '{"to": "/a\\u0000b"}',
        '{"to": "/\\ud800"}',
        json.dumps({"to": "/" + "a" * 300}),
        json.dumps({"to": "/ab" * 5_000}),
        '{"to": {"to": "/"}}',
        "[]",
    ],
    ids=lambda text: text[:30],
)
def test_a_damaged_pointer_stops_nothing_and_is_kept_aside(tmp_path: Path, text: str) -> None:
    root = tmp_path / "library"
    make_empty(root)
    (root / "moved.json").write_text(text, "utf-8")
    paths = library_paths(str(root))
    assert paths.root == root
    with LibrarySession.open(paths) as session:
        (kept,) = session.damaged_files()
    assert (root / kept).read_text("utf-8") == text and not (root / "moved.json").exists()


@pytest.mark.parametrize("text", [DEEP, "1e999", '{"fr": [[1e999, 1]]}', '{"fr": 3}', "null", "[[]]"])
def test_nonsense_inside_an_option_is_no_value(text: str) -> None:
    assert samples_of(text) == {}
    assert own_keys_of(text) == {}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"theme": 3, "unknown": 1, "text_size": 4}', "\x00\xff"])
def test_a_damaged_file_falls_back_to_what_fits(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.json"
    path.write_text(text, "utf-8")
    settings = Settings(path)
    assert settings.text("theme") == "system"
    assert settings.number("text_size") == (4 if "text_size" in text else 3)


def test_nothing_but_the_file_is_left(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.json")
    settings.set("theme", "sepia")
    settings.reset("theme")
    assert [p.name for p in tmp_path.iterdir()] == ["s.json"]
    assert json.loads((tmp_path / "s.json").read_text()) == {}
    assert stat.S_IMODE((tmp_path / "s.json").stat().st_mode) == 0o600


def test_a_value_holds_before_it_is_written_and_goes_along_with_a_move(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "here.json")
    settings.set("theme", "sepia")
    settings.hold("theme", "dark")
    assert settings.text("theme") == "dark"
    assert Settings(tmp_path / "here.json").text("theme") == "sepia"
    Settings(tmp_path / "there.json").set("text_size", 4)
    settings.follow(tmp_path / "there.json")
    settings.save()
    moved = Settings(tmp_path / "there.json")
    assert (moved.text("theme"), moved.number("text_size")) == ("dark", 4)
    with pytest.raises(ValueError):
        settings.hold("theme", "plaid")


def test_a_value_that_cannot_be_written_still_holds_until_the_end(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = Settings(tmp_path / "file" / "s.json")
    with pytest.raises(ReaderError, match="read-only"):
        settings.set("theme", "dark")
    assert settings.text("theme") == "dark"


@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(
    st.dictionaries(
        st.sampled_from(sorted(OPTIONS)),
        st.one_of(st.text(), st.integers(), st.booleans(), st.floats(allow_nan=False)),
    )
)
def test_no_file_content_stops_the_program(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]
) -> None:
    path = tmp_path_factory.mktemp("s") / "s.json"
    path.write_text(json.dumps(values), "utf-8")
    settings = Settings(path)
    for key, option in OPTIONS.items():
        value = settings._get(key)
        assert type(value) is type(option.default)
        if option.choices:
            assert value in option.choices


def test_what_two_programs_change_is_kept_of_both(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    own, command = Settings(path), Settings(path)
    own.set("theme", "dark")
    command.set("private_reading", True)
    own.set("text_size", 4)
    again = Settings(path)
    assert (again.text("theme"), again.flag("private_reading"), again.number("text_size")) == (
        "dark",
        True,
        4,
    )
    command.reset("private_reading")
    own.set("text_size", 5)
    assert not Settings(path).flag("private_reading") and Settings(path).number("text_size") == 5


def test_what_another_program_wrote_is_taken_over_but_for_what_was_changed_here(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    own, command = Settings(path), Settings(path)
    own.set("theme", "sepia")
    assert own.found_elsewhere() is None, "it is what was written here"
    command.set("private_reading", True)
    command.set("theme", "dark")
    own.hold("theme", "light")
    found = own.found_elsewhere()
    assert found is not None and own.take_over(found) == ("private_reading",)
    assert own.flag("private_reading") and own.text("theme") == "light"
    own.save()
    assert Settings(path).chosen() == {"private_reading": True, "theme": "light"}

    command = Settings(path)
    command.reset("private_reading")
    found = own.found_elsewhere()
    own.set("text_size", 4)
    assert found is not None and own.take_over(found) is None, "what was read before a write is old"
    found = own.found_elsewhere()
    assert found is not None and own.take_over(found) == ("private_reading",)
    assert not own.flag("private_reading") and own.number("text_size") == 4


def test_two_programs_that_write_at_the_same_time_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one writes while this one's file is on its way to a slow disk."""
    path = tmp_path / "s.json"
    Settings(path).set("theme", "sepia")
    own, command = Settings(path), Settings(path)
    flush, waiting = os.fsync, [lambda: command.set("private_reading", True)]

    def slow(file: int) -> None:
        if waiting:
            waiting.pop()()
        flush(file)

    monkeypatch.setattr(os, "fsync", slow)
    own.set("text_size", 4)
    assert Settings(path).chosen() == {"theme": "sepia", "private_reading": True, "text_size": 4}
    assert [file.name for file in tmp_path.iterdir()] == ["s.json"]
