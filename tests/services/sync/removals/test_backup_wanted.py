"""A reader puts a backup in the place of his library: what he had removed since then is there again."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library.backup import backup
from reader.services.backup.restore_backup import restore_backup
from tests.services.sync.removals.kinds import KINDS, NOTES, Things, remove_article, save, unlike
from tests.support.computers import Computer, bring_together, everything

BY_THE_OTHER, SINCE = 101, 102


@pytest.mark.parametrize("told", [False, True])
@pytest.mark.parametrize(("sound", "alone"), [(False, False), (True, False), (True, True)])
def test_what_was_removed_since_is_wanted_again(
    pair: tuple[Computer, Computer], tmp_path: Path, told: bool, sound: bool, alone: bool
) -> None:
    one, other = pair
    every = Things(*(what for what in KINDS | NOTES if not alone or what != "highlight"))
    every.save_pages(one)
    every.add(one)
    save(one, BY_THE_OTHER)
    bring_together([one, other])
    before = every.seen(one)
    assert one.opened is not None
    if alone:
        one.membership.leave()
    backup(one.paths.database, tmp_path / "copy.db")
    if alone:
        one.join(one.opened)
        one.round()
    every.remove(one)
    after = every.seen(one)
    save(one, SINCE)
    if told:
        bring_together([one, other])
        assert not unlike(after, every.seen(other))
    remove_article(other, BY_THE_OTHER)  # of which the reader has not heard
    one.close()
    if not sound:
        one.paths.database.write_bytes(b"damaged" * 4096)
    restore_backup(one.paths, tmp_path / "copy.db")
    one.open()
    if alone:
        one.join(one.opened)
    bring_together([one, other])
    for each in pair:
        assert not unlike(before if sound or not told else after, every.seen(each))
        assert each.number(BY_THE_OTHER) is None
        assert (each.number(SINCE) is not None) is told
    assert everything(one) == everything(other)
