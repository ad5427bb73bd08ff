"""How many sentences more than its own an article's repair may ask of the engine."""

from __future__ import annotations

from dataclasses import dataclass

WAYS = 3
"""Ways that a faulty sentence is worth, on average."""
EXTRA, EXTRA_ELSEWHERE = 0.1, 0.05
"""Sentences that repair may ask the engine, and other routes, a sentence of the article."""


@dataclass(slots=True)
class Budget:
    """How many sentences more an article's repair may ask: by other searches, and by other routes.

    Addresses and terms of the glossary are not counted: they are few, and the reader asked for them.
    """

    left: int
    elsewhere: int

    @classmethod
    def of(cls, sentences: int) -> Budget:
        """What an article of so many new sentences may cost beyond them; a short one a little more."""
        return cls(max(8, round(EXTRA * sentences)), max(2, round(EXTRA_ELSEWHERE * sentences)))

    def pays(self, count: int) -> bool:
        """Take the price of some sentences, if it is there."""
        if count > self.left:
            return False
        self.left -= count
        return True

    def share(self, sentences: int) -> Budget:
        """What a batch of so many may take of it: the first, small ones leave the most to the large ones.

        A small batch costs more a sentence, and its reader waits for the first paragraph.
        """
        return Budget(min(self.left, max(WAYS, sentences // WAYS)), self.elsewhere)
