"""The tables of articles, of what the reader did with them, of translations and of the search.

Times are ISO 8601 text in UTC; "" stands for "never". The narrow `article` row feeds the lists, the
text lies apart in `article_body`, so that a list of 100,000 articles reads no text.
"""

from __future__ import annotations

from sqlalchemy import DDL, Column, ForeignKey, ForeignKeyConstraint, Index, Integer, event, text
from sqlmodel import Field, SQLModel

from reader.library.search_schema import search_statements
from reader.library.views import CONDITIONS

FLAGS = ("unread", "archived", "favourite")
SORTED = ("date", "title_sort", "words", "site", "progress")
FILTERED = ("id", *FLAGS, "date", "saved_at", "words", "language")
"""What the filters of the search ask for."""

_ALSO = {"unread": ("trashed_at", "archived", "unread"), "trash": ("trashed_at",)}


def parent(target: str, primary_key: bool = False) -> Column[int]:
    """A column that follows a row of another table and goes with it."""
    return Column(Integer, ForeignKey(target, ondelete="CASCADE"), primary_key=primary_key, nullable=False)


class ArticleRow(SQLModel, table=True):
    """One article's card and what the reader set. An id is never used twice.

    `title_sort` is the title without case and accents. `position` is a `ReadingPosition` as JSON.
    """

    __tablename__ = "article"
    __table_args__ = (
        # What SQLite cannot conclude from the condition stands in the index, so that no row is looked at.
        *(
            Index(f"ix_article_{view}", "id", *_ALSO.get(view, ()), sqlite_where=text(where))
            for view, where in CONDITIONS.items()
        ),
        Index("ix_article_filters", *FILTERED),
        # A sorted view is read from its index alone: the flags are in it.
        *(
            Index(f"ix_article_by_{name}", name, "id", *FLAGS, sqlite_where=text(CONDITIONS["all"]))
            for name in SORTED
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    title: str
    title_sort: str
    url: str
    requested_url: str = ""
    author: str = ""
    date: str = ""
    published: str = ""
    language: str = ""
    site: str = ""
    section: str = ""
    description: str = ""
    excerpt: str = ""
    words: int = 0
    thumbnail_src: str = ""
    thumbnail: str = ""
    incomplete: str = ""
    saved_at: str
    fetched_at: str
    opened_at: str = ""
    trashed_at: str = ""
    progress: float = 0.0
    position: str = ""
    unread: bool = True
    favourite: bool = False
    archived: bool = False


class AddressRow(SQLModel, table=True):
    """Every address (comparison key) an article is known by; no two articles share one."""

    __tablename__ = "article_address"
    __table_args__ = (Index("ix_article_address_article", "article_id"),)

    key: str = Field(primary_key=True)
    article_id: int = Field(sa_column=parent("article.id"))


class BodyRow(SQLModel, table=True):
    """An article's text: clean HTML, its blocks and the rest as JSON, and a SHA-256 over all three.

    `damaged` is set by doctor when the text is no longer what was stored.
    """

    __tablename__ = "article_body"

    article_id: int = Field(sa_column=parent("article.id", primary_key=True))
    html: str
    blocks: str
    extras: str
    sha256: str
    damaged: bool = False


class PictureRow(SQLModel, table=True):
    """A picture of an article. `digest` is SHA-256 and name of its file; "" while it is to be fetched."""

    __tablename__ = "article_picture"
    __table_args__ = (
        Index("ix_article_picture_digest", "digest"),
        Index("ix_article_picture_wanted", "article_id", sqlite_where=text("digest = ''")),
    )

    article_id: int = Field(sa_column=parent("article.id", primary_key=True))
    src: str = Field(primary_key=True)
    digest: str = ""
    width: int = 0
    height: int = 0


class SourceRow(SQLModel, table=True):
    """What came with an article's page beside its text: validators, and blocks that were left out (JSON)."""

    __tablename__ = "article_source"

    article_id: int = Field(sa_column=parent("article.id", primary_key=True))
    etag: str
    last_modified: str
    left_out: str


class ArticleOriginRow(SQLModel, table=True):
    """Who named an article's link (`NamedBy`; `page` is the address of the page that did), and how local
    the computer was that the article came from (`AddressClass`), which decides what it may name."""

    __tablename__ = "article_origin"

    article_id: int = Field(sa_column=parent("article.id", primary_key=True))
    named_by: str
    page: str
    reached: str


class EditRow(SQLModel, table=True):
    """What the reader repaired in an article (`Edits` as JSON), and its document as it was fetched."""

    __tablename__ = "article_edit"

    article_id: int = Field(sa_column=parent("article.id", primary_key=True))
    edits: str
    fetched: str
    changed_at: str


class TagRow(SQLModel, table=True):
    """A tag. `fold` is its name without case, so that "Maroc" and "maroc" are one."""

    __tablename__ = "tag"
    __table_args__ = (Index("ux_tag_fold", "fold", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    fold: str


class ArticleTagRow(SQLModel, table=True):
    """Which article has which tag, and since when: "" where it came with the article."""

    __tablename__ = "article_tag"
    __table_args__ = (Index("ix_article_tag_tag", "tag_id", "article_id"),)

    article_id: int = Field(sa_column=parent("article.id", primary_key=True))
    tag_id: int = Field(sa_column=parent("tag.id", primary_key=True))
    added_at: str = Field(default="", sa_column_kwargs={"server_default": ""})


class PendingRow(SQLModel, table=True):
    """A link given to save that is not an article yet."""

    __tablename__ = "pending_save"
    __table_args__ = (Index("ux_pending_save_url", "url", unique=True), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    url: str
    added_at: str
    error: str = ""
    error_values: str = "{}"
    tags: str = "[]"


class PendingRetryRow(SQLModel, table=True):
    """When a kept link is tried again; "" in `next_at`: not by the clock any more."""

    __tablename__ = "pending_retry"

    pending_id: int = Field(sa_column=parent("pending_save.id", primary_key=True))
    attempts: int
    next_at: str


class PendingOriginRow(SQLModel, table=True):
    """Who named a kept link, and from how local a page (`reached`).

    `agreed` is the local link that the reader lets be asked, "" for none.
    """

    __tablename__ = "pending_origin"

    pending_id: int = Field(sa_column=parent("pending_save.id", primary_key=True))
    named_by: str
    page: str
    reached: str
    agreed: str


class RouteRow(SQLModel, table=True):
    """Packages and versions that translate from one language to another, written once."""

    __tablename__ = "route"
    __table_args__ = (Index("ux_route", "source", "target", "key", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    source: str
    target: str
    key: str


class SentenceRow(SQLModel, table=True):
    """A sentence pair, known by the hash of its source; shared by every article that has the sentence."""

    __tablename__ = "sentence_translation"
    __table_args__ = (Index("ux_sentence_translation", "source_key", "route_id", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    source_key: str
    route_id: int = Field(sa_column=parent("route.id"))
    source: str
    target: str
    score: float
    state: str
    created_at: str


class SentenceDetailRow(SQLModel, table=True):
    """What is known of a sentence pair beside its text: the words' links and the faults, as JSON list."""

    __tablename__ = "sentence_detail"
    __table_args__ = (
        ForeignKeyConstraint(
            ["source_key", "route_id"],
            ["sentence_translation.source_key", "sentence_translation.route_id"],
            ondelete="CASCADE",
        ),
    )

    source_key: str = Field(primary_key=True)
    route_id: int = Field(primary_key=True)
    alignment: str
    faults: str


class TranslationHealthRow(SQLModel, table=True):
    """The health check's report on an article's translation, as JSON."""

    __tablename__ = "translation_health"

    article_id: int = Field(sa_column=parent("article.id", primary_key=True))
    target: str = Field(primary_key=True)
    report: str


class GlossaryRow(SQLModel, table=True):
    """A name and its translation for one pair of languages; "" in `translation`: it stays as it is.

    `target` is "*" for every language.
    """

    __tablename__ = "glossary_term"
    __table_args__ = (Index("ux_glossary_term", "source", "target", "term", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    source: str
    target: str
    term: str
    translation: str
    created_at: str


class TranslationJobRow(SQLModel, table=True):
    """An article that waits to be translated; it outlives a restart. `state` is `queued` or `failed`."""

    __tablename__ = "translation_job"
    __table_args__ = (
        Index("ux_translation_job", "article_id", "target", unique=True),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(sa_column=parent("article.id"))
    target: str
    reason: str
    state: str
    error: str
    error_values: str
    added_at: str


class ArticleTranslationRow(SQLModel, table=True):
    """That an article is translated, how far and by which route, and its title for the lists."""

    __tablename__ = "article_translation"

    article_id: int = Field(sa_column=parent("article.id", primary_key=True))
    target: str = Field(primary_key=True)
    route_key: str
    route: str
    title: str
    seconds: float
    words: int
    sentences_done: int
    sentences_total: int
    complete: bool
    created_at: str


class AnnotationRow(SQLModel, table=True):
    """A passage that the reader marked, in the original or a translation, with a colour and a note.

    `start` counts characters from the start of the sentence `sentence`, `end` from the start of
    `last_sentence`, both in `language`. `quote` is the marked text, `source` the original sentences it
    stands in; by these it is found again in a newly fetched text. `state` is "" or "not-found".
    """

    __tablename__ = "annotation"
    __table_args__ = (Index("ix_annotation_article", "article_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(sa_column=parent("article.id"))
    language: str
    block: str
    sentence: int
    last_sentence: int
    start: int
    end: int
    quote: str
    source: str
    colour: str
    note: str
    state: str = ""
    created_at: str
    updated_at: str


class NoteRow(SQLModel, table=True):
    """The reader's note on a whole article."""

    __tablename__ = "article_note"

    article_id: int = Field(sa_column=parent("article.id", primary_key=True))
    text: str
    created_at: str
    updated_at: str


class SavedSearchRow(SQLModel, table=True):
    """A search that the reader kept, in the order of `place`."""

    __tablename__ = "saved_search"
    __table_args__ = (Index("ux_saved_search_fold", "fold", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    fold: str
    query: str
    place: int
    created_at: str


class SearchPendingRow(SQLModel, table=True):
    """An article whose words must be read into the index again; triggers write it, see `search_index`."""

    __tablename__ = "search_pending"
    __table_args__ = (
        Index("ux_search_pending_article", "article_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    seq: int | None = Field(default=None, primary_key=True)
    article_id: int


for _statement in search_statements():
    event.listen(SQLModel.metadata, "after_create", DDL(_statement))  # type: ignore[no-untyped-call]
