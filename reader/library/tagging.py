"""Tags: given by name, one whatever its case, gone with its last article."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, func, select

from reader.library.tables import ArticleRow, ArticleTagRow, TagRow
from reader.library.views import fold


def set_article_tags(session: Session, article_id: int, tags: Iterable[str]) -> None:
    """Give an article without tags these; a name is known by its fold and keeps its first spelling."""
    names = {fold(name): " ".join(name.split()) for name in reversed(list(tags)) if name.strip()}
    for folded, name in reversed(names.items()):
        tag = session.exec(select(TagRow).where(TagRow.fold == folded)).first()
        if tag is None:
            tag = TagRow(name=name, fold=folded)
            session.add(tag)
            session.flush()
        assert tag.id is not None
        session.add(ArticleTagRow(article_id=article_id, tag_id=tag.id))
    session.flush()


def tag_counts(session: Session) -> dict[str, int]:
    """Every tag with the number of articles outside Trash that have it, by name."""
    statement = (
        select(TagRow.name, func.count())
        .join(ArticleTagRow, col(ArticleTagRow.tag_id) == TagRow.id)
        .join(ArticleRow, col(ArticleTagRow.article_id) == ArticleRow.id)
        .where(ArticleRow.trashed_at == "")
        .group_by(TagRow.name, TagRow.fold)
        .order_by(TagRow.fold)
    )
    return {name: count for name, count in session.exec(statement).all()}
