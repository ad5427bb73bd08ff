"""Content codings opened with a cap."""

from __future__ import annotations

import contextlib
import gzip
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.saving.fetching.unpack import BadCoding, unpack

PACKERS = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "x-gzip": lambda data: gzip.compress(data[: len(data) // 2]) + gzip.compress(data[len(data) // 2 :]),
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": lambda data: zstandard.ZstdCompressor().compress(data),
}


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3000), st.sampled_from(sorted(PACKERS)))
def test_what_was_packed_comes_back(data: bytes, coding: str) -> None:
    assert unpack(PACKERS[coding](data), coding, 10_000) == data


def test_deflate_without_its_header_too() -> None:
    assert unpack(raw_deflate(b"abc" * 100), "deflate", 1000) == b"abc" * 100


def test_two_codings_are_undone_outermost_first() -> None:
    data = b"page" * 50
    assert unpack(brotli.compress(gzip.compress(data)), "gzip, br", 1000) == data


@pytest.mark.parametrize("coding", ["", "identity", " identity , "])
def test_no_coding_changes_nothing(coding: str) -> None:
    assert unpack(b"plain", coding, 10) == b"plain"


@pytest.mark.parametrize("coding", sorted(PACKERS))
def test_the_cap_holds(coding: str) -> None:
    with pytest.raises(ReaderError) as caught:
        unpack(PACKERS[coding](bytes(5_000_000)), coding, 1_000_000)
    assert caught.value.kind == "too-large" and caught.value.values["limit"]


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_cut_data_is_not_taken_for_whole(coding: str) -> None:
    packed = PACKERS[coding](bytes(range(256)) * 40)
    with pytest.raises(BadCoding):
        unpack(packed[: len(packed) // 2], coding, 1_000_000)


@pytest.mark.parametrize("coding", ["x-secret", "gzip, gzip, gzip, gzip"])
def test_unknown_and_piled_codings_are_refused(coding: str) -> None:
    with pytest.raises(BadCoding):
        unpack(b"x", coding, 100)


@settings(max_examples=100, deadline=None)
@given(st.binary(min_size=1, max_size=200), st.sampled_from(["gzip", "deflate", "br", "zstd"]))
def test_rubbish_never_escapes_as_another_error(data: bytes, coding: str) -> None:
    with contextlib.suppress(BadCoding, ReaderError):
        unpack(data, coding, 100_000)
