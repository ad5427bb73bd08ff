"""Is the library whole? What SQLite checks, what it cannot see (texts, pictures), and the leftovers."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sqlmodel import col, select, update

from reader.core.errors import ReaderError
from reader.core.model import Check
from reader.core.progress import Progress
from reader.core.storage_errors import storage_errors
from reader.library.articles.documents import text_hash
from reader.library.assets import Assets
from reader.library.backup import check_whole
from reader.library.database import Database
from reader.library.file_kind import HEAD, examine_file
from reader.library.read_access import open_read_only
from reader.library.recovery.leftovers import leftovers
from reader.library.search.index_check import check_index
from reader.library.sqlite_errors import interrupted_by, library_errors
from reader.library.tables import ArticleRow, BodyRow, PictureRow

_NAMED = 10  # how many article numbers a detail names


def examine(
    database: Database, assets: Assets, repair: bool = False, progress: Progress | None = None
) -> list[Check]:
    """Run every check; with `repair`, mend what can be mended without losing anything.

    Raises:
        ReaderError: the database cannot be read at all (see `examine_closed`).
        Cancelled: by `progress`, in the middle of a statement or between two texts or pictures.
    """
    progress = progress or Progress()
    index = check_index(database, repair, progress)  # first: SQLite's own check looks into it too
    return [
        *_sqlite_checks(database.path, progress),
        _texts(database, repair, progress),
        index,
        _pictures(database, assets, repair, progress),
        _orphans(database, assets, repair),
        _leftovers(database.path.parent, repair),
    ]


def examine_closed(path: Path) -> list[Check]:
    """Check a library file that could not be opened, without changing it."""
    try:
        examine_file(path)
        check_whole(path)
    except ReaderError as error:
        return [Check("integrity", False, f"{error.kind}: {error.detail}")]
    return [Check("integrity", True)]


def clean_after_crash(database: Database, assets: Assets) -> int:
    """Remove the pictures that a failed or killed save left without an article; returns how many.

    For every start: it costs one look into a folder when there is nothing to do.
    """
    return assets.clean_unfinished(_known(database))


def _sqlite_checks(path: Path, progress: Progress) -> Iterator[Check]:
    with (
        library_errors(path, opening=True),
        contextlib.closing(open_read_only(path)) as connection,
        interrupted_by(progress, connection),
    ):
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
        yield Check("integrity", found == ["ok"], "" if found == ["ok"] else "; ".join(found))
        progress.check()
        loose = connection.execute("PRAGMA foreign_key_check").fetchall()
        detail = f"{len(loose)} rows point nowhere" if loose else ""
        yield Check("references", not loose, detail, count=len(loose))
        progress.check()
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        current = version[0] if version else "none"
        yield Check("version", current == HEAD, f"revision {current}")


def check_texts(path: Path) -> None:
    """Compare the text of every article with its digest, for SQLite does not see that a text is damaged.

    Args:
        path: a file of this version or an earlier one, which `check_whole` found whole. Texts that are known
            to be damaged are passed over.

    Raises:
        ReaderError: `library-damaged`.
    """
    statement = "SELECT article_id, sha256, html, blocks, extras FROM article_body WHERE NOT damaged"
    with library_errors(path, opening=True), contextlib.closing(open_read_only(path)) as connection:
        for number, digest, *texts in connection.execute(statement):
            if text_hash(*map(str, texts)) != digest:
                raise ReaderError("library-damaged", f"the text of article {number}", file=path.name)


def _texts(database: Database, repair: bool, progress: Progress) -> Check:
    damaged: list[int] = []
    count = 0
    with database.read(progress) as session:
        for row in session.exec(select(BodyRow).execution_options(yield_per=100)):
            progress.check()
            count += 1
            if text_hash(*map(str, (row.html, row.blocks, row.extras))) != row.sha256:  # a number, or bytes
                damaged.append(row.article_id)
        having = select(BodyRow.article_id)
        without = session.exec(select(ArticleRow.id).where(col(ArticleRow.id).not_in(having))).all()
    if damaged and repair:
        with database.write() as session:
            session.exec(update(BodyRow).where(col(BodyRow.article_id).in_(damaged)).values(damaged=True))
    bad = sorted({*damaged, *(i for i in without if i is not None)})
    if bad:
        detail = f"damaged or missing in articles {_some(bad)}: save them again"
        return Check("texts", False, detail, count=len(bad), articles=tuple(bad))
    return Check("texts", True, f"{count} articles")


def _pictures(database: Database, assets: Assets, repair: bool, progress: Progress) -> Check:
    with database.read() as session:
        named = session.exec(
            select(PictureRow.article_id, PictureRow.src, PictureRow.digest).where(PictureRow.digest != "")
        ).all()
    damaged = set(assets.verify(progress))
    present = {digest for digest, _ in assets.files()}
    broken = [row for row in named if row[2] in damaged or row[2] not in present]
    if not broken:
        return Check("pictures", True, f"{len({row[2] for row in named})} pictures")
    articles = tuple(sorted({row[0] for row in broken}))
    found = Check(
        "pictures",
        False,
        f"{len(broken)} missing or damaged in articles {_some(articles)}",
        count=len(broken),
        articles=articles,
    )
    if not repair:
        return found
    # The rows first: a row without its file is worse than a file without its row.
    _forget_files(database, broken)
    assets.set_aside(damaged & {row[2] for row in broken})
    return replace(found, ok=True, detail=f"{found.detail}: marked to be fetched again", repaired=True)


def _forget_files(database: Database, broken: Sequence[tuple[int, str, str]]) -> None:
    with database.write() as session:
        for article_id, src, digest in broken:
            row = session.get(PictureRow, (article_id, src))
            if row is None or row.digest != digest:
                continue  # fetched again or deleted meanwhile
            row.digest = ""
            session.add(row)
            article = session.get(ArticleRow, article_id)
            if article is not None and article.thumbnail == digest:
                article.thumbnail = ""
                session.add(article)


def _orphans(database: Database, assets: Assets, repair: bool) -> Check:
    if repair:
        removed = assets.remove_orphans(_known(database))
        detail = f"{removed} pictures belonged to no article: removed" if removed else ""
        return Check("orphans", True, detail, repaired=removed > 0, count=removed)
    found = len(assets.orphans(_known(database)))
    detail = f"{found} pictures belong to no article" if found else ""
    return Check("orphans", not found, detail, count=found)


def _leftovers(root: Path, repair: bool) -> Check:
    found = leftovers(root)
    if found and repair:
        with storage_errors(root):
            for entry in found:
                entry.unlink(missing_ok=True)
    named = [str(entry.relative_to(root)) for entry in found]
    detail = f"{len(found)} temporary files: {_some(named)}" if found else ""
    detail += ": removed" if found and repair else ""
    return Check("leftovers", not found or repair, detail, bool(found) and repair, len(found))


def _known(database: Database) -> Callable[[], set[str]]:
    """Gives the pictures that articles name, and those that other computers were told of and wait for."""

    def ask() -> set[str]:
        named = "SELECT digest FROM article_picture WHERE digest <> '' UNION SELECT digest FROM sync_upload"
        with database.read() as session:
            return set(session.connection().exec_driver_sql(named).scalars())

    return ask


def _some(ids: Sequence[int] | Sequence[str]) -> str:
    text = ", ".join(map(str, ids[:_NAMED]))
    return f"{text} and {len(ids) - _NAMED} more" if len(ids) > _NAMED else text
