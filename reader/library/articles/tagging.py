"""Tags: given by name, one whatever its case, gone with its last article."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlmodel import Session, col, delete, select

from reader.library.clock import known_now
from reader.library.tables import ArticleTagRow, TagRow
from reader.library.views import CONDITIONS, fold

_COUNTS = f"""
SELECT tag.name, had.n - coalesce(gone.n, 0)
FROM (SELECT tag_id, count(*) AS n FROM article_tag GROUP BY tag_id) AS had
JOIN tag ON tag.id = had.tag_id
LEFT JOIN (
    SELECT tag_id, count(*) AS n FROM article INDEXED BY ix_article_trash
    CROSS JOIN article_tag ON article_id = article.id WHERE {CONDITIONS["trash"]} GROUP BY tag_id
) AS gone ON gone.tag_id = had.tag_id
ORDER BY tag.fold
"""


def set_article_tags(
    session: Session, article_id: int, tags: Iterable[str], before_removal: Callable[[], None] = lambda: None
) -> None:
    """Give an article exactly these tags; a name is known by its fold and keeps its first spelling.

    What it has already is left alone, as whatever is written is told to the reader's other computers. Before
    any is taken away, `before_removal` is called.
    """
    names = {fold(name): " ".join(name.split()) for name in reversed(list(tags)) if name.strip()}
    rows = session.exec(
        select(TagRow.fold, TagRow.id).join(ArticleTagRow).where(ArticleTagRow.article_id == article_id)
    )
    had = {folded: tag_id for folded, tag_id in rows if tag_id is not None}
    gone = [had[folded] for folded in had.keys() - names.keys()]
    for folded, name in reversed(names.items()):
        if folded in had:
            continue
        tag = session.exec(select(TagRow).where(TagRow.fold == folded)).first()
        if tag is None:
            tag = TagRow(name=name, fold=folded)
            session.add(tag)
            session.flush()
        assert tag.id is not None
        session.add(ArticleTagRow(article_id=article_id, tag_id=tag.id, added_at=known_now(session)))
    session.flush()
    if gone:
        before_removal()
        here = col(ArticleTagRow.article_id) == article_id
        session.exec(delete(ArticleTagRow).where(here, col(ArticleTagRow.tag_id).in_(gone)))
        forget_unused(session, gone)


def forget_unused(session: Session, tag_ids: Iterable[int]) -> None:
    """Remove those of these tags that nothing has any more."""
    for tag_id in tag_ids:
        if session.exec(select(ArticleTagRow).where(ArticleTagRow.tag_id == tag_id).limit(1)).first() is None:
            session.exec(delete(TagRow).where(col(TagRow.id) == tag_id))


def tag_counts(session: Session) -> dict[str, int]:
    """Every tag with the number of articles outside Trash that have it, by name.

    Counted in the tags' own index, less the few in Trash: no article is looked at.
    """
    return {name: count for name, count in session.connection().exec_driver_sql(_COUNTS) if count}
