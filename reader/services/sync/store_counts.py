"""What a look at a folder gives: plain data, which the window reads without what opens a store."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StorePreview:
    """What lies at a place: nothing yet (`is_new`), or a store of so many computers, encrypted or not."""

    is_new: bool
    encrypted: bool
    machines: int
    files: int


@dataclass(frozen=True, slots=True)
class StoreCounts:
    """How many articles a store has (`there`), how many the library (`here`), and how many are in both.

    `is_new` says that no store lies there yet, `may_write` whether the reader may do more than read there;
    `others` who takes part beside him, `notes` whom he would tell his notes, and `reading` whom what he has
    read, as `choices.EVERYBODY` or `ALONE`, "" where he has no choice.
    """

    there: int
    here: int
    both: int
    is_new: bool = False
    may_write: bool = True
    others: tuple[str, ...] = ()
    notes: str = ""
    reading: str = ""
