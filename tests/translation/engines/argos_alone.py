"""Single sentences as Argos translates them, for what our engine is compared with."""

from __future__ import annotations

from pathlib import Path

import ctranslate2

from reader.translation.engines.argos_library import load_package


def as_argos(folder: Path, sentences: list[str]) -> list[tuple[str, float]]:
    """What `argostranslate.translate` 1.12 does with single sentences, with its own defaults.

    Returns:
        of each its translation, and the score: the mean logarithm of its tokens' probabilities.
    """
    package = load_package(folder)
    translator = ctranslate2.Translator(str(folder / "model"), device="cpu", inter_threads=1, intra_threads=0)
    results = []
    for sentence in sentences:
        answer = translator.translate_batch(
            [package.tokenizer.encode(sentence)],
            target_prefix=None,
            replace_unknowns=True,
            max_batch_size=32,
            batch_type="tokens",
            beam_size=4,
            num_hypotheses=1,
            length_penalty=0.2,
            return_scores=True,
        )[0]
        results.append((package.tokenizer.decode(answer.hypotheses[0]).removeprefix(" "), answer.scores[0]))
    return results
