"""A picture that others were told of stays until it is in the store, though its article goes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.core.model import Picture
from reader.library.replication.shared_pictures import SharedPictures
from tests.services.sync.removals.kinds import remove_article, save, tag, there
from tests.support.computers import Computer, bring_together, document, everything, lacking


@pytest.fixture
def pair(apart: tuple[Computer, Computer]) -> tuple[Computer, Computer]:
    """Two computers that joined with one article. The first tells in a file that it shows a picture."""
    one, other = apart
    save(one)
    save(other)
    digest = one.assets.add(b"sea", "image/png")
    lead = Picture("https://x.org/1.png", digest=digest, width=1, height=1)
    one.articles.replace(there(one), replace(document(1, 6), lead=lead), "2026-01-02T00:00:00+00:00")
    tag(one, "sea")
    one.begin()
    other.join_store_of(one)
    tag(one)  # no more, which is told first
    return apart


def shown(computer: Computer) -> bool:
    lead = computer.articles.get(there(computer)).document.lead
    return lead is not None and bool(lead.digest) and not lacking(computer)


@pytest.mark.parametrize("ended", [False, True])
def test_an_article_that_others_keep_has_its_picture(pair: tuple[Computer, Computer], ended: bool) -> None:
    one, other = pair
    remove_article(one, 1)
    if ended:
        one.close()
        one.open()
    other.annotations.set_note(there(other), "mine")
    bring_together([one, other])
    assert shown(one) and shown(other)
    assert everything(one) == everything(other)


def test_what_is_still_to_be_sent_is_not_unused(pair: tuple[Computer, Computer]) -> None:
    """Whoever takes the deletion of an article asks that before he removes the files of its pictures."""
    one, _ = pair
    digest = one.assets.add(b"lake", "image/png")
    lead = Picture("https://x.org/1.png", digest=digest, width=1, height=1)
    one.articles.replace(there(one), replace(document(1, 6), lead=lead), "2026-01-03T00:00:00+00:00")
    other_digest = one.assets.add(b"foam", "image/png")
    one.membership.capture()  # as taking a file of others begins: nothing is put into the store for it
    remove_article(one, 1)
    assert SharedPictures(one.database).unused({digest, other_digest}) == {other_digest}
