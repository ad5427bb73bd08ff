"""Dataclasses through JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.core.model import Block, BlockKind, Hop, Part, Picture, Route, Sentence
from reader.core.serialize import dumps, from_plain, loads, to_plain
from reader.core.storage_errors import storage_error, storage_errors

TEXT = st.text(max_size=20)
BLOCK = st.builds(
    Block,
    id=TEXT,
    kind=st.sampled_from(BlockKind),
    parts=st.lists(st.builds(Part, html=TEXT, text=TEXT, level=st.integers(0, 8)), max_size=3).map(tuple),
    sentences=st.lists(st.builds(Sentence, text=TEXT, part=st.integers(0, 3)), max_size=3).map(tuple),
    picture=st.none() | st.builds(Picture, src=TEXT, caption=TEXT, width=st.integers(0, 9_999)),
)


@given(BLOCK)
def test_blocks_come_back_as_they_were(block: Block) -> None:
    assert loads(Block, json.dumps(json.loads(dumps(block).encode("utf-8", "surrogatepass")))) == block


def test_defaults_are_left_out_and_come_back() -> None:
    block = Block("x", BlockKind.PARAGRAPH)
    assert to_plain(block) == {"id": "x", "kind": "paragraph"}
    assert from_plain(Block, {"id": "x", "kind": "paragraph"}) == block


def test_nested_dataclasses() -> None:
    route = Route((Hop("fr", "en", "p", "1.0"), Hop("en", "ar", "p", "1.0", True)))
    assert loads(Route, dumps(route)) == route
    assert route.key == "fr-en@1.0>en-ar@1.0-demo" and (route.source, route.target) == ("fr", "ar")


@pytest.mark.parametrize(
    "data", ['{"id": "x"}', '{"id": "x", "kind": "nonsense"}', '{"id": "x", "what": 1}', "[", "3"]
)
def test_what_does_not_fit_is_refused(data: str) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        loads(Block, data)


@pytest.mark.parametrize(
    ("number", "kind"), [(28, "disk-full"), (13, "read-only"), (30, "read-only"), (5, "disk-error")]
)
def test_storage_errors_become_words(number: int, kind: str) -> None:
    assert storage_error(OSError(number, "x"), Path("/library")).kind == kind
    with pytest.raises(ReaderError) as caught, storage_errors(Path("/library")):
        raise OSError(number, "x")
    assert caught.value.kind == kind


def test_a_folder_that_is_gone_is_not_called_unwritable(tmp_path: Path) -> None:
    """A stick that was pulled out: “Nothing can be written to …” sent the reader to look for permissions."""
    stick = tmp_path / "stick"
    with pytest.raises(ReaderError) as caught, storage_errors(stick):
        (stick / "book.epub").write_bytes(b"")
    assert caught.value.kind == "folder-missing" and str(stick) in str(caught.value.title)
    stick.mkdir()
    with pytest.raises(ReaderError, match="read-only"), storage_errors(stick):
        (stick / "other" / "book.epub").write_bytes(b"")


def test_what_the_system_says_is_told_and_no_path_of_the_reader() -> None:
    folder = Path("/home/lea/Bibliothèque")
    error = storage_error(OSError(28, "No space left on device", "/home/lea/secret.db"), folder)
    assert error.detail == "OSError: No space left on device"
    assert storage_error(OSError("no number"), folder).detail == "OSError: no number"
