"""The files of a Firefox model: their names in a package, and whether they are whole and belong together.

They are read from outside here, before native code is given a byte of them. A package is one folder with a
model, a shortlist of likely words, and one vocabulary for both languages or one for each.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from reader.core.model import FIREFOX
from reader.core.serialize import read_json

MODEL, SHORTLIST, VOCABULARY = "model", "lex", "vocab"
SOURCE_VOCABULARY, TARGET_VOCABULARY = "srcvocab", "trgvocab"
FILE_NAMES = {
    MODEL: "model.bin",
    SHORTLIST: "lex.bin",
    VOCABULARY: "vocab.spm",
    SOURCE_VOCABULARY: "srcvocab.spm",
    TARGET_VOCABULARY: "trgvocab.spm",
}
"""What each kind of file, by the catalogue's word, is called in a package."""

MOST_BYTES = 512 * 1024 * 1024
"""Of one file; the largest that Firefox ships has a tenth of it."""

METADATA = "metadata.json"
_MOST_METADATA = 64 * 1024
_VERSION = 1
_MOST_ITEMS, _LONGEST_NAME, _MOST_SIDES = 10_000, 1_000, 16
_ITEM = struct.Struct("<QQQQ")  # length of the name, type, number of sides, length of the data
_NUMBER = struct.Struct("<Q")
_DESCRIPTION = "special:model.yml"
_LONGEST_DESCRIPTION = 100_000
_KIND = re.compile(r"^type: (\S+)$", re.MULTILINE)
_SIZES = re.compile(r"^dim-vocabs:\s*\n\s*- (\d{1,7})\n\s*- (\d{1,7})$", re.MULTILINE)


class CutFileError(ValueError):
    """A file ends before what it announces."""


@dataclass(frozen=True, slots=True)
class ModelSizes:
    """How many pieces of words a model knows of each language."""

    source: int
    target: int


def engine_present() -> bool:
    """Whether the optional part that runs Firefox models is installed; it is not loaded."""
    return importlib.util.find_spec("fxtranslate") is not None


def is_complete(kinds: set[str]) -> bool:
    """Whether kinds of files make a model: the shortlist may be absent."""
    wanted = {MODEL, VOCABULARY}, {MODEL, SOURCE_VOCABULARY, TARGET_VOCABULARY}
    return kinds - {SHORTLIST} in wanted


def is_firefox_package(folder: Path) -> bool:
    """Whether a package folder says that its model is one for this engine."""
    try:
        return bool(read_description(folder).get("engine") == FIREFOX)
    except (OSError, ValueError):
        return False


def read_description(folder: Path) -> dict[str, Any]:
    """What `metadata.json` of a package says.

    Raises:
        OSError: it cannot be read. ValueError: it is too large, or no JSON object.
    """
    with (folder / METADATA).open("rb") as file:
        data = file.read(_MOST_METADATA + 1)
    found = read_json(data) if len(data) <= _MOST_METADATA else None
    if not isinstance(found, dict):
        raise ValueError("metadata.json is no description")
    return found


def recorded_files(description: dict[str, Any]) -> dict[str, str]:
    """The files of a package by kind, each with its SHA-256, in hex.

    Raises:
        ValueError: they are not those of a model.
    """
    files = description.get("files")
    if not isinstance(files, dict) or not is_complete(set(files)):
        raise ValueError("its files are not those of a model")
    if not all(isinstance(digest, str) for digest in files.values()):
        raise ValueError("its files have no check sums")
    return dict(files)


def package_digest(files: dict[str, str]) -> str:
    """One SHA-256 for a package, made of those of its files."""
    return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()


def checked_bytes(path: Path, digest: str) -> bytes:
    """A file, read once, when it has this SHA-256 in hex.

    Raises:
        OSError: it cannot be read. ValueError: it is larger than any model, or another file.
    """
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValueError(f"{path.name} is too large")
    if hashlib.sha256(data).hexdigest() != digest:
        raise ValueError(f"{path.name} is not the file that was installed")
    return data


def model_sizes(path: Path) -> ModelSizes:
    """Read the head of a model file, and see that the file is as long as that says.

    Raises:
        OSError: it cannot be read.
        CutFileError: it ends too early. ValueError: it is no model, or of a kind that the engine cannot run.
    """
    with path.open("rb") as file:
        return sizes_of(file)


def sizes_of(file: BinaryIO) -> ModelSizes:
    """The same of an open file, or of bytes in memory.

    Raises:
        OSError: it cannot be read.
        CutFileError: it ends too early. ValueError: it is no model, or of a kind that the engine cannot run.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size < 2 * _NUMBER.size or _number(file) != _VERSION:
        raise ValueError("no model of this kind")
    count = _number(file)
    if count > _MOST_ITEMS:
        raise ValueError("too many items")
    items = [_ITEM.unpack(_read(file, _ITEM.size)) for _ in range(count)]
    if any(i[0] > _LONGEST_NAME or i[2] > _MOST_SIDES or i[3] > MOST_BYTES for i in items):
        raise ValueError("an item is larger than any")
    names = [_read(file, item[0]).rstrip(b"\0").decode("utf-8", "replace") for item in items]
    _read(file, sum(4 * item[2] for item in items))
    start = _number(file) + file.tell()
    if start + sum(item[3] for item in items) > size:
        raise CutFileError("the model file breaks off")
    if _DESCRIPTION not in names:
        raise ValueError("it does not describe itself")
    place = names.index(_DESCRIPTION)
    file.seek(start + sum(item[3] for item in items[:place]))
    text = _read(file, min(items[place][3], _LONGEST_DESCRIPTION)).decode("utf-8", "replace")
    kind, sizes = _KIND.search(text), _SIZES.search(text)
    if kind is None or sizes is None or kind[1] != "transformer":
        raise ValueError("a model of another architecture")
    return ModelSizes(int(sizes[1]), int(sizes[2]))


def _number(file: BinaryIO) -> int:
    found: int = _NUMBER.unpack(_read(file, _NUMBER.size))[0]
    return found


def _read(file: BinaryIO, count: int) -> bytes:
    data = file.read(count)
    if len(data) < count:
        raise CutFileError("the model file breaks off in its head")
    return data
