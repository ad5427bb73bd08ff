"""When words stand on a screen: reads the picture of a virtual X server from the memory that it draws in.

`Xvfb -fbdir` keeps its picture in a file in the format of `xwd`: a header of big-endian numbers of 32 bits,
the colours of a palette, then the lines of pixels, 32 bits each at a depth of 24. Reading it asks nothing of
the server nor of the program that is looked at.
"""

from __future__ import annotations

import mmap
import struct
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

_HEADER = ">25I"
_SIZE, _BYTES_PER_LINE, _COLORS = 0, 12, 19
"""Places in the header: its length, the bytes of a line of pixels, the entries of the palette."""
_ENTRY = 12
"""Bytes of an entry of the palette."""
_LINES = 3
"""Every third line is looked at: letters are higher."""
_DARK = 90
"""How much darker (of 255) than what is most of a place a pixel of a letter is at least."""
WORDS = 150
"""Dark pixels from which a place holds words; what a list shows while it waits is much lighter."""


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the screen, in px."""

    left: int
    top: int
    width: int
    height: int

    def within(self, left: int, top: int) -> Place:
        """The same part of a window that stands there."""
        return Place(self.left + left, self.top + top, self.width, self.height)


class Picture:
    """What an X server shows now.

    Args:
        folder: given to the server as `-fbdir`; its first screen is looked at.
    """

    def __init__(self, folder: Path) -> None:
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        header = struct.unpack_from(_HEADER, self._memory)
        self._start = header[_SIZE] + header[_COLORS] * _ENTRY
        self._line = header[_BYTES_PER_LINE]

    def dark(self, place: Place) -> int:
        """How many pixels in a place are much darker than most of it, of the lines that are looked at."""
        found: Counter[int] = Counter()
        for y in range(place.top, place.top + place.height, _LINES):
            start = self._start + y * self._line + place.left * 4
            found.update(memoryview(self._memory[start : start + place.width * 4]).cast("I"))
        ground = _light(found.most_common(1)[0][0])
        return sum(count for pixel, count in found.items() if ground - _light(pixel) >= _DARK)

    def has_words(self, place: Place) -> bool:
        """Whether words can be read in a place."""
        return self.dark(place) >= WORDS


def _light(pixel: int) -> int:
    """How light a pixel is, 0 to 255: its green, which makes most of it."""
    return pixel >> 8 & 0xFF
