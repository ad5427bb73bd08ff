"""Links that the order of words in Arabic gives: the verb comes first, and what describes a noun after it.

"The sick child slept" is "slept the-child the-sick". So where a lexicon knows one of two neighbours, the
other one's partner is on the other side of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from reader.core.alignment import Link

_Link = Callable[[int, int], None]
_ARABIC = re.compile(r"[\u0620-\u064a]")
_VERB = re.compile(r"(?!ال|لل|[وف]ال)[\u0620-\u064a]{3,}$")
"""An Arabic word without article, which at the beginning may be the verb."""
_PARTICLES = frozenset(
    re.findall(
        r"\w+",
        "في من إلى على عن مع بعد قبل منذ عند كل هذا هذه ذلك تلك هناك لكن ثم قد لقد إن أن لا لم لن ليس يوم",
    )
)
"""Arabic words that are neither a verb nor a noun with what describes it."""
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "the and for with from this that these those its his her their our your has have had was were "
        "are not but which who will would can could may should been being into than then there also "
        "more when where while during between under over such about before after all any few new old "
        "own see too two use way why yet now how let him did does get got les des une dans pour que "
        "qui sur avec aux par pas plus cette ces son ses leur leurs elle ils elles nous vous ont sont "
        "été être avait aussi mais comme entre sous après selon",
    )
)
"""Words that say little by themselves."""
_ARTICLE = re.compile(r"(?:[وف]?[بك]?ال|[وف]?لل)(?=[\u0620-\u064a]{2})")
_PAST = re.compile(
    r"\w{2,}ed|became|began|bought|broke|brought|built|came|caught|chose|drew|drove|fell|felt|fled|flew|forgot|found|"
    r"fought|gave|got|grew|heard|held|hid|kept|knew|left|lent|lost|made|meant|met|paid|ran|rang|rose|said|sang|sank|"
    r"sat|saw|sent|shook|shot|showed|slept|sold|spent|spoke|stole|stood|struck|swore|taught|thought|threw|told|took|"
    r"understood|went|woke|won|wore|wrote"
)
"""An English verb of the past, by its ending or by name."""


def arabic_order(anchors: Sequence[Link], here: Sequence[str], there: Sequence[str]) -> list[Link]:
    """Links of words that have none yet, by what stands beside them.

    Args:
        anchors: the links that are sure, each word once.
        here: the words of the source.
        there: those of the target; without Arabic ones nothing is found.
    """
    if not any(_ARABIC.match(word) for word in there):
        return []
    partner, taken = dict(anchors), {t for _, t in anchors}
    found: list[Link] = []

    def link(s: int, t: int) -> None:
        partner[s] = t
        taken.add(t)
        found.append((s, t))

    if 0 not in taken and _VERB.match(there[0]) and there[0] not in _PARTICLES:
        verb = _verb(partner, here)
        if verb is not None:
            link(verb, 0)
            _link_subject(verb, partner, taken, here, there, link)
    for s, word in enumerate(here):
        if s in partner or not _tells(word):
            continue
        for near, step in ((s + 1, 1), (s - 1, -1)):
            t = partner.get(near, -1) + step
            if not 0 <= t < len(there) or near not in partner or not _tells(here[near]) or t in taken:
                continue
            if partner[near] and _go_together(there[t], there[partner[near]]):
                link(s, t)
                break
    _swap_pairs(partner, taken, here, there, link)
    return found


def _link_subject(
    verb: int,
    partner: dict[int, int],
    taken: set[int],
    here: Sequence[str],
    there: Sequence[str],
    link: _Link,
) -> None:
    """Link what stands before the verb to what stands after it in Arabic, where neither has a partner."""
    before = [s for s in range(verb) if _tells(here[s])]
    free = len(there) > 1 and 1 not in taken and there[1] not in _PARTICLES
    if free and _ARABIC.match(there[1]) and before and before[-1] not in partner:
        link(before[-1], 1)


def _swap_pairs(
    partner: dict[int, int], taken: set[int], here: Sequence[str], there: Sequence[str], link: _Link
) -> None:
    """Link two words side by side the other way round, where the target has one free pair for them."""
    for s in range(len(here) - 1):
        if s in partner or s + 1 in partner or not (_tells(here[s]) and _tells(here[s + 1])):
            continue
        free = [
            t
            for t in range(len(there) - 1)
            if t not in taken
            and t + 1 not in taken
            and (_go_together(there[t], there[t + 1]) or (t and _is_of(there[t], there[t + 1])))
        ]
        if len(free) > 1:  # "and" is written on the word after it
            free = [t for t in free if not there[t + 1].startswith("و")]
        if len(free) == 1:
            link(s, free[0] + 1)
            link(s + 1, free[0])


def _verb(partner: dict[int, int], here: Sequence[str]) -> int | None:
    """The place of the source's verb: after its subject, which stands second in Arabic."""
    back = {t: s for s, t in partner.items()}
    free = [s for s, word in enumerate(here) if s not in partner and _tells(word)]
    subject = back.get(1)
    if subject is not None:
        after = [s for s in free if s > subject and not any(_tells(w) for w in here[subject + 1 : s])]
        return after[0] if after else None
    past = [s for s in free if s and _PAST.fullmatch(here[s])]
    if len(past) == 1:
        return past[0]
    first = [s for s, word in enumerate(here) if _tells(word)][:2]
    beside = len(first) == 2 and first[0] + 1 == first[1]  # "neighbours grow": "grow the-neighbours"
    return first[1] if beside and not partner.keys() & first and not past else None


def _go_together(one: str, other: str) -> bool:
    """Whether two Arabic words may be a noun and what describes it: both have the article, or neither."""
    if not _ARABIC.match(one) or not _ARABIC.match(other) or min(len(one), len(other)) < 3:
        return False
    return (
        one not in _PARTICLES
        and other not in _PARTICLES
        and bool(_ARTICLE.match(one)) == bool(_ARTICLE.match(other))
    )


def _is_of(one: str, other: str) -> bool:
    """Whether two Arabic words may be "the first of the second": the second alone has the article."""
    return _VERB.match(one) is not None and one not in _PARTICLES and _ARTICLE.match(other) is not None


def _tells(word: str) -> bool:
    """Whether a source word says something by itself."""
    return word[0].isalpha() and len(word) > 2 and word.lower() not in _SMALL
