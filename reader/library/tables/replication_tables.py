"""The tables of a library that is kept in step with those of other computers; empty while it is not.

What the reader changes is noted by triggers in `sync_dirty`, in the transaction that changes it.
"""

from __future__ import annotations

from sqlalchemy import DDL, Column, Index, Integer, event, text
from sqlmodel import Field, SQLModel

from reader.library.tables.capture_schema import capture_statements
from reader.library.tables.feed_capture_schema import feed_capture_statements


class SyncSelfRow(SQLModel, table=True):
    """This computer's part, one row. `clock` is the last stamp it gave or saw, `sent` its last file's number.

    `ahead` is how far (µs) the stamps of all are ahead of this computer's clock, as somebody's clock was
    wrong: with that added, what is done later stays later.

    `store` is the store's own name, `place` where it is, `sealed` whether it is encrypted. While `capturing`
    is 0 nothing is noted: what is written then comes from another computer. `program` is the version that
    looked at `sync_held`.
    """

    __tablename__ = "sync_self"

    id: int | None = Field(default=None, primary_key=True)
    machine: str
    name: str
    store: str
    place: str
    sealed: int
    clock: int
    ahead: int
    capturing: int
    sent: int
    last_at: str
    program: str


class SyncDirtyRow(SQLModel, table=True):
    """A field that was changed here and is not told yet; `stamp` is when."""

    __tablename__ = "sync_dirty"

    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    stamp: int


class SyncThingRow(SQLModel, table=True):
    """A thing of all computers: which article here it is, if any.

    Two that turn out to be one article have the same `root`, the lowest of their names.
    """

    __tablename__ = "sync_thing"
    __table_args__ = (
        Index("ix_sync_thing_article", "article_id", sqlite_where=text("article_id IS NOT NULL")),
        Index("ix_sync_thing_root", "root"),
    )

    uid: str = Field(primary_key=True)
    article_id: int | None = None
    root: str


class SyncFieldRow(SQLModel, table=True):
    """What is known of a field's versions: `dots` and `removed` are machine -> stamp, as JSON.

    `digest` tells whether the value was changed, "" when it is not here. `value` is kept where the library
    has no place for it (yet); of `gone`, which says that an article is deleted, it is what that was.
    Names that begin with `w:` are of things that were removed in another store.
    """

    __tablename__ = "sync_field"

    uid: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    dots: str
    removed: str
    digest: str
    value: str | None = None


class SyncMarkRow(SQLModel, table=True):
    """The name that a mark has on all computers."""

    __tablename__ = "sync_mark"
    __table_args__ = (Index("ux_sync_mark_uid", "uid", unique=True),)

    annotation_id: int = Field(sa_column=Column(Integer, primary_key=True))
    uid: str


class SyncOutboxRow(SQLModel, table=True):
    """Changes on their way to the store, as the lines of the file with the number `seq`."""

    __tablename__ = "sync_outbox"

    seq: int | None = Field(default=None, primary_key=True)
    tag: str
    lines: str
    packs: str


class SyncFileRow(SQLModel, table=True):
    """A file that the store had: one of another computer that was read, or an own one."""

    __tablename__ = "sync_file"

    machine: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    tag: str = Field(primary_key=True)


class SyncFoldRow(SQLModel, table=True):
    """A file that holds what several files of a computer said.

    `day` is the last day (since 1970) on which it was seen, `days` how many there were after the first one.
    """

    __tablename__ = "sync_fold"

    fold: str = Field(primary_key=True)
    machine: str
    day: int
    days: int


class SyncFoldedRow(SQLModel, table=True):
    """A file whose changes a fold holds too."""

    __tablename__ = "sync_folded"

    fold: str = Field(primary_key=True)
    machine: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    tag: str = Field(primary_key=True)


class SyncSettingRow(SQLModel, table=True):
    """What was noted for this library.

    `paused`, or `forgotten:MACHINE` with its last number then, as the reader chose; `former:MACHINE`, a name
    that this library had, with the stamp up to which what has it was done here; `gap` with the time (µs)
    since which files are missing in the folder. `rule:NUMBER` is the name that a rule has on all computers;
    `option:KEY` the JSON of an option that all share, `file:KEY` of what the file of options had of it.
    `kept:MACHINE/NUMBER-TAG/SIZE` has what a file said that was sent into a folder, `pictures put` the places
    of pictures of which no file tells yet, `kept clock` what the clock of the last store showed; `trouble`,
    `held since` and `own size` are told with the state.
    """

    __tablename__ = "sync_setting"

    name: str = Field(primary_key=True)
    value: str


class SyncCursorRow(SQLModel, table=True):
    """How far another computer's files are read, and what is known of it."""

    __tablename__ = "sync_cursor"

    machine: str = Field(primary_key=True)
    seq: int
    name: str
    last_at: str
    size: int


class SyncBlobRow(SQLModel, table=True):
    """Where in the store a picture lies."""

    __tablename__ = "sync_blob"

    digest: str = Field(primary_key=True)
    pack: str
    place: int
    size: int


class SyncUploadRow(SQLModel, table=True):
    """A picture that was told and is not in the store yet."""

    __tablename__ = "sync_upload"

    digest: str = Field(primary_key=True)


class SyncWantedRow(SQLModel, table=True):
    """A picture whose file has not come yet."""

    __tablename__ = "sync_wanted"

    digest: str = Field(primary_key=True)


class SyncHeldRow(SQLModel, table=True):
    """A change that this version does not understand, kept for a later one."""

    __tablename__ = "sync_held"

    id: int | None = Field(default=None, primary_key=True)
    line: str


for _statement in (*capture_statements(), *feed_capture_statements()):
    event.listen(SQLModel.metadata, "after_create", DDL(_statement))  # type: ignore[no-untyped-call]
