"""Learns how fast somebody reads from the paragraphs they have really read.

A sample is a stretch of text and the time spent on it. A pause (the telephone, a walk) makes it far too
slow, leafing through far too fast: both are left out, so that only reading counts. The speed is the
median of what is left, weighted by words, so a few odd samples move nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.reading.reading_time import FASTEST, SLOWEST

Sample = tuple[int, float]
"""Words, seconds."""

LEAST_WORDS = 15
"""A shorter stretch says little: the eye needs the same second for a heading as for nothing."""
ENOUGH = 600
"""Words read until a speed is believed: three minutes of news."""
KEPT = 60
"""Samples kept of each language; the oldest go."""


def is_reading(words: int, seconds: float) -> bool:
    """Whether somebody may have read so many words in so many seconds without pause and without skipping."""
    if words < LEAST_WORDS or seconds <= 0:
        return False
    return SLOWEST <= words * 60 / seconds <= FASTEST


def with_sample(samples: Sequence[Sample], words: int, seconds: float) -> tuple[Sample, ...]:
    """The samples with a new one, if it was reading; the oldest beyond `KEPT` go."""
    if not is_reading(words, seconds):
        return tuple(samples)
    return (*samples, (words, seconds))[-KEPT:]


def learnt_speed(samples: Sequence[Sample]) -> int:
    """Words a minute, 0 while too little has been read to say."""
    read = [(words * 60 / seconds, words) for words, seconds in samples if is_reading(words, seconds)]
    total = sum(words for _, words in read)
    if total < ENOUGH:
        return 0
    passed = 0
    for speed, words in sorted(read):
        passed += words
        if passed * 2 >= total:
            return round(speed)
    return 0
