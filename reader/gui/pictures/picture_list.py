"""The pictures of the open article in reading order, with what is said under them in the language read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reader.core.languages import direction_of
from reader.core.model import BlockKind, Direction, Picture
from reader.gui.article_view.inline_runs import text_of
from reader.gui.article_view.units import CAPTION, Unit, target_parts
from reader.gui.reading.article_content import ArticleContent


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """One picture: `unit` is the id of the unit it stands in, `name` a good name for a file."""

    unit: str
    digest: str
    path: Path
    caption: str = ""
    credit: str = ""
    alt: str = ""
    direction: Direction = Direction.LTR
    name: str = ""

    @property
    def words(self) -> str:
        """What it is, in one line: its caption, else its description."""
        return self.caption or self.alt


def pictures_of(content: ArticleContent, target: str = "") -> list[ShownPicture]:
    """Every picture whose file is there; captions in `target` as far as it is translated."""
    found = []
    lead = content.document.lead
    if lead is not None:
        found.append(_shown(content, CAPTION, lead, content.caption, target))
    for unit in content.blocks:
        if unit.kind is BlockKind.FIGURE and unit.block is not None and unit.block.picture is not None:
            found.append(_shown(content, unit.id, unit.block.picture, unit, target))
    return [picture for picture in found if picture is not None]


def _shown(
    content: ArticleContent, unit_id: str, picture: Picture, unit: Unit | None, target: str
) -> ShownPicture | None:
    path = content.path_of(picture.digest) if picture.digest else None
    if path is None:
        return None
    caption, language = picture.caption, content.language
    done = content.state(target).blocks.get(unit_id) if target else None
    if done is not None and unit is not None:
        caption = " ".join(text_of(part.runs) for part in target_parts(unit, done))
        language = target
    credit = picture.credit if picture.credit and picture.credit not in caption else ""
    stem = picture.src.split("?")[0].rstrip("/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    name = "".join(c for c in stem if c.isalnum() or c in "-_ ")[:60] or picture.digest[:12]
    return ShownPicture(
        unit_id, picture.digest, path, caption, credit, picture.alt, direction_of(language), name
    )
