"""The reader's own reading speeds as the settings have them: set by hand, learnt, or general."""

from __future__ import annotations

from reader.reading.speed_learning import learnt_speed
from reader.settings.reading_speeds import ReadingSpeeds, own_speeds, samples_of
from reader.settings.store import Settings


def reading_speeds(settings: Settings) -> ReadingSpeeds:
    """Every speed that is known; what was learnt counts only while the reader agrees to learning."""
    learnt: dict[str, int] = {}
    if settings.flag("learn_speed"):
        samples = samples_of(settings.text("speed_samples"))
        learnt = {code: speed for code, rows in samples.items() if (speed := learnt_speed(rows))}
    return ReadingSpeeds(own_speeds(settings), learnt, settings.number("reading_speed"))
