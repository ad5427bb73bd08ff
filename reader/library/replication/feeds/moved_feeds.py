"""Where feeds went that moved to another address, while another computer still had them at the former one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from reader.library.replication.registers import uids_of
from reader.library.replication.states import FEED, States

_MOST_MOVES = 20  # of one feed that are told


class FeedMoves:
    """What is known of moves, from all that was told of feeds; the same on every computer that heard of it.

    Whoever names a feed or gives it a rule keeps it at the address that he knows, where another computer
    had it moved from there: it is one feed all the same. What is followed at a former address only after the
    move is another, also once it is followed no longer.

    Args:
        session: inside a write.
        states: with nothing that is not written yet.
    """

    def __init__(self, session: Session, states: States) -> None:
        uids = uids_of(session, FEED)
        states.load(uids)
        known = {uid[2:]: states.get(uid, "feed") for uid in uids}
        told = {key: json.loads(state.value) for key, state in known.items() if state.value is not None}
        followed = [key for key in told if known[key].any_live]
        self._ranks = {
            key: (max(moves_of(told[key]).values(), default=told[key]["added_at"]), known[key].top)
            for key in followed
        }
        self._to: dict[str, str] = {}
        for key in sorted(followed, key=lambda key: self._ranks[key]):  # of several the latest holds
            for former, moment in moves_of(told[key]).items():
                if former != key and (former not in told or told[former]["added_at"] <= moment):
                    self._to[former] = key
        self._settled: dict[str, str] = {}
        self._former: dict[str, list[str]] = {}
        for former in self._to:
            if (key := self.settled(former)) != former:
                self._former.setdefault(key, []).append(former)

    def settled(self, key: str) -> str:
        """The key of the address that a feed has by now; its own where it did not move."""
        path: dict[str, None] = {}
        while key in self._to and key not in path and key not in self._settled:
            path[key] = None
            key = self._to[key]
        if key in path:  # moved there and back: the latest move holds
            circle = list(path)
            key = max(circle[circle.index(key) :], key=lambda each: self._ranks[each])
        else:
            key = self._settled.get(key, key)
        self._settled |= dict.fromkeys(path, key)
        return key

    def former(self, key: str) -> list[str]:
        """The keys of all addresses that lead to this one."""
        return self._former.get(key, [])

    def is_followed(self, key: str) -> bool:
        """Whether a feed is followed under an address of its own, moved or not."""
        return key in self._ranks


def moves_of(told: Any) -> dict[str, str]:
    """When a feed moved from which addresses, by their keys; what an earlier version told has no times.

    Args:
        told: what was told of the feed, `None` for nothing.
    """
    if told is None:
        return {}
    moments = told.get("moved", {})
    return {former: moments.get(former, told["added_at"]) for former in told["former"]}


def moves_told(moves: Mapping[str, str]) -> dict[str, Any]:
    """What is told of a feed's moves, the latest of many; `moves` is as `moves_of` gives it."""
    latest = sorted(sorted(moves, key=lambda former: moves[former])[-_MOST_MOVES:])
    return {"former": latest, **({"moved": {former: moves[former] for former in latest}} if latest else {})}
