"""What logs and crash reports may say: no text of articles, no full address, the home folder as `~`."""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path

_LONGEST = 2_000  # characters of one line; a longer one is most likely somebody's text
_ADDRESS = re.compile(r"\b([a-z][a-z0-9+.\-]{1,15}://)([^\s/?#\"'<>]{0,255})[^\s\"'<>]*", re.IGNORECASE)
_PACKAGES = re.compile(r"^.*[/\\](?=(?:(?:site|dist)-packages|lib[/\\]python3[\d.]*)[/\\])")
_PACKAGE = str(Path(__file__).resolve().parents[3])

_SAFE_TO_QUOTE = (
    AttributeError,
    ImportError,
    IndexError,
    MemoryError,
    NameError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ZeroDivisionError,
)
"""Exceptions whose own words are about the program; those of others may hold what was being read."""
_MOST_QUOTED = 200


def places(folder: Path) -> dict[str, str]:
    """How the folders of the library that has this log folder are named in logs and reports."""
    return {str(folder.parent): "<library>"}


def discreet(text: str, places: Mapping[str, str] | None = None) -> str:
    """`text` with addresses cut after their host, and folders given by their role.

    Args:
        text: any text.
        places: names for folders, longest first served, such as the library's path to `<library>`.
    """
    for folder, name in sorted(_places(places), key=lambda pair: -len(pair[0])):
        text = re.sub(re.escape(folder) + r"(?![\w.-])", name.replace("\\", r"\\"), text)
    text = _ADDRESS.sub(_host_only, text)
    return "\n".join(line if len(line) <= _LONGEST else line[:_LONGEST] + "…" for line in text.split("\n"))


def trace_of(error: BaseException) -> str:
    """Where an exception comes from, cause by cause: files, lines and functions, none of its values."""
    parts = []
    for link, joint in _chain(error):
        frames = traceback.extract_tb(link.__traceback__, limit=-40)
        lines = [f"  {short_path(f.filename)}:{f.lineno} in {f.name}" for f in frames]
        parts.append(
            "\n".join([joint, *lines, f"{type(link).__module__}.{type(link).__qualname__}{_words(link)}"])
        )
    return "\n".join(part.removeprefix("\n") for part in parts)


def short_path(path: str) -> str:
    """A source file's path from the package on, so that it says nothing of the machine."""
    if path.startswith(_PACKAGE):
        return path[len(_PACKAGE) :].lstrip("/\\")
    return _PACKAGES.sub("", path) if _PACKAGES.match(path) else discreet(path)


def _places(places: Mapping[str, str] | None) -> list[tuple[str, str]]:
    home = os.path.expanduser("~").rstrip("/\\")
    named = [(folder.rstrip("/\\"), name) for folder, name in (places or {}).items()]
    return [(folder, name) for folder, name in (*named, (home, "~")) if len(folder) > 1]


def _host_only(match: re.Match[str]) -> str:
    scheme, host = match.group(1), match.group(2).rpartition("@")[2]
    if scheme.lower() == "file://":
        return "file://…"
    whole = match.group(0)
    return whole if whole.rstrip("/") == f"{scheme}{host}" else f"{scheme}{host}/…"


def _chain(error: BaseException) -> Iterator[tuple[BaseException, str]]:
    """The first cause first, each with the line that joins it to the one before."""
    found: list[tuple[BaseException, str]] = []
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen and len(found) < 10:
        seen.add(id(link))
        cause = link.__cause__
        context = None if cause is not None or link.__suppress_context__ else link.__context__
        found.append((link, "which led to" if cause is not None else "while handling it" if context else ""))
        link = cause or context
    yield from reversed(found)


def _words(error: BaseException) -> str:
    if isinstance(error, OSError):
        return f": [{error.errno}] {os.strerror(error.errno)}" if error.errno else ""
    kind = getattr(error, "kind", None)
    if isinstance(kind, str):
        return f": {kind}"
    if isinstance(error, _SAFE_TO_QUOTE) and len(str(error)) <= _MOST_QUOTED:
        return f": {discreet(str(error))}"
    return ""
