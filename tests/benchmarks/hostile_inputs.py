"""How the time for hostile input grows with its length, beside the time for plain text of that length.

`python -m tests.benchmarks.hostile_inputs`: for each kind of input the processor seconds for four times as
much over those for as much (4 is a line, 16 a square), and those seconds over what the same code takes for
plain French of the same length. Nothing is asserted: a clock says it of one machine at one time.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from reader.core.errors import ReaderError
from reader.reading.document import blocks_from_html
from reader.reading.sentences import split_sentences
from reader.saving.containers import read_container
from reader.saving.pictures.pictures_in_page import best_of_set

PLAIN = "Le conseil se réunit demain à Rabat. Il parlera de l’eau. "
TIMES = 3


def _blocks(text: str) -> object:
    return blocks_from_html(text, "fr")


def _saved_page(text: str) -> object:
    with contextlib.suppress(ReaderError):
        return read_container(text.encode(), "a.html")
    return None


INPUTS: tuple[tuple[str, Callable[[str], object], str, int], ...] = (
    ("sentences: titles", lambda text: split_sentences(text, "fr"), "M. ", 30_000),
    ("sentences: quotes", lambda text: split_sentences(text, "fr"), "« ", 30_000),
    ("sentences: one word", lambda text: split_sentences(text, "fr"), "a", 100_000),
    ("blocks: paragraphs", _blocks, "<p>", 10_000),
    ("blocks: line ends", _blocks, "<br>", 25_000),
    ("blocks: markup", _blocks, "<b>a </b>", 10_000),
    ("page file: addresses", _saved_page, "data:image/png;base64,AAAA", 25_000),
    ("page file: links", _saved_page, "<link rel=canonical ", 5_000),
    ("picture set", lambda text: best_of_set(text, "https://x.example/"), "/a.jpg 1w, ", 50_000),
)


def seconds(work: Callable[[str], object], text: str) -> float:
    """The least processor seconds of a few runs."""
    taken = []
    for _ in range(TIMES):
        begun = time.process_time()
        work(text)
        taken.append(time.process_time() - begun)
    return max(min(taken), 1e-6)


def main() -> None:
    """Print the table."""
    print(f"{'input':24}{'× 4':>8}{'× plain':>10}{'seconds':>10}")
    for name, work, piece, many in INPUTS:
        once, four = seconds(work, piece * many), seconds(work, piece * many * 4)
        length = len(piece) * many * 4
        plain = seconds(work, (PLAIN * (length // len(PLAIN) + 1))[:length])
        print(f"{name:24}{four / once:8.1f}{four / plain:10.1f}{four:10.3f}")


if __name__ == "__main__":
    main()
