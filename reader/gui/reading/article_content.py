"""The open article as the pane needs it: units, translations under way, names of pictures, words."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.languages import direction_of
from reader.core.model import BlockKind, HealthReport, Picture, Route, TranslatedBlock, Translation
from reader.gui.article_view.block_writer import PICTURE
from reader.gui.article_view.text_formats import picture_size
from reader.gui.article_view.title_writer import AVATAR
from reader.gui.article_view.units import Unit, block_units, by_id, caption_unit, title_unit
from reader.services.library.open_article import OpenedArticle

NONE, RUNNING, DONE, STOPPED, FAILED = "none", "running", "done", "stopped", "failed"
PAUSED = "paused"

_SAYS_SOMETHING = 0.5
"""s of work that say how long the rest will take."""


@dataclass(slots=True)
class TranslationState:
    """How far a translation is. `done` and `total` count blocks, title and caption included."""

    status: str = NONE
    blocks: dict[str, TranslatedBlock] = field(default_factory=dict)
    old: set[str] = field(default_factory=set)  # blocks of a translation before, until theirs are there
    done: int = 0
    total: int = 0
    started: float = 0.0
    started_done: int = 0
    first: float = 0.0  # when the first block came that was not stored, 0 before
    first_done: int = 0
    newest: float = 0.0  # when the newest one came
    route: Route | None = None
    seconds: float = 0.0
    error: ReaderError | None = None
    old_weak: bool = False  # whether the translation before was weak
    last: str = ""
    newer: bool | None = False  # a newer model is installed than the one that made it; None: not known yet
    told: float = 0.0  # when the strip last said how far it is

    def start(self, total: int) -> None:
        """Note that the engine begins; what is stored stays."""
        self.status, self.total, self.error, self.newer = RUNNING, total, None, False
        self.done, self.started, self.last = 0, time.monotonic(), ""
        self.first, self.newest, self.first_done = 0.0, 0.0, 0
        self.started_done = len(self.blocks) - len(self.old)

    def begin_anew(self) -> None:
        """Note that another translation comes in place of what is here, which stays until then."""
        self.old_weak = self._mostly_doubtful
        self.old = set(self.blocks)
        self.started_done = 0

    def note(self, done: int, total: int, stored: bool) -> None:
        """Note that a block came, and whether it was there before: that says nothing about the pace."""
        self.done, self.total = done, total
        if stored:
            self.started_done = max(self.started_done, done)
            return
        self.newest = time.monotonic()
        if not self.first:
            self.first, self.first_done = self.newest, done

    def seconds_left(self) -> int | None:
        """An estimate from the pace so far, `None` while it says nothing.

        The pace is that since the first block, the title, for which the engine may have had to be loaded.
        """
        now, fresh = time.monotonic(), self.done - self.started_done
        if fresh < 1 or now - self.started < _SAYS_SOMETHING or self.total <= self.done:
            return None
        newest = self.newest or now
        begun, count = self.started, fresh
        if self.first and self.done > self.first_done and newest - self.first >= _SAYS_SOMETHING / 2:
            begun, count = self.first, self.done - self.first_done
        left = (newest - begun) / count * (self.total - self.done) - (now - newest)
        return max(1, round(left))

    @property
    def health(self) -> HealthReport:
        """What the health check found in what is here."""
        blocks = tuple(self.blocks.values())
        return Translation("", None, TranslatedBlock("", ()), None, blocks).health

    @property
    def weak(self) -> bool:
        """Whether so much of the finished translation looks wrong that single sentences are not marked."""
        if self.status == RUNNING:
            return bool(self.old) and self.old_weak
        return self._mostly_doubtful

    @property
    def _mostly_doubtful(self) -> bool:
        health = self.health
        return health.checked >= 12 and 3 * health.left > health.checked

    @property
    def demonstration(self) -> bool:
        """Whether a demonstration model took part."""
        return self.route is not None and any(hop.demonstration for hop in self.route.hops)


class ArticleContent:
    """One opened article."""

    def __init__(self, opened: OpenedArticle) -> None:
        self.opened = opened
        self.article = opened.article
        self.document = opened.article.document
        self.language = self.document.language or "fr"
        direction = direction_of(self.language)
        self.title = title_unit(self.document, direction)
        self.caption = caption_unit(self.document, direction)
        self.blocks = block_units(self.document)
        self.states: dict[str, TranslationState] = {}
        for target, translation in opened.translations.items():
            self.store(target, translation)

    @property
    def id(self) -> int:
        """The article's id."""
        return self.article.summary.id

    @property
    def progress(self) -> float:
        """How far it had been read when it was opened, 0 to 1."""
        return self.article.summary.progress

    @property
    def units(self) -> tuple[Unit, ...]:
        """Title, caption and blocks in reading order."""
        return (self.title, *((self.caption,) if self.caption else ()), *self.blocks)

    @property
    def translatable(self) -> int:
        """How many units a translation has."""
        return sum(unit.translatable for unit in self.units)

    def path_of(self, digest: str) -> Path | None:
        """The file of a picture that is stored, by its digest."""
        return self.opened.picture_paths.get(digest)

    def state(self, target: str) -> TranslationState:
        """The state of a translation, made when first asked for."""
        return self.states.setdefault(target, TranslationState())

    def store(self, target: str, translation: Translation) -> None:
        """Take over a whole stored translation."""
        state = self.state(target)
        fresh = by_id(translation)
        state.blocks.update(fresh)
        state.old -= fresh.keys()
        state.route, state.seconds = translation.route, translation.seconds
        state.done, state.total = len(state.blocks), self.translatable
        state.status = DONE if translation.done else STOPPED
        state.error = None

    def unit(self, unit_id: str) -> Unit | None:
        """The unit of an id."""
        return next((unit for unit in self.units if unit.id == unit_id), None)

    def needs_translation(self, target: str) -> bool:
        """Whether a target language is neither here nor on its way."""
        return target != self.language and self.state(target).status not in (RUNNING, PAUSED, DONE)

    def words(self, language: str) -> int:
        """Words of the text in a language, for the reading time."""
        from reader.reading.reading_time import words_in

        if language == self.language:
            return self.article.summary.words or words_in(self.document.text, language)
        blocks = self.state(language).blocks
        texts = []
        for unit in self.blocks:
            if unit.kind is BlockKind.RELATED:
                continue
            done = blocks.get(unit.id)
            pairs = done.sentences if done is not None else ()
            texts.append(" ".join(p.target for p in pairs) or " ".join(s.text for s in unit.sentences))
        return words_in("\n".join(texts), language)

    @property
    def lead_capped(self) -> bool:
        """Whether the lead picture may not be as high as any: it does not stand in the text once more."""
        lead = self.document.lead
        in_text = (unit.block.picture for unit in self.blocks if unit.block is not None)
        return lead is not None and not any(found and found.digest == lead.digest for found in in_text)

    def pictures(
        self, width: int, lead_height: int = 0, avatar_side: int = AVATAR
    ) -> tuple[dict[str, str], dict[str, tuple[Path, int, int, bool]], str]:
        """Names of the pictures for the document at a column width, the avatar's of `avatar_side` px.

        Returns: names by digest, what to decode by name, and the avatar's name.
        """
        names: dict[str, str] = {}
        files: dict[str, tuple[Path, int, int, bool]] = {}
        shown = [self.document.lead, *(unit.block.picture for unit in self.blocks if unit.block)]
        for picture in shown:
            path = self._file(picture)
            if picture is not None and path is not None:
                w, h = picture_size(picture, width, lead_height if picture is self.document.lead else 0)
                name = f"{PICTURE}{picture.digest}/{w}x{h}"
                names[picture.digest] = name
                files[name] = (path, w, h, False)
        avatar = ""
        face = self._file(self.document.avatar)
        if face is not None and self.document.avatar is not None:
            avatar = f"{PICTURE}{self.document.avatar.digest}/{avatar_side}/avatar"
            files[avatar] = (face, avatar_side, avatar_side, True)
        return names, files, avatar

    def _file(self, picture: Picture | None) -> Path | None:
        return self.path_of(picture.digest) if picture is not None and picture.digest else None
