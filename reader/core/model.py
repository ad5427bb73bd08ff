"""What flows through Liseuse, as frozen dataclasses: no database row, lxml node or engine object does.

Times are ISO 8601 text in UTC unless a field says otherwise; lengths are in the unit named.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from reader.core.origin import UNKNOWN, Origin


class Direction(StrEnum):
    """The base direction of a block of text."""

    LTR = "ltr"
    RTL = "rtl"


class BlockKind(StrEnum):
    """What a block of an article is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    FIGURE = "figure"
    QUOTE = "quote"
    LIST = "list"
    TABLE = "table"
    CODE = "code"
    RELATED = "related"
    EMBED = "embed"


class SentenceState(StrEnum):
    """How a translated sentence came to be; the words are those of the command line's JSON."""

    OK = "ok"
    REPAIRED = "repaired"
    SUSPECT = "suspect"
    CORRECTED = "corrected"
    KEPT = "kept"


class TextView(StrEnum):
    """How original and translation are shown."""

    ORIGINAL = "original"
    TRANSLATION = "translation"
    SIDE_BY_SIDE = "side-by-side"
    INTERLEAVED = "interleaved"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a block: the unit of translation.

    `part` is the index of the block's part it stands in (list item, table cell, line of a quote);
    `start` and `end` are character offsets in that part's plain text.
    """

    text: str
    part: int = 0
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One run of text in a block: the paragraph itself, a list item, a table cell.

    `html` is inline markup only, already clean (b, i, em, strong, a, code, sub, sup, br, mark, s, u, q);
    `text` is the same as plain text in NFC. `level` is the nesting depth of a list item, from 0.
    """

    html: str
    text: str
    level: int = 0
    ordered: bool = False
    header: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of an article. `digest` (SHA-256, hex) is empty until the file is in the library.

    `width` and `height` are px of the stored file, 0 when not known. `credit` is the photographer or
    agency named with it; `caption` is the whole caption as the page shows it, credit included.
    """

    src: str
    caption: str = ""
    credit: str = ""
    alt: str = ""
    digest: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article, with an id that stays the same when the page is fetched again.

    `level` is a heading's (1-6). `columns` is a table's. `url` is where a related link or an embed leads.
    A figure's caption is its only part (none when it has no caption).
    """

    id: str
    kind: BlockKind
    parts: tuple[Part, ...] = ()
    level: int = 0
    columns: int = 0
    direction: Direction = Direction.LTR
    sentences: tuple[Sentence, ...] = ()
    picture: Picture | None = None
    url: str = ""

    @property
    def text(self) -> str:
        """The block's plain text, one line a part."""
        return "\n".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """A link to another article that a page names: related, latest or most read."""

    title: str
    url: str
    section: str = ""
    excerpt: str = ""
    author: str = ""
    date: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A clean article as extracted from a page: everything that is shown, nothing that is not.

    `date` is the day as the page gives it (`YYYY-MM-DD`), `published` the same with its time and zone
    when the page says them. `incomplete` is empty, or why the text may not be whole
    (`paywall`, `cut`, `deep`, `short`, `end`, `unsure`); without text: `unfetched`, `unavailable`, `file`.
    """

    url: str
    title: str
    blocks: tuple[Block, ...]
    html: str
    author: str = ""
    date: str = ""
    published: str = ""
    language: str = ""
    site: str = ""
    section: str = ""
    description: str = ""
    lead: Picture | None = None
    avatar: Picture | None = None
    related: tuple[ArticleLink, ...] = ()
    latest: tuple[ArticleLink, ...] = ()
    most_read: tuple[ArticleLink, ...] = ()
    incomplete: str = ""

    @property
    def text(self) -> str:
        """The article's plain text: blocks separated by an empty line, related links and embeds left out."""
        left_out = (BlockKind.RELATED, BlockKind.EMBED)
        return "\n\n".join(b.text for b in self.blocks if b.parts and b.kind not in left_out)


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """What a card of the library list shows. `progress` runs from 0 to 1; `incomplete` as in `Document`."""

    id: int
    title: str
    url: str
    author: str = ""
    date: str = ""
    language: str = ""
    site: str = ""
    section: str = ""
    excerpt: str = ""
    words: int = 0
    progress: float = 0.0
    opened: bool = False
    unread: bool = True
    favourite: bool = False
    archived: bool = False
    trashed: bool = False
    tags: tuple[str, ...] = ()
    translations: tuple[str, ...] = ()
    thumbnail: str = ""
    saved_at: str = ""
    translated_titles: dict[str, str] = field(default_factory=dict)
    incomplete: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article: its card and its document."""

    summary: ArticleSummary
    document: Document
    position: ReadingPosition | None = None


@dataclass(frozen=True, slots=True)
class ReadingPosition:
    """Where the reader is: a sentence with `offset` px at 100 % above its line, and the cursor's if any."""

    block: str
    sentence: int = 0
    offset: float = 0.0
    cursor_block: str = ""
    cursor_sentence: int = 0


@dataclass(frozen=True, slots=True)
class TranslatedSentence:
    """A sentence pair. `score` is the model's length-normalised log probability.

    `alignment` links the words of the two (`core.alignment`), empty when nobody knows. `faults` are the
    kinds that the health check found: mended in a `repaired` sentence, left in a `suspect` one.
    """

    source: str
    target: str
    score: float = 0.0
    state: SentenceState = SentenceState.OK
    alignment: str = ""
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HealthReport:
    """What the health check says of a translation, in sentences; `faults` counts the kinds, mended or not."""

    checked: int = 0
    found: int = 0
    repaired: int = 0
    left: int = 0
    faults: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TranslatedBlock:
    """The sentences of one block, in the order of the block's own; empty targets are not done yet."""

    id: str
    sentences: tuple[TranslatedSentence, ...]

    @property
    def done(self) -> bool:
        """Whether every sentence has its translation."""
        return all(s.target for s in self.sentences if s.source.strip())


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a route: a package from one language to another. `engine` is as in `ModelPackage`."""

    source: str
    target: str
    package: str
    version: str
    demonstration: bool = False
    engine: str = ""

    @property
    def server(self) -> str:
        """The host of the server that translates it; "" for a package on this computer."""
        return self.package.removeprefix(SERVER_MARK) if self.package.startswith(SERVER_MARK) else ""


SERVER_MARK = "libretranslate:"
"""What the package of a hop begins with that a server translates; the server's host follows."""
ARGOS, FIREFOX = "argos", "firefox"  # the engine of packages that name none; that of Firefox's models


@dataclass(frozen=True, slots=True)
class Route:
    """The packages that lead from one language to another; more than one hop is a pivot."""

    hops: tuple[Hop, ...]

    @property
    def source(self) -> str:
        """The language code translated from."""
        return self.hops[0].source

    @property
    def target(self) -> str:
        """The language code translated to."""
        return self.hops[-1].target

    @property
    def key(self) -> str:
        """A text that names packages, versions and engines, stored with each translation."""
        kinds = ["-demo" if h.demonstration else f"-{h.engine}" if h.engine else "" for h in self.hops]
        steps = zip(self.hops, kinds, strict=True)
        return ">".join(f"{h.source}-{h.target}@{h.version}{kind}" for h, kind in steps)


@dataclass(frozen=True, slots=True)
class Translation:
    """An article in another language. Blocks have the ids and the order of the original's.

    The lead picture's caption is the block with the id `caption`, kept apart in `caption`.
    `seconds` is the time the engine took, 0 when everything came from the library.
    """

    target: str
    route: Route | None
    title: TranslatedBlock
    caption: TranslatedBlock | None
    blocks: tuple[TranslatedBlock, ...]
    seconds: float = 0.0

    @property
    def health(self) -> HealthReport:
        """What the health check found in the sentences that are done."""
        parts = (self.title, *((self.caption,) if self.caption else ()), *self.blocks)
        pairs = [pair for block in parts for pair in block.sentences if pair.target]
        states = [pair.state for pair in pairs]
        repaired, left = states.count(SentenceState.REPAIRED), states.count(SentenceState.SUSPECT)
        kinds = Counter(kind for pair in pairs for kind in pair.faults)
        return HealthReport(len(pairs), repaired + left, repaired, left, dict(kinds))

    @property
    def done(self) -> bool:
        """Whether every block is translated."""
        parts = (self.title, *((self.caption,) if self.caption else ()), *self.blocks)
        return all(b.done for b in parts)


@dataclass(frozen=True, slots=True)
class ModelPackage:
    """A translation package: installed, or offered by a catalogue.

    `path` is the folder of an installed one; `links` are the addresses it can be downloaded from.
    `engine` is "" for Argos, or `FIREFOX`. `licence` is an SPDX name, "" when the package does not say.
    """

    source: str
    target: str
    version: str
    size_bytes: int = 0
    installed: bool = False
    demonstration: bool = False
    path: str = ""
    links: tuple[str, ...] = ()
    sha256: str = ""
    engine: str = ""
    licence: str = ""

    @property
    def pair(self) -> str:
        """The pair as the command line names it, for example `fr-en`."""
        return f"{self.source}-{self.target}"

    @property
    def name(self) -> str:
        """The pair, with the engine before it where that is not Argos: `firefox:fr-en`."""
        return f"{self.engine}:{self.pair}" if self.engine else self.pair


@dataclass(frozen=True, slots=True)
class Check:
    """One check of `doctor`: what was looked at, whether it is sound, what was repaired.

    `detail` says in English what was found; `count` how many things are wrong, `articles` those it is about.
    """

    name: str
    ok: bool
    detail: str = ""
    repaired: bool = False
    count: int = 0
    articles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PendingSave:
    """A link that was given to save and is not an article yet; it outlives a restart.

    `error` is the last failure's kind, empty while it waits or runs. `attempts` counts the failures for
    want of a connection since it was given; `next_at` is when it is tried again by itself, "" for never.
    """

    id: int
    url: str
    added_at: str
    error: str = ""
    error_values: dict[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    attempts: int = 0
    next_at: str = ""
    origin: Origin = UNKNOWN
