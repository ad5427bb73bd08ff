"""One link on its way into the library: its state, and the words the tray shows for it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QCoreApplication, QObject

from reader.core.errors import ReaderError
from reader.core.messages import isolate
from reader.core.origin import TYPED, Origin
from reader.gui.background.job_runner import Job
from reader.gui.text.dates import long_date
from reader.gui.text.messages import words
from reader.gui.widgets.mime_page import GivenPage

_numbers = itertools.count(1)

STEPS = ("fetching", "extracting", "pictures", "saved")
"""The steps of a save in order, by the words its progress uses."""


class SaveState(StrEnum):
    """Where a link is."""

    WAITING = "waiting"
    RUNNING = "running"
    SAVED = "saved"
    PARTIAL = "partial"
    DUPLICATE = "duplicate"
    FAILED = "failed"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"


@dataclass(slots=True, eq=False)
class SaveEntry:
    """A link given to save. `pending_id` is its row in the library, 0 until it is written there.

    `url` of a saved page is its file's (`file:`); `page` is one that was handed over itself. `attempts`
    counts the failures for want of a connection, `again_at` is the time of day of the next try ("" without
    one). `reason` says why a newer copy was not taken (`KEPT`). `as_text`: the reader wants the text of a
    page in which no article was found. `origin` says who named the link. `is_file`: it leads to no page,
    and the link was kept. `copy` is an archive's copy that its article's text is fetched from.
    """

    url: str
    pending_id: int = 0
    state: SaveState = SaveState.WAITING
    open_when_saved: bool = False
    step: str = ""
    done: int = 0
    total: int = 0
    title: str = ""
    article_id: int = 0
    saved_at: str = ""
    missing_pictures: int = 0
    error: ReaderError | None = None
    attempts: int = 0
    again_at: str = ""
    as_text: bool = False
    tags: tuple[str, ...] = ()
    job: Job | None = None
    page: GivenPage | None = None
    origin: Origin = TYPED
    reason: str = ""
    is_file: bool = False
    copy: str = ""
    number: int = field(default_factory=lambda: next(_numbers))

    @property
    def site(self) -> str:
        """The host, as a reader knows it; the name of a file."""
        if self.url.startswith("file:"):
            return file_name(self.url)
        return (urlsplit(self.url).hostname or self.url).removeprefix("www.")

    @property
    def host(self) -> str:
        """The host that is asked; "" for a file."""
        return "" if self.page is not None else _host(self.url)

    @property
    def local_link(self) -> str:
        """The link that leads to a local address and was not followed unasked; "" for none."""
        asks = self.error is not None and self.error.kind == "local-address"
        return str(self.error.values.get("link", "")) if self.error is not None and asks else ""

    @property
    def offline(self) -> bool:
        """Whether it waits for a connection, and goes on by itself once there is one."""
        return self.state is SaveState.FAILED and self.error is not None and self.error.kind == "offline"

    @property
    def active(self) -> bool:
        """Whether it waits or runs."""
        return self.state in (SaveState.WAITING, SaveState.RUNNING)


@lru_cache(4096)
def _host(url: str) -> str:
    """The host of an address; whenever a save ends, all that wait are asked for theirs."""
    return urlsplit(url).hostname or ""


class SaveTexts(QObject):
    """The counted texts of a save; lupdate sees plural forms only in `self.tr`."""

    def without_pictures(self, count: int) -> str:
        """The article is saved, some of its pictures are not."""
        return self.tr("Saved without %n picture(s)", "", count)


def heading(entry: SaveEntry) -> str:
    """The first line of a tray item: what became of the link."""
    translate = QCoreApplication.translate
    if entry.state is SaveState.SAVED:
        if entry.is_file:
            return translate("save", "Kept as a link: it leads to a file")
        return translate("save", "Saved for offline reading")
    if entry.state is SaveState.PARTIAL:
        return SaveTexts().without_pictures(entry.missing_pictures)
    if entry.state is SaveState.DUPLICATE:
        return translate("save", "Already in your library")
    if entry.offline:
        return translate("save", "Waiting for a connection")
    if entry.error is not None:
        return words(entry.error.title)
    again = {
        SaveState.UPDATED: translate("save", "The copy is updated"),
        SaveState.UNCHANGED: translate("save", "The page has not changed"),
        SaveState.KEPT: translate("save", "Your copy was kept"),
    }
    if entry.state in again:
        return again[entry.state]
    return entry.title or short_address(entry.url)


def explanation(entry: SaveEntry) -> str:
    """The second line: which link, or what to do next."""
    translate = QCoreApplication.translate
    if entry.state is SaveState.SAVED:
        return entry.title
    if entry.state is SaveState.PARTIAL:
        return translate("save", "The text is complete.")
    if entry.state is SaveState.DUPLICATE:
        if not entry.saved_at:
            return entry.title
        date = isolate(long_date(entry.saved_at))
        return translate("save", "Saved on {date}").replace("{date}", date)
    if entry.error is not None:
        kept = translate("save", "The link is kept, and saved once there is a connection.")
        hint = f"{isolate(entry.site)} · {kept}" if entry.offline else words(entry.error.hint)
        if entry.offline or not entry.again_at:
            return hint
        again = translate("save", "Next try at {time}.").replace("{time}", isolate(entry.again_at))
        return f"{hint} {again}".strip()
    if entry.state is SaveState.KEPT:
        return {
            "shorter": translate("save", "The page is much shorter now."),
            "incomplete": translate("save", "The page gives only a part of the article now."),
            "different": translate("save", "The page holds another article now."),
        }.get(entry.reason, entry.title)
    if entry.state in (SaveState.UPDATED, SaveState.UNCHANGED):
        return entry.title
    doing = step_text(entry) if entry.state is SaveState.RUNNING else translate("save", "Waiting")
    return f"{isolate(entry.site)} · {doing}"


def step_text(entry: SaveEntry) -> str:
    """The step under way, in words."""
    translate = QCoreApplication.translate
    if entry.step == "pictures" and entry.total:
        text = translate("save", "{done} of {total} pictures")
        return text.replace("{done}", isolate(entry.done)).replace("{total}", isolate(entry.total))
    return {
        "extracting": translate("save", "finding the article…"),
        "pictures": translate("save", "looking for pictures…"),
        "saved": translate("save", "saved"),
    }.get(entry.step, translate("save", "saving…"))


def step_names(entry: SaveEntry) -> list[str]:
    """The names under the four bars, with the count of pictures once it is known."""
    translate = QCoreApplication.translate
    pictures = translate("save", "Images")
    if entry.step == "pictures" and entry.total:
        pictures = f"{pictures} {isolate(f'{entry.done}/{entry.total}')}"
    return [
        translate("save", "Fetching"),
        translate("save", "Extracting"),
        pictures,
        translate("save", "Saved"),
    ]


def step_number(entry: SaveEntry) -> int:
    """The index of the step under way, -1 before the first."""
    return STEPS.index(entry.step) if entry.step in STEPS else -1


def spoken_step(entry: SaveEntry) -> str:
    """The step as a screen reader says it: “Step 3 of 4, Images 3/5”."""
    number = step_number(entry)
    if number < 0:
        return explanation(entry)
    text = QCoreApplication.translate("save", "Step {number} of 4, {name}")
    return text.replace("{number}", str(number + 1)).replace("{name}", step_names(entry)[number])


def short_address(url: str) -> str:
    """An address without its scheme and `www.`, isolated so that it reads left to right."""
    if url.startswith("file:"):
        return isolate(file_name(url))
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    return isolate(f"{(parts.netloc or '').removeprefix('www.')}{path}" or url)


def file_name(url: str) -> str:
    """The name of the file that a `file:` address stands for."""
    return unquote(urlsplit(url).path).rpartition("/")[2]
