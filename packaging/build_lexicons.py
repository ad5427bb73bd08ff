"""Write `resources/lexicons`: what the demonstration packages make of each common word alone.

    python packaging/build_lexicons.py

Words of `resources/common_words` that have an answer of one to three words, which is not the word
itself; a line a word, in small letters.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
TARGET = TOP / "resources" / "lexicons"
PAIRS = ("fr-en", "en-ar")
_MOST = 3  # words of an answer; longer ones are sentences that the model made up


def main() -> None:
    """Write a file for each direction."""
    sys.path.insert(0, str(TOP))
    from reader.core.alignment import words
    from reader.translation.engines.argos_engine import ArgosEngine
    from reader.translation.engines.engine import FASTER
    from reader.translation.packages.packages import install

    for pair in PAIRS:
        known = sorted((TOP / f"resources/common_words/{pair[:2]}.txt").read_text("utf-8").split())
        (file,) = (TOP / "resources/models").glob(f"*{pair.replace('-', '_')}*.argosmodel")
        with tempfile.TemporaryDirectory() as folder:
            engine = ArgosEngine(Path(install(file, Path(folder)).path))
            answers = [result.text.casefold() for result in engine.translate(known, FASTER)]
        lines = []
        for word, answer in zip(known, answers, strict=True):
            parts = [answer[start:end] for start, end in words(answer) if answer[start].isalpha()]
            if 0 < len(parts) <= _MOST and parts != [word]:
                lines.append(f"{word}\t{' '.join(parts)}\n")
        (TARGET / f"{pair}.tsv").write_text("".join(lines), "utf-8")
        print(pair, len(known), "words,", len(lines), "written")


if __name__ == "__main__":
    main()
