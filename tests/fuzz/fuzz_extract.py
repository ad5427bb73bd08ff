"""Mutates pages at random and extracts them: `python tests/fuzz/fuzz_extract.py SECONDS [FOLDER]`.

Not a test of the suite: it runs as long as it is told. A page may be refused, never crash, take over
ten seconds, or come out other than clean. The folder holds `*.html` or `*.html.gz`; the fixture site
is the default.
"""

from __future__ import annotations

import gzip
import random
import sys
import time
from pathlib import Path

from reader.core.errors import ReaderError
from reader.saving.extraction.extract import extract
from reader.saving.page.sanitize import sanitize

SITE = Path(__file__).parents[1] / "data" / "lebrief" / "site"
URL = "https://fuzz.example/page"
PIECES = [
    b"<",
    b">",
    b'"',
    b"'",
    b"&",
    b"&#0;",
    b"&#x110000;",
    b"\0",
    b"\xff",
    b"\xe2\x80\xae",
    b"</div>",
    b"</p>",
    b"<table><tr>",
    b"<svg><style>",
    b"<math>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"<script>",
    b"</script>",
    b"<noscript>",
    b"<template>",
    b"<select>",
    b"<title>",
    b"<iframe src=javascript:1>",
    b"<img src=x onerror=1>",
    b"<a href=java&#9;script:1>",
    b"<base href=//e/>",
    b'<meta charset="utf-16">',
    b'<figure class="x">',
    b"<blockquote>" * 60,
    b"<li>" * 60,
    b'{"@type":"Article",',
    b"srcset=a 1w,",
]


def mutated(page: bytes, chance: random.Random) -> bytes:
    """A page with a few of its bytes cut, doubled, replaced or added."""
    data = bytearray(page)
    for _ in range(chance.randint(1, 25)):
        at = chance.randrange(len(data) + 1)
        how = chance.randrange(4)
        if how == 0:
            data[at : at + chance.randint(0, 2000)] = b""
        elif how == 1:
            data[at:at] = data[at : at + chance.randint(0, 3000)] * chance.randint(1, 3)
        elif how == 2:
            data[at : at + 1] = bytes([chance.randrange(256)])
        else:
            data[at:at] = chance.choice(PIECES)
    return bytes(data[:3_000_000])


def main(seconds: float, folder: Path) -> int:
    """Run; the number of findings is the exit code."""
    files = sorted([*folder.rglob("*.html"), *folder.rglob("*.html.gz")])
    pages = [gzip.decompress(f.read_bytes()) if f.suffix == ".gz" else f.read_bytes() for f in files]
    end = time.monotonic() + seconds
    runs = found = saved = 0
    slowest = 0.0
    while time.monotonic() < end:
        chance = random.Random(runs)
        page = mutated(chance.choice(pages), chance)
        started = time.process_time()  # not the clock: it runs beside other work
        try:
            article = extract(page, URL)
            saved += 1
            if sanitize(article.html, URL) != article.html:
                found += 1
                print(f"run {runs}: not clean")
        except ReaderError:
            pass
        except Exception as error:  # noqa: BLE001 - this is what it looks for
            found += 1
            print(f"run {runs}: {type(error).__name__}: {error}"[:300])
        took = time.process_time() - started
        slowest = max(slowest, took)
        if took > 10:
            found += 1
            print(f"run {runs}: {took:.1f} s")
        runs += 1
    print(f"{runs} runs, {saved} saved, {found} findings, slowest {slowest:.2f} s")
    return min(found, 100)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else SITE))
