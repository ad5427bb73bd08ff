"""Qt's ICU data without what Qt never asks it for: half of its 32 MB.

Qt sorts texts, converts codings, changes case and counts time zones with ICU; names of languages, currencies
and units, breaks of lines and transliterations it has itself or not at all, as `nm -D libQt6Core.so.6` shows.
The library is made anew of the items that stay. Their form is ICU's common data: a header, a sorted table of
names and places, the items.
"""

from __future__ import annotations

import re
import struct
import subprocess
import tempfile
from pathlib import Path

LEFT_OUT = re.compile(
    r"[^/]+/(?:(?:brkitr|curr|lang|rbnf|region|translit|unit|zone)/.*"  # names; other ways to break and write
    r"|(?!en|fr|ar)[a-z]{2,3}(?:_\w+)?\.res"  # how other languages write dates and figures
    r"|.*\.spp|unames\.icu|confusables\.cfu)"  # forms of host names, names of characters, look-alikes
)
_ALIGNED = 16


def shrink(library: Path) -> None:
    """Take out of an ICU data library (`libicudata.so.*`) what `LEFT_OUT` names; needs binutils.

    Raises:
        ValueError: it is not in the form this knows.
        subprocess.CalledProcessError: `ld` or `objcopy` fails.
    """
    shown = subprocess.run(["nm", "-D", library], capture_output=True, text=True, check=True).stdout
    found = re.search(r"icudt\d+_dat", shown)
    if found is None:
        raise ValueError(f"{library.name} has no ICU data")
    with tempfile.TemporaryDirectory() as folder:
        data, made = Path(folder, "data"), Path(folder, "made")
        data.write_bytes(_written(*_read(library.read_bytes())))
        run = {"cwd": folder, "check": True}
        subprocess.run(["ld", "-r", "-b", "binary", "-z", "noexecstack", "-o", "item.o", data.name], **run)  # type: ignore[call-overload]
        section = ".data=.rodata,alloc,load,readonly,data,contents"
        words = ["--rename-section", section, "--set-section-alignment", f".data={_ALIGNED}"]
        words += ["--redefine-sym", f"_binary_data_start={found.group()}", "--strip-symbol=_binary_data_end"]
        subprocess.run(["objcopy", *words, "--strip-symbol=_binary_data_size", "item.o"], **run)  # type: ignore[call-overload]
        link = ["ld", "-shared", "-z", "noexecstack", "-soname", library.name, "-o", made.name, "item.o"]
        subprocess.run(link, **run)  # type: ignore[call-overload]
        library.write_bytes(made.read_bytes())


def _read(library: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """The header and the items (name, content) of the common data inside a library."""
    start = library.find(b"CmnD") - 12
    if start < 0:
        raise ValueError("no common data")
    (size,) = struct.unpack_from("<H", library, start)
    table = start + size
    (count,) = struct.unpack_from("<I", library, table)
    rows = [struct.unpack_from("<II", library, table + 4 + 8 * number) for number in range(count)]
    items = []
    for number, (name, place) in enumerate(rows):
        # The last item ends where nobody says: what follows it in the library does it no harm.
        end = rows[number + 1][1] if number + 1 < count else len(library) - table
        end_of_name = library.index(b"\0", table + name)
        items.append((library[table + name : end_of_name], library[table + place : table + end]))
    return library[start:table], items


def _written(header: bytes, items: list[tuple[bytes, bytes]]) -> bytes:
    """Common data of those items that stay."""
    kept = [(name, content) for name, content in items if not LEFT_OUT.fullmatch(name.decode("ascii"))]
    names = b"".join(name + b"\0" for name, _ in kept)
    place_of_name = 4 + 8 * len(kept)
    place = place_of_name + len(names)
    place += -(len(header) + place) % _ALIGNED
    table, body = struct.pack("<I", len(kept)), b""
    contents = []
    for name, content in kept:
        content += bytes(-len(content) % _ALIGNED)
        table += struct.pack("<II", place_of_name, place)
        contents.append(content)
        place_of_name, place = place_of_name + len(name) + 1, place + len(content)
    front = header + table + names
    body = b"".join(contents)
    return front + bytes(-len(front) % _ALIGNED) + body
