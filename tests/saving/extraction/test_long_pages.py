"""Pages of tens of thousands of paragraphs: none is looked at again for each other one."""

from __future__ import annotations

from typing import SupportsIndex

from reader.saving.extraction.extent import Extent
from reader.saving.page.block_flow import Block, Flow
from reader.saving.page.elements import parse

SENTENCE = "The keeper of the lighthouse wrote down every ship that passed the point that night."


class Counted(list[Block]):
    """Blocks that count how often one of them is asked for."""

    asked = 0

    def __getitem__(self, key: SupportsIndex | slice) -> Block:  # type: ignore[override]
        self.asked += 1
        return super().__getitem__(key)  # type: ignore[return-value]


def flow_of(markup: str) -> Flow:
    flow = Flow("https://pages.example/")
    flow.read(parse(f"<html><body>{markup}</body></html>").find("body"))
    return flow


def asked_for(paragraphs: int) -> int:
    """How often the end of a text of so many paragraphs asks for one of them."""
    blocks = Counted(flow_of(f"<div>{f'<p>{SENTENCE}</p>' * paragraphs}</div>").blocks)
    places = range(len(blocks))
    extent = Extent(blocks, [True] * len(blocks), sum(len(block.text) for block in blocks))
    blocks.asked = 0
    assert extent.of(places, places) == list(places)
    return blocks.asked


def test_the_work_for_the_end_of_a_text_grows_with_the_text_alone() -> None:
    assert asked_for(800) <= 2.5 * asked_for(400)
