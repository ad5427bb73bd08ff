"""What was not sent yet, as made under another name: this library used to share its name with a copy."""

from __future__ import annotations

import json

from sqlmodel import Session

from reader.core.replication.changes import Change, change_of


def changes_in(lines: str) -> list[Change]:
    """The changes of a file that is to be sent."""
    return [change_of(json.loads(line)) for line in lines.split("\n") if line]


def renamed(session: Session, change: Change, former: str, machine: str) -> Change:
    """The change as made under another name, in what is known of its field too."""
    run = session.connection().exec_driver_sql
    found = run(
        "SELECT dots, value FROM sync_field WHERE uid = ? AND field = ?", (change.uid, change.field)
    ).first()
    if change.machine != former:
        return change
    if found is not None:
        dots = json.loads(found[0])
        if dots.get(former) == change.stamp:
            dots[machine] = dots.pop(former)
        value = found[1]
        if value is not None:
            value = value.replace(f'[{change.stamp}, "{former}"', f'[{change.stamp}, "{machine}"')
        run(
            "UPDATE sync_field SET dots = ?, value = ? WHERE uid = ? AND field = ?",
            (json.dumps(dots), value, change.uid, change.field),
        )
    return Change(change.uid, change.field, change.stamp, machine, change.value, change.seen)
