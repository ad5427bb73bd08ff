"""The triggers that note what is changed of feeds, their rules and the marks of their pieces.

They cost as little as those of `capture_schema` while the library is kept in step with no other.
"""

from __future__ import annotations

from functools import partial

from reader.library.tables.capture_schema import AS_OF, NOTE, note_of, trigger

_RULES = (
    "INSERT OR IGNORE INTO sync_dirty (kind, key, field, stamp) SELECT 'rule', feed_rule.id, 'rule', clock "
    "FROM feed_rule, sync_self WHERE feed_id = new.id;"
)
_SEEN = (
    "CREATE TRIGGER sync_seen_insert AFTER INSERT ON feed_item "
    "WHEN EXISTS (SELECT 1 FROM sync_field WHERE uid = 'i:' || new.key AND field = 'seen') BEGIN "
    "UPDATE feed_item SET (read_at, opened_at) = (SELECT json_extract(value, '$.read'), "
    "json_extract(value, '$.opened') FROM sync_field WHERE uid = 'i:' || new.key AND field = 'seen') "
    "WHERE id = new.id; END"
)

NOTED_FEEDS = (
    "INSERT OR IGNORE INTO sync_dirty (kind, key, field, stamp) "
    f"SELECT 'feed', key, 'feed', {AS_OF.format(at='added_at')} FROM feed, sync_self",
    "INSERT OR IGNORE INTO sync_dirty (kind, key, field, stamp) "
    f"SELECT 'feed', key, 'name', {AS_OF.format(at='added_at')} FROM feed, sync_self "
    "WHERE chosen_title <> ''",
    "INSERT OR IGNORE INTO sync_dirty (kind, key, field, stamp) "
    f"SELECT 'rule', feed_rule.id, 'rule', {AS_OF.format(at='added_at')} FROM feed_rule, sync_self",
    "INSERT OR IGNORE INTO sync_dirty (kind, key, field, stamp) "
    f"SELECT 'seen', key, 'seen', {AS_OF.format(at='max(read_at, opened_at)')} FROM feed_item, sync_self "
    "WHERE substr(key, 1, 5) <> 'feed:' AND (opened_at <> '' OR (read_at <> '' AND read_at <> added_at))",
)
"""What notes all that a library has of it, each as of when it came; once it is kept in step."""


def feed_capture_statements(noting: str = NOTE) -> list[str]:
    """What makes the triggers, in order."""
    note = partial(note_of, noting=noting)
    feed, former = note("feed", "new.key", "'feed'"), note("feed", "old.key", "'feed'")
    moved = note("feed", "new.key", "'moved:' || old.key")
    name = note("feed", "new.key", "'name'")
    rule = [note("rule", f"{row}.id", "'rule'") for row in ("new", "old")]
    seen = note("seen", "new.key", "'seen'")
    # The key of a piece without an address is this library's own, and means nothing elsewhere.
    has_address = "substr(new.key, 1, 5) <> 'feed:'"
    is_seen = f"{has_address} AND (old.read_at <> new.read_at OR old.opened_at <> new.opened_at)"
    told = "feed_id, query, action, argument, daily_limit, paused"
    return [
        trigger("feed_insert", "INSERT ON feed", feed),
        trigger("feed_delete", "DELETE ON feed", former),
        trigger("feed_secret", "UPDATE OF secret ON feed", feed, "old.secret <> new.secret"),
        trigger("feed_name", "UPDATE OF chosen_title ON feed", name),
        # The new address is told before the former one is taken away: there it is a move, no new feed.
        trigger(
            "feed_move",
            "UPDATE OF key ON feed",
            f"{moved} {name} {former} {_RULES}",
            "old.key <> new.key",
        ),
        trigger("rule_insert", "INSERT ON feed_rule", rule[0]),
        trigger("rule_update", f"UPDATE OF {told} ON feed_rule", rule[0]),
        trigger("rule_place", "UPDATE OF place ON feed_rule", note("rule", "new.id", "'place'")),
        trigger("rule_delete", "DELETE ON feed_rule", rule[1]),
        trigger("seen_update", "UPDATE OF read_at, opened_at ON feed_item", seen, is_seen),
        _SEEN,
    ]
