"""The detector of languages with those languages only that it is asked about: 4.6 MB become 2.

`language_model.py FILE`: the model of py3langid, which is written anew. Its scores of the languages that stay
are the same: `set_languages` leaves out the others at run time as well.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from py3langid.modelio import load_model, save_model

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from reader.saving.metadata.language import LANGUAGES


def shrink(model: Path) -> None:
    """Take out of a model every language but those of `LANGUAGES`.

    Raises:
        ValueError: the model is not in the form that the installed py3langid knows.
    """
    features, priors, classes, *automaton = load_model(model)
    kept = [number for number, code in enumerate(classes) if code in LANGUAGES]
    save_model(
        model,
        (
            np.asarray(features)[:, kept],
            np.asarray(priors)[kept],
            [classes[number] for number in kept],
            *automaton,
        ),
    )


if __name__ == "__main__":
    shrink(Path(sys.argv[1]))
