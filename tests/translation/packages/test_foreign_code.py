"""Live pickles are found, the harmless ones of official packages pass, and none is ever loaded."""

from __future__ import annotations

import collections
import io
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.translation.packages.unsafe_pickles import runs_code


class Live:
    """Makes a folder when it is loaded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> Any:
        return (eval, (f"__import__('os').makedirs({str(self.folder)!r})",))


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_that_calls_eval_is_found_in_every_protocol(protocol: int, tmp_path: Path) -> None:
    data = pickle.dumps({"model": [Live(tmp_path / "ran")]}, protocol)
    assert runs_code(data)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("protocol", [2, 4])
def test_a_live_pickle_behind_harmless_ones_is_found(protocol: int, tmp_path: Path) -> None:
    data = (
        pickle.dumps(1, protocol)
        + pickle.dumps({"a": 1}, protocol)
        + pickle.dumps(Live(tmp_path / "x"), protocol)
    )
    assert runs_code(data)


def test_a_live_pickle_that_breaks_off_is_found(tmp_path: Path) -> None:
    assert runs_code(pickle.dumps([Live(tmp_path / "x"), b"x" * 100], 4)[:-50])


@pytest.mark.parametrize("protocol", [2, 4])
def test_plain_containers_are_harmless(protocol: int) -> None:
    data = pickle.dumps((collections.OrderedDict(a=1), {2, 3}, 1 + 2j, bytearray(b"x")), protocol)
    assert not runs_code(data)


def test_a_torch_file_of_the_old_format_is_harmless() -> None:
    """As `torch.save` without zip writes it: pickles in a row, then raw numbers."""
    stream = io.BytesIO()
    for part in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}):
        pickle.dump(part, stream, 2)
    stream.write(b"\x80\x02ctorch._utils\n_rebuild_tensor_v2\nq\x00.")
    stream.write(bytes(range(256)) * 64)
    assert not runs_code(stream.getvalue())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x7fELF" + b"\0" * 60,
        b'{"xx": {"tokenize": 1}}',
        b"PK\x03\x04....",
        b"\x93NUMPY\x01\x00v",
        b"\x80",
    ],
)
def test_other_files_are_harmless(data: bytes) -> None:
    assert not runs_code(data)


@given(st.binary(max_size=400))
def test_any_bytes_are_looked_at_without_harm(data: bytes) -> None:
    assert runs_code(data) in (True, False)
    assert runs_code(b"\x80\x04" + data) in (True, False)
