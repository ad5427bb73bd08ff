"""chrF of the whole pipeline beside plain Argos' search, on a test set given as two files.

    python tests/benchmarks/quality.py SOURCE.txt REFERENCE.txt [--pair fr-en]

One sentence a line, as in NTREX-128 (Microsoft, CC BY-SA 4.0). chrF as in sacrebleu: characters up to 6,
beta 2, over the whole set, white space left out. Also printed: how many sentences the check stopped
at, and how often it stops at the references themselves, which are good translations.
"""

from __future__ import annotations

import argparse
import tempfile
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
ORDER, BETA = 6, 2.0


def chrf(answers: Sequence[str], references: Sequence[str]) -> float:
    """chrF of a set, from 0 to 100."""
    scores = []
    for size in range(1, ORDER + 1):
        shared = given = wanted = 0
        for answer, reference in zip(answers, references, strict=True):
            one, other = _grams(answer, size), _grams(reference, size)
            shared += sum((one & other).values())
            given += sum(one.values())
            wanted += sum(other.values())
        if not given or not wanted or not shared:
            scores.append(0.0)
            continue
        precision, recall = shared / given, shared / wanted
        scores.append((1 + BETA**2) * precision * recall / (BETA**2 * precision + recall))
    return 100 * sum(scores) / len(scores)


def _grams(text: str, size: int) -> Counter[str]:
    plain = "".join(text.split())
    return Counter(plain[i : i + size] for i in range(len(plain) - size + 1))


def main() -> None:
    """Print the figures."""
    from reader.translation.argos_engine import ArgosEngine
    from reader.translation.engine import BEST, FASTER
    from reader.translation.health import check
    from reader.translation.repair import mend

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--pair", default="fr-en")
    options = parser.parse_args()
    sources = options.source.read_text("utf-8").splitlines()
    references = options.reference.read_text("utf-8").splitlines()
    first, last = options.pair.split("-")
    with tempfile.TemporaryDirectory() as scratch:
        for file in (TOP / "resources" / "models").glob("*.argosmodel"):
            with zipfile.ZipFile(file) as archive:
                archive.extractall(scratch)
        engine = ArgosEngine(Path(scratch) / f"translate-{first}_{last}-1_0")
        best = engine.translate(sources, BEST)
        faster = engine.translate(sources, FASTER)
        mended = mend(sources, best, engine.translate, (first, last))
    print(f"Argos’ search (beam 4)  chrF {chrf([r.text for r in best], references):.2f}")
    print(f"faster (beam 2)         chrF {chrf([r.text for r in faster], references):.2f}")
    print(f"checked and repaired    chrF {chrf([m.result.text for m in mended], references):.2f}")
    found = [m for m in mended if m.found]
    print(f"found {len(found)} of {len(mended)}, repaired {sum(not m.left for m in found)}")
    alarms = [
        (s, r, f) for s, r in zip(sources, references, strict=True) if (f := check(s, r, (first, last)))
    ]
    print(f"references stopped at: {len(alarms)} of {len(references)}")
    for source, reference, faults in alarms:
        print(f"   {[(f.kind, f.detail) for f in faults]}\n      {source}\n      {reference}")


if __name__ == "__main__":
    main()
