"""Where feeds went that moved to another address, while another computer still had them at the former one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from reader.library.replication.registers import uids_of, value_of
from reader.library.replication.states import FEED, States


class FeedMoves:
    """What is known of moves, from all that was told of feeds; the same on every computer that heard of it.

    Whoever names a feed or gives it a rule keeps it at the address that he knows, where another computer
    had it moved from there: it is one feed all the same. What is followed at a former address only after the
    move is another.

    Args:
        session: inside a write.
        states: with nothing that is not written yet.
    """

    def __init__(self, session: Session, states: States) -> None:
        uids = uids_of(session, FEED)
        states.load(uids)
        followed = {uid[2:]: value for uid in uids if (value := value_of(states, uid, "feed")) is not None}
        self._ranks = {
            key: (_moved_at(value), states.get(FEED + key, "feed").top) for key, value in followed.items()
        }
        self._to: dict[str, str] = {}
        for key in sorted(followed, key=lambda key: self._ranks[key]):  # of several the latest holds
            for former in followed[key]["former"]:
                there = followed.get(former)
                if former != key and (there is None or there["added_at"] <= _moved_at(followed[key])):
                    self._to[former] = key

    def settled(self, key: str) -> str:
        """The key of the address that a feed has by now; its own where it did not move."""
        path = [key]
        while (following := self._to.get(path[-1])) is not None:
            if following in path:  # moved there and back: the latest move holds
                return max(path[path.index(following) :], key=lambda each: self._ranks[each])
            path.append(following)
        return path[-1]

    def former(self, key: str) -> list[str]:
        """The keys of all addresses that lead to this one."""
        return [each for each in self._to if each != key and self.settled(each) == key]

    def is_followed(self, key: str) -> bool:
        """Whether a feed is followed under an address of its own, moved or not."""
        return key in self._ranks


def moves_told(former: Sequence[str], moment: str, told: Any) -> dict[str, Any]:
    """What a feed's value says of its moves: those that were told stay in it.

    Args:
        former: the keys of the addresses that it moved from since.
        moment: when, ISO 8601 in UTC.
        told: the value that is replaced, `None` for none.
    """
    before = told or {"former": []}
    every = list(dict.fromkeys((*before["former"], *former)))[-20:]
    latest = max(moment if former else "", before.get("moved_at", ""))
    return {"former": sorted(every), **({"moved_at": latest} if latest else {})}


def _moved_at(value: Any) -> str:
    """When a feed moved last, at least; what an earlier version told says only when it was followed."""
    return str(value.get("moved_at") or value["added_at"])
