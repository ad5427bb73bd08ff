"""Texts that were written in two places at once, joined line by line so that neither is lost."""

from __future__ import annotations

import difflib

_LONGEST = 2_000_000  # characters of a note that are joined line by line


def join_texts(base: str, one: str, other: str) -> str:
    """Both texts in one: what each changed of their common base, and both where they differ."""
    if not base:
        if _holds(one, other):
            return one
        if _holds(other, one):
            return other
    if not base or max(map(len, (base, one, other))) > _LONGEST:
        return f"{one}\n\n{other}"
    old, ours, theirs = (text.split("\n") for text in (base, one, other))
    lines: list[str] = []
    for chunk, mine, yours in _chunks(old, ours, theirs):
        if mine == chunk:
            lines += yours
        elif yours in (chunk, mine):
            lines += mine
        else:
            lines += _both(chunk, mine, yours)
    return "\n".join(lines)


def _both(chunk: list[str], mine: list[str], yours: list[str]) -> list[str]:
    """What two made of the same lines: where one only wrote around them, the other's take their place."""
    if chunk:
        for around, within in ((mine, yours), (yours, mine)):
            for at in range(len(around) - len(chunk) + 1):
                if around[at : at + len(chunk)] == chunk:
                    return [*around[:at], *within, *around[at + len(chunk) :]]
    return [*mine, *(line for line in yours if line not in mine)]


def _holds(one: str, other: str) -> bool:
    """Whether every line of the other stands in one."""
    return set(other.split("\n")) <= set(one.split("\n"))


def _chunks(
    old: list[str], ours: list[str], theirs: list[str]
) -> list[tuple[list[str], list[str], list[str]]]:
    """The three texts cut at the lines that all of them have."""
    kept = []
    for pairs in (ours, theirs):
        blocks = difflib.SequenceMatcher(None, old, pairs, autojunk=False).get_matching_blocks()
        kept.append({block.a + n: block.b + n for block in blocks for n in range(block.size)})
    common = [line for line in range(len(old)) if line in kept[0] and line in kept[1]]
    chunks = []
    at = (0, 0, 0)
    for line in [*common, None]:
        end = (len(old), len(ours), len(theirs)) if line is None else (line, kept[0][line], kept[1][line])
        chunks.append((old[at[0] : end[0]], ours[at[1] : end[1]], theirs[at[2] : end[2]]))
        if line is not None:
            chunks.append(([old[line]], [old[line]], [old[line]]))
            at = (end[0] + 1, end[1] + 1, end[2] + 1)
    return [chunk for chunk in chunks if any(chunk)]
