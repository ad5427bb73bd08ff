"""The schema of metadata.json: what is used is checked, what is shown is plain."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.translation.packages.metadata import (
    MAX_METADATA_BYTES,
    checked_metadata,
    read_metadata,
    version_key,
)

GOOD: dict[str, Any] = {
    "package_version": "1.9",
    "argos_version": "1.9.0",
    "from_code": "fr",
    "from_name": "French",
    "to_code": "en",
    "to_name": "English",
}


def test_good_metadata_comes_back() -> None:
    metadata = read_metadata(json.dumps(GOOD).encode())
    assert (metadata.source, metadata.target, metadata.version) == ("fr", "en", "1.9")
    assert read_metadata(metadata.to_json()) == metadata


@pytest.mark.parametrize("code", ["zh", "sgn", "pt-BR", "zh_Hans", "nb"])
def test_codes_of_the_official_index_are_accepted(code: str) -> None:
    assert checked_metadata({**GOOD, "from_code": code}).source == code


@pytest.mark.parametrize(
    "change",
    [
        {"from_code": "../../x"},
        {"from_code": "/abs"},
        {"from_code": "FR"},
        {"from_code": "fr\n"},
        {"from_code": ""},
        {"from_code": None},
        {"from_code": 1},
        {"to_code": []},
        {"to_code": "fr"},
        {"package_version": "1.0/../.."},
        {"package_version": [1]},
        {"package_version": "9" * 50},
        {"from_name": 3},
        {"target_prefix": "a\nb"},
        {"target_prefix": "x" * 1000},
        {"type": "sbd"},
        {"type": "../../evil"},
    ],
)
def test_a_wrong_field_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        checked_metadata({**GOOD, **change})


@pytest.mark.parametrize("key", ["from_code", "to_code", "package_version"])
def test_a_missing_field_is_refused(key: str) -> None:
    with pytest.raises(ValueError):
        checked_metadata({k: v for k, v in GOOD.items() if k != key})


def test_names_lose_control_and_direction_characters() -> None:
    metadata = checked_metadata({**GOOD, "from_name": "<b>\u202eFr\r\n\x00ench" + "x" * 200})
    assert metadata.source_name.startswith("<b>French")
    assert len(metadata.source_name) == 80


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{oops",
        b"[]",
        b"\xff\xfe",
        b"[" * 30_000 + b"]" * 30_000,
        b'{"a":' * 9_000 + b"1" + b"}" * 9_000,
        b" " * (MAX_METADATA_BYTES + 1),
    ],
)
def test_what_is_no_metadata_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        read_metadata(data)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text() | st.sampled_from(sorted(GOOD)), x),
    )
)
def test_any_json_is_refused_or_safe(found: Any) -> None:
    try:
        metadata = checked_metadata(found)
    except ValueError:
        return
    assert "/" not in metadata.source + metadata.target + metadata.version


@given(st.dictionaries(st.sampled_from(sorted(GOOD)), st.text(max_size=12)))
def test_any_texts_are_refused_or_safe(change: dict[str, str]) -> None:
    try:
        metadata = checked_metadata({**GOOD, **change})
    except ValueError:
        return
    assert (metadata.source + metadata.target + metadata.version).isascii()
    assert metadata.to_json().isascii()
    assert metadata.source_name.isprintable()


def test_versions_sort_by_number() -> None:
    assert sorted(["1.10", "1.9", "1.0", "2"], key=version_key) == ["1.0", "1.9", "1.10", "2"]
