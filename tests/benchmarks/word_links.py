"""How well words are linked without a model's attention: `python -m tests.benchmarks.word_links`.

For the bundled Argos packages the links that attention gives are the measure. The aligner for engines
without attention sees the same pairs of sentences: by spelling and place alone, and with a lexicon, which
here is what the same package makes of each word alone (a Firefox model brings one, its shortlist). Printed
are the share of links that attention has too (precision), the share of attention's links that are found
(recall) and F1, for all words and for content words: those of four letters or more, and numbers. The floor is
to link each word to the one at the same height of the sentence. Attention is no truth: among small words it
often leans on a neighbour; `linked_by_hand` is nearer to it, and is printed last. Milliseconds are of
processor time, for one sentence.
"""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from reader.core.alignment import Link, decode, words
from reader.settings.paths import resource
from reader.translation.engines.argos_engine import ArgosEngine
from reader.translation.engines.engine import FASTER
from reader.translation.engines.lexicon import lexicon
from reader.translation.engines.sentence_alignment import align, alike
from reader.translation.packages.packages import install
from tests.benchmarks import linked_by_hand

REFERENCES = Path(__file__).resolve().parents[1] / "data" / "references"
MOST = 400
Likely = Callable[[str, str], float]


def sentences(language: str) -> list[str]:
    """Sentences of a language from the human references of the tests."""
    found: list[str] = []
    for name in ("declaration.tsv", "own.tsv"):
        with (REFERENCES / name).open(encoding="utf-8", newline="") as file:
            found += [row[language] for row in csv.DictReader(file, delimiter="\t") if row.get(language)]
    return [text for text in found if len(text.split()) > 4][:MOST]


def texts_of(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


def words_alone(engine: ArgosEngine, sources: Iterable[str]) -> Likely:
    """What a package makes of each word alone."""
    known = sorted({word.casefold() for text in sources for word in texts_of(text) if word[0].isalpha()})
    answers = {
        word: [w.casefold() for w in texts_of(result.text)]
        for word, result in zip(known, engine.translate(known, FASTER), strict=True)
    }

    def likely(word: str, other: str) -> float:
        longest = max(map(len, answers.get(word, ())), default=0)  # "يوم الاثنين": of two words for one
        found = max(
            (alike(one, other) * (1.0 if len(one) == longest else 0.9) for one in answers.get(word, ())),
            default=0.0,
        )
        return found if found > 0.6 else 0.0

    return likely


def is_content(word: str) -> bool:
    return any(c.isdigit() for c in word) or (len(word) > 3 and word.isalpha())


def by_place(source: str, target: str) -> list[Link]:
    here, there = len(words(source)), len(words(target))
    return [(min(here - 1, int((t + 0.5) * here / there)), t) for t in range(there)] if here else []


def shares(given: list[tuple[str, str, set[Link]]], make: Callable[[str, str], list[Link]]) -> str:
    """Precision, recall and F1 in percent, of all words and of content words, and the time."""
    counts = {"all": [0, 0, 0], "content": [0, 0, 0]}
    start = time.process_time()
    made = [set(make(source, target)) for source, target, _ in given]
    spent = (time.process_time() - start) / len(given)
    for (source, target, wanted), found in zip(given, made, strict=True):
        here, there = texts_of(source), texts_of(target)
        for name, count in counts.items():
            keep = [
                {(s, t) for s, t in links if name == "all" or (is_content(here[s]) and is_content(there[t]))}
                for links in (found, wanted)
            ]
            count[0] += len(keep[0] & keep[1])
            count[1] += len(keep[0])
            count[2] += len(keep[1])
    parts = []
    for hits, found_count, wanted_count in counts.values():
        precision, recall = hits / max(1, found_count), hits / max(1, wanted_count)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        parts.append(f"{100 * precision:6.1f} {100 * recall:6.1f} {100 * f1:6.1f}")
    return " |".join(parts) + f" | {1000 * spent:5.2f}"


def measure(pair: str, folder: Path) -> None:
    package = install(next(resource("models").glob(f"*{pair.replace('-', '_')}*.argosmodel")), folder)
    engine = ArgosEngine(Path(package.path), 1)
    sources = sentences(package.source)
    results = engine.translate(sources)
    given = [
        (s, r.text, set(decode(r.alignment))) for s, r in zip(sources, results, strict=True) if r.alignment
    ]
    print(f"{pair}: {len(given)} sentences, {sum(len(links) for *_, links in given)} links by attention")
    print(f"{'':24}   all: P      R     F1 |content: P  R     F1 |    ms")
    likely = words_alone(engine, sources)
    ways: dict[str, Callable[[str, str], list[Link]]] = {
        "same height": by_place,
        "spelling and place": align,
        "with a lexicon": lambda s, t: align(s, t, likely),
    }
    for name, make in ways.items():
        print(f"{name:24} {shares(given, make)}")
    for name in (pair, f"{pair}-measured"):
        if (linked_by_hand.DATA / f"{name}.tsv").is_file():
            by_hand(name, engine, words_alone(engine, [one.source for one in linked_by_hand.load(name)]))


def by_hand(pair: str, engine: ArgosEngine, likely: Likely) -> None:
    """Print how many of the links that a person made are found; those of a half `measured` count."""
    pairs = linked_by_hand.load(pair)
    ways = {
        "attention": linked_by_hand.by_attention(engine),
        "attention and lexicon": linked_by_hand.by_attention(engine, lexicon(pair[:2], pair[3:5])),
        "spelling and place": linked_by_hand.by_aligner(None),
        "with a lexicon": linked_by_hand.by_aligner(likely),
    }
    for name, linker in ways.items():
        counts = linked_by_hand.found(pairs, linker)
        print(f"{pair} by hand, {name:22}", ", ".join(f"{kind} {a}/{b}" for kind, (a, b) in counts.items()))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as top:
        for each in ("fr-en", "en-ar"):
            measure(each, Path(top))
