"""Finds pickles that would run code, without ever loading one.

Nothing of this kind is unpacked, so it could not run anyway; but a package that carries it was made
to harm, and is refused. Official packages carry PyTorch files of the Stanza splitter, which are
pickles too: those name nothing but tensors and plain containers and pass.
"""

from __future__ import annotations

import contextlib
import pickletools
from collections.abc import Iterator
from typing import Any

HEAD_BYTES = 4 * 1024 * 1024
"""How much of a file is looked at: the pickles of a PyTorch file stand before its numbers."""

_MAX_STEPS = 2_000_000
_HARMLESS = ("torch", "numpy", "collections", "stanza", "_codecs")
_HARMLESS_BUILTINS = {"set", "frozenset", "dict", "list", "tuple", "bytearray", "complex", "range", "slice"}
_PUSHED_TEXT = {"SHORT_BINUNICODE", "BINUNICODE", "BINUNICODE8", "UNICODE"}


def runs_code(head: bytes) -> bool:
    """Whether the start of a file is a pickle that names a function outside of the harmless modules."""
    return any(not _harmless(name) for name in _named_globals(head))


def _named_globals(head: bytes) -> Iterator[str]:
    """The `module name` of everything the pickles at the start of `head` would import."""
    position = 0
    while position < len(head):
        scan = _Scan()
        with contextlib.suppress(ValueError, UnicodeError, OverflowError, IndexError):
            for opcode, argument, at in pickletools.genops(head[position:]):
                if scan.steps > _MAX_STEPS:
                    break
                scan.step(opcode.name, argument, at or 0)
        # Names in a pickle that breaks off are believed when it announced its protocol.
        if scan.end or head[position : position + 1] == b"\x80":
            yield from scan.found
        if not scan.end:
            return
        position += scan.end


class _Scan:
    """Follows one pickle as far as the texts that name what it imports."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.steps = 0
        self.end = 0
        self._texts: list[str] = []
        self._memo: dict[int, str] = {}
        self._last = ""

    def step(self, name: str, argument: Any, at: int) -> None:
        self.steps += 1
        if name in ("GLOBAL", "INST"):
            self.found.append(str(argument))
        elif name == "STACK_GLOBAL":
            self.found.append(" ".join(self._texts[-2:]))
        elif name == "STOP":
            self.end = at + 1
        if name == "MEMOIZE":
            self._memo[len(self._memo)] = self._last
        elif name in ("PUT", "BINPUT", "LONG_BINPUT"):
            self._memo[argument] = self._last
        else:
            self._last = self._pushed(name, argument)

    def _pushed(self, name: str, argument: Any) -> str:
        """The text an opcode puts on the stack, empty when it is something else."""
        text = ""
        if name in _PUSHED_TEXT:
            text = str(argument)
        elif name in ("GET", "BINGET", "LONG_BINGET"):
            text = self._memo.get(argument, "")
        if text:
            self._texts.append(text)
        return text


def _harmless(name: str) -> bool:
    module, _, member = name.partition(" ")
    if module in ("builtins", "__builtin__"):
        return member in _HARMLESS_BUILTINS
    return module.split(".")[0] in _HARMLESS
