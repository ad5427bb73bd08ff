"""What the reader did and the library could not store before the program ended, such as on a silent disk.

It is kept in the program's own folder, each time in a file of its own, and done when the library opens next.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import logging
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.core.errors import ReaderError
from reader.core.model import ReadingPosition
from reader.core.origin import TYPED, Origin
from reader.core.private_files import make_folder
from reader.core.serialize import from_plain, read_json, to_plain
from reader.core.storage_errors import OF_THE_LIBRARY, storage_errors
from reader.settings.disks import state_folder
from reader.settings.paths import LibraryPaths

if TYPE_CHECKING:
    from reader.library.articles.articles import Articles
    from reader.library.articles.pending import PendingSaves

log = logging.getLogger(__name__)

_FOLDER = "unstored"
_MOST_BYTES = 20_000_000  # of one file; what is larger is none of ours


@dataclass(frozen=True, slots=True)
class Mark:
    """Articles whose `field` (unread, favourite, archived, trashed) was set to `value`."""

    ids: tuple[int, ...]
    field: str
    value: bool


@dataclass(frozen=True, slots=True)
class Tagging:
    """Articles that were given tags, and from which tags were taken."""

    ids: tuple[int, ...]
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tags:
    """One article that was given exactly these tags."""

    article: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """Where the reader is in an article, and how much of it is read."""

    article: int
    position: ReadingPosition
    progress: float


@dataclass(frozen=True, slots=True)
class Link:
    """A link that was given to be saved."""

    url: str
    tags: tuple[str, ...] = ()
    origin: Origin = TYPED


Act = Mark | Tagging | Tags | Position | Link

_KINDS: dict[str, type[Act]] = {"mark": Mark, "tag": Tagging, "tags": Tags, "place": Position, "link": Link}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def keep_acts(root: Path, acts: Sequence[Act]) -> Path:
    """Keep what was done to the library in the folder `root`, in order; returns the file.

    The folder is not looked at, for its disk may be silent.

    Raises:
        ReaderError: `read-only`, `disk-full` or `disk-error`.
    """
    from reader.library.clock import now

    folder = state_folder() / _FOLDER
    file = folder / f"{_digest(root)}-{time.time_ns():020}.json"
    with storage_errors(folder):
        make_folder(folder)
    _write(file, root, now(), acts)
    return file


def take_up_acts(paths: LibraryPaths, articles: Articles, pending: PendingSaves) -> None:
    """Do what could not be stored when the library was open last; what still cannot stays for the next time.

    A program that is killed meanwhile has it done again, which changes nothing.

    Args:
        paths: where the library is, and was before. articles, pending: of it; it can be written to.
    """
    for file in _files(paths):
        try:
            at, acts = _read(file)
        except OSError as error:
            log.warning("what was not stored cannot be read: %s", error.strerror)
            continue
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            log.warning("what was not stored is damaged, and kept as it is: %s", type(error).__name__)
            with contextlib.suppress(OSError):
                file.replace(file.with_suffix(".damaged"))
            continue
        left = _do_all(articles, pending, acts, at)
        log.info("%d of %d acts that were not stored are so now", len(acts) - len(left), len(acts))
        if left:
            if len(left) < len(acts):  # the reader goes on from what is done
                with contextlib.suppress(ReaderError):
                    _write(file, paths.root, at, left)
            return  # what came later must not be done before it
        with contextlib.suppress(OSError):
            file.unlink()


def _write(file: Path, root: Path, at: str, acts: Sequence[Act]) -> None:
    """Raises ReaderError."""
    from reader.services.whole_file import write_whole

    told = [{"act": _NAMES[type(act)], **to_plain(act)} for act in acts]
    data = {"library": str(root), "at": at, "acts": told}
    write_whole(file, json.dumps(data).encode(), private=True)


def _digest(root: Path) -> str:
    return hashlib.sha256(os.fsencode(os.path.abspath(root))).hexdigest()[:24]


def _files(paths: LibraryPaths) -> list[Path]:
    """The oldest first."""
    roots = [root for root in (paths.root, paths.moved_from) if root is not None]
    try:
        folder = state_folder() / _FOLDER
        found = [file for root in roots for file in folder.glob(f"{_digest(root)}-*.json")]
        return sorted(found, key=lambda file: file.name.partition("-")[2])
    except (OSError, RuntimeError):  # RuntimeError: nobody knows the reader's home
        return []


def _read(file: Path) -> tuple[str, list[Act]]:
    """When acts were kept, and those that this version knows.

    Raises:
        OSError: it cannot be read. ValueError, TypeError, KeyError, AttributeError: it is none of ours.
    """
    with file.open("rb") as opened:
        data = read_json(opened.read(_MOST_BYTES))
    return str(data["at"]), [_built(told) for told in data["acts"] if told["act"] in _KINDS]


def _built(told: dict[str, Any]) -> Act:
    values = {name: value for name, value in told.items() if name != "act"}
    return from_plain(_KINDS[told["act"]], values)


def _do_all(articles: Articles, pending: PendingSaves, acts: Sequence[Act], at: str) -> Sequence[Act]:
    """Do acts in order; returns those from the first on that may be possible later.

    Links that were given alike are written at once: there may be hundreds, and the library waits to open.
    """
    place = 0
    for _, alike in itertools.groupby(acts, _given):
        group = list(alike)
        if not _are_done(articles, pending, group, at):
            return acts[place:]
        place += len(group)
    return ()


def _given(act: Act) -> object:
    """How a link was given; every other act stands alone."""
    return (act.tags, act.origin) if isinstance(act, Link) else id(act)


def _are_done(articles: Articles, pending: PendingSaves, acts: Sequence[Act], at: str) -> bool:
    """Do one act, or links that were given alike; `False` where that may be possible later.

    The library opens whatever stands in the file: one that nothing can do is passed over.
    """
    try:
        first = acts[0]
        if isinstance(first, Link):
            _add_new(pending, [act for act in acts if isinstance(act, Link)])
        else:
            _do(articles, first, at)
    except ReaderError as error:
        log.warning("an act that was not stored is not so now: %s", error.kind)
        return error.kind not in OF_THE_LIBRARY
    except Exception as error:  # noqa: BLE001 - numbers for names, halves of characters, what no check foresees
        if len(acts) > 1:
            return all([_are_done(articles, pending, [act], at) for act in acts])
        log.warning("an act that was not stored cannot be done: %s", type(error).__name__)
    return True


def _add_new(pending: PendingSaves, links: Sequence[Link]) -> None:
    """Keep those of some links, given alike, that are not kept yet."""
    known = {kept.url for kept in pending.all()}
    new = [link.url for link in links if link.url not in known]
    if new:
        pending.add_all(new, links[0].tags, links[0].origin)


def _do(articles: Articles, act: Mark | Tagging | Tags | Position, at: str) -> None:
    from reader.library.articles.flags import set_flag, tag_all

    ids = act.ids if isinstance(act, Mark | Tagging) else (act.article,)
    # Where an older backup was put in the library's place meanwhile, a number may be that of an article which
    # was saved since.
    cards = [card for card in articles.by_ids(list(ids)) if card.saved_at <= at]
    same = [card.id for card in cards]
    if not same:
        return
    if isinstance(act, Mark):
        changed = [card.id for card in cards if bool(getattr(card, act.field)) != act.value]
        if changed:
            set_flag(articles, changed, act.field, act.value)
    elif isinstance(act, Tagging):
        tag_all(articles, same, act.add, act.remove)
    elif isinstance(act, Tags):
        articles.set_tags(act.article, act.names)
    else:
        articles.set_position(act.article, act.position, act.progress)
