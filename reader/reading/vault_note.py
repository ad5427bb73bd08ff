"""One article as a note of a Markdown vault (Obsidian and its like), the reader's own part below a marker.

The marker carries a digest of what stands above it, so that a note which the reader has changed there is
told from one that can be written anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reader.core.marks import SHAPES
from reader.core.messages import QT_TRANSLATE_NOOP
from reader.core.model import ArticleSummary, BlockKind
from reader.reading.article_export import NOTES, Exported, markdown_blocks, web_address
from reader.reading.markdown_text import plain_markdown
from reader.reading.reading_time import minutes

_CONTEXT = "export"
_YOURS = QT_TRANSLATE_NOOP(
    "export", "What stands below this line is yours and stays; above it is written anew."
)
_MARKER = re.compile(r"^%% liseuse ([0-9a-f]{16}) .*%%(?=\r?$)", re.MULTILINE)
_KEY = re.compile(r'^liseuse: "([0-9a-f]{16})"$', re.MULTILINE)
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff\ufeff]+")


@dataclass(frozen=True, slots=True)
class StoredNote:
    """A note as it lies in the vault: what is written, and the reader's part.

    `head` has the line ends that it was written with, whatever an editor made of them; `tail` is as it lies.
    `digest` is that of `head` when it was written, "" when the note has no marker.
    """

    head: str
    digest: str
    tail: str

    @property
    def untouched(self) -> bool:
        """Whether what is written is still as it was written."""
        return bool(self.digest) and digest_of(self.head) == self.digest


def read_note(text: str) -> StoredNote:
    """Take a note apart at its marker."""
    found = _MARKER.search(text)
    if found is None:
        return StoredNote(text, "", "")
    head = text[: found.start()].removeprefix("\ufeff").replace("\r\n", "\n")
    return StoredNote(head, found[1], text[found.end() :])


def key_of(text: str) -> str:
    """The key of the article that a note is of, from its beginning; "" for any other note."""
    front = text.split("\n---", 1)[0] if text.startswith("---\n") else ""
    found = _KEY.search(front)
    return found[1] if found else ""


def digest_of(head: str) -> str:
    """The digest that the marker carries."""
    return hashlib.sha256(head.encode("utf-8")).hexdigest()[:16]


def note_head(exported: Exported, summary: ArticleSummary, key: str) -> str:
    """What is written above the marker: properties, the text, the reader's note and highlights.

    Args:
        exported: the text, its pictures' addresses, note and marks.
        summary: the article's card. key: what names the article in the vault.
    """
    parts = [_front_matter(summary, key), f"# {_plain(_line(exported.shown.title))}"]
    if exported.remark:
        parts.append(f"*{exported.remark}*")
    parts += [_uncommented(kind, written) for kind, written in markdown_blocks(exported)]
    if exported.note or exported.marks:
        parts += [f"## {exported.translate(_CONTEXT, NOTES)}", *_notes(exported)]
    head = "\n\n".join(part for part in parts if part).encode("utf-8", "replace").decode("utf-8")
    # A line of the article that looks like the marker must not be taken for it.
    return _MARKER.sub(lambda found: " " + found[0], head.replace("\r", "")) + "\n\n"


def whole_note(head: str, exported: Exported, tail: str = "") -> str:
    """The note: what is written, the marker, and the reader's part."""
    marker = f"%% liseuse {digest_of(head)} {exported.translate(_CONTEXT, _YOURS)} %%"
    return f"{head}{marker}{tail or chr(10)}"


def _front_matter(summary: ArticleSummary, key: str) -> str:
    """Properties as YAML; every text is a quoted one, whose escapes are those of JSON."""
    rows: list[tuple[str, object]] = [
        ("title", _line(summary.title)),
        ("author", _line(summary.author)),
        ("source", _line(summary.site)),
        ("url", web_address(_line(summary.url))),
        ("published", _line(summary.date)),
        ("saved", _line(summary.saved_at[:10])),
        ("tags", [tag for tag in map(_tag, summary.tags) if tag]),
        ("language", _line(summary.language)),
        ("reading_time", minutes(summary.words, summary.language)),
        ("read", not summary.unread),
        ("favourite", summary.favourite),
        ("liseuse", key),
    ]
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in rows if value != ""]
    return "\n".join(("---", *lines, "---"))


def _notes(exported: Exported) -> Iterator[str]:
    if exported.note:
        yield _plain(exported.note)
    for mark in exported.marks:
        yield "\n".join(f"> {_plain(line)}" for line in mark.quote.splitlines() or [""])
        yield f"^liseuse-{mark.id}"
        yield f"{SHAPES[mark.colour]} {_plain(mark.note)}".rstrip()


def _uncommented(kind: BlockKind, written: str) -> str:
    """Two percent signs would begin a comment, which hides what follows; code shows them as they are."""
    return written if kind is BlockKind.CODE else written.replace("%%", "\\%\\%")


def _plain(text: str) -> str:
    """Text as it is; `^` begins the name of a block in a vault, two percent signs a comment."""
    return plain_markdown(text).replace("^", "\\^").replace("%%", "\\%\\%")


def _line(text: str) -> str:
    return " ".join(_UNWRITABLE.sub(" ", text).split())


def _tag(name: str) -> str:
    """A tag as Obsidian has them: letters, digits, `_`, `-` and `/`, and not digits alone."""
    plain = re.sub(r"[^\w/-]+", "-", _line(name)).strip("-/")
    return f"_{plain}" if plain.isdecimal() else plain
