"""What a package says of itself, believed only after every field was checked."""

from __future__ import annotations

import contextlib
import json
import re
import unicodedata
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.core.serialize import read_json

MAX_METADATA_BYTES = 64 * 1024

_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_VERSION = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6}){0,3}")
_NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class PackageMetadata:
    """The fields of `metadata.json` that are used; the names are for people, plain text."""

    source: str
    target: str
    version: str
    argos_version: str = ""
    source_name: str = ""
    target_name: str = ""
    target_prefix: str = ""

    def to_json(self) -> bytes:
        """The file `argostranslate` reads, in ASCII so that any locale opens it."""
        fields = {
            "package_version": self.version,
            "argos_version": self.argos_version,
            "from_code": self.source,
            "from_name": self.source_name,
            "to_code": self.target,
            "to_name": self.target_name,
            "type": "translate",
        }
        if self.target_prefix:
            fields["target_prefix"] = self.target_prefix
        return json.dumps(fields, indent=1).encode("ascii")


def read_metadata(data: bytes) -> PackageMetadata:
    """Check and return the metadata of a translation package.

    Raises:
        ValueError: it is too large, no JSON object, or a field is missing or not what it should be.
    """
    if len(data) > MAX_METADATA_BYTES:
        raise ValueError("metadata.json is too large")
    return checked_metadata(read_json(data.decode("utf-8-sig")))


def checked_metadata(found: Any) -> PackageMetadata:
    """Check the fields of a metadata object, or of one row of an index.

    Raises:
        ValueError: as `read_metadata`.
    """
    if not isinstance(found, dict):
        raise ValueError("metadata is no JSON object")
    if found.get("type", "translate") != "translate":
        raise ValueError("not a translation package")
    source, target = _matching(found, "from_code", _CODE), _matching(found, "to_code", _CODE)
    if source == target:
        raise ValueError("both languages are the same")
    return PackageMetadata(
        source=source,
        target=target,
        version=_matching(found, "package_version", _VERSION),
        argos_version=_plain(found, "argos_version"),
        source_name=_plain(found, "from_name"),
        target_name=_plain(found, "to_name"),
        target_prefix=_prefix(found),
    )


def pairs_beside(folder: Path, names: Set[str]) -> set[tuple[str, str]]:
    """The languages, from and to, of the packages in `folder` other than those of some folder names."""
    pairs = set()
    for file in folder.glob("[!.]*/metadata.json"):
        if file.parent.name not in names:
            with contextlib.suppress(OSError, ValueError):
                with file.open("rb") as opened:
                    found = read_metadata(opened.read(MAX_METADATA_BYTES + 1))
                pairs.add((found.source, found.target))
    return pairs


def version_key(version: str) -> tuple[int, ...]:
    """A sort key of a version; what is not a number counts 0."""
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))


def _matching(found: dict[str, Any], key: str, pattern: re.Pattern[str]) -> str:
    value = found.get(key)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError(f"{key} is not acceptable")
    return value


def _plain(found: dict[str, Any], key: str) -> str:
    """A text for people: control, format and surrogate characters out, spaces plain, cut."""
    value = found.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"{key} is not a text")
    visible = "".join(c for c in value if not unicodedata.category(c).startswith("C"))
    return " ".join(visible.split())[:_NAME_LENGTH]


def _prefix(found: dict[str, Any]) -> str:
    """The token a multilingual model is told its target language with."""
    value = found.get("target_prefix", "")
    if not isinstance(value, str) or len(value) > _NAME_LENGTH or not value.isprintable():
        raise ValueError("target_prefix is not acceptable")
    return value
