"""The text of an article for screen readers: headings, paragraphs, lists and links as objects of their own.

Qt shows the text of a view as one object without an outline. Beside it stands a widget that paints
nothing; what it answers to a screen reader are the pieces of the document on screen. They are made
when a screen reader asks for them, which without one is never, and anew when the document changes:
what stands around the same text may change, and the place where the reader listens is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QObject, QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAttributesInterface,
    QAccessibleInterface,
    QTextBlock,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import VoidPtr, isValid

from reader.gui.article_view.document_builder import SOURCE, TARGET
from reader.gui.article_view.text_structure import Piece, PieceLink, Role, links_of, pieces_of
from reader.gui.theme.themed_widget import ThemedWidget

if TYPE_CHECKING:
    from reader.gui.article_view.article_view import ArticleView
    from reader.gui.article_view.document_builder import Rendered
    from reader.gui.article_view.sentence_cursor import SentenceCursor

_NAME = "ArticleStructure"
_NOTHING = VoidPtr(0)
"""No interface of a kind; on a `None` here, which its types allow, PySide6 6.11 ends the program."""


class ArticleStructure(ThemedWidget, QWidget):
    """Stands beside a view and answers for what the text in it is made of.

    Args:
        view: shows the text.
        cursor: knows its paragraphs.
        remark: says of a piece what a reader who sees it is shown beside it, "" for nothing.
    """

    def __init__(self, view: ArticleView, cursor: SentenceCursor, remark: Callable[[Piece], str]) -> None:
        super().__init__(view)
        self.view, self.paragraphs, self.remark = view, cursor, remark
        self._outline: _Outline | None = None
        self.setGeometry(0, 0, 1, 1)
        self.lower()  # under the page: nothing of it is painted, and no scrolling is slowed down
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        view.laid_out.connect(self._forget)
        view.builder.grown.connect(self._forget)
        _answer_for_structures()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Parts of the article"))

    def language(self, piece: Piece) -> str:
        """The language that a piece is in, "" where nobody knows."""
        rendered, stop = self.view.rendered, piece.stop or (piece.pieces[0].stop if piece.pieces else None)
        if rendered is None or stop is None:
            return ""
        return rendered.languages.get((stop.unit, TARGET if piece.target else SOURCE), "")

    def outline(self) -> _Outline:
        """What answers for this widget."""
        if self._outline is None:
            self._outline = _Outline(self)
        return self._outline

    def _forget(self, *_: object) -> None:
        if self._outline is not None and not self._outline.is_still_of(self.view.rendered):
            self._outline.forget()


class _Node(QAccessibleInterface):
    """Something in the text: its children are made when they are asked for."""

    def __init__(self, structure: ArticleStructure, above: QAccessibleInterface, role: Role) -> None:
        super().__init__()
        self._structure, self._above, self._role = structure, above, role
        self._inside: list[_Node] | None = None
        self.number = QAccessible.registerAccessibleInterface(self)

    def make(self) -> list[_Node]:
        """The children."""
        return []

    @property
    def inside(self) -> list[_Node]:
        """The children, made once."""
        if self._inside is None:
            self._inside = self.make()
        return self._inside

    def made(self) -> list[_Node]:
        """Itself and all below it that was made, the innermost first."""
        return [*(node for child in self._inside or () for node in child.made()), self]

    @property
    def blocks(self) -> tuple[QTextBlock, ...]:
        """Where it stands."""
        return ()

    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        return _NOTHING

    def isValid(self) -> bool:
        return isValid(self._structure)

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def role(self) -> Role:
        return self._role

    def setText(self, t: QAccessible.Text, text: str) -> None:
        """Nothing here can be written."""

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        view = self._structure.view
        state.readOnly = state.multiLine = True
        if not view.isVisible():
            state.invisible = True
        elif not self.rect().intersects(_on_screen(view)):
            state.offscreen = True
        return state

    def rect(self) -> QRect:
        view, found = self._structure.view, QRect()
        layout = view.document().documentLayout()
        for block in self.blocks:
            if block.isValid():
                found |= layout.blockBoundingRect(block).toAlignedRect()
        found.translate(-view.horizontalScrollBar().value(), -view.verticalScrollBar().value())
        return QRect(view.viewport().mapToGlobal(found.topLeft()), found.size())

    def parent(self) -> QAccessibleInterface:
        return self._above

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return self.inside[index] if 0 <= index < len(self.inside) else None

    def childCount(self) -> int:
        return len(self.inside)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return next((node for node in self.inside if node.rect().contains(x, y)), None)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((n for n, node in enumerate(self.inside) if node is child), -1)

    def window(self) -> QWindow:
        return self._above.window()


class _PieceNode(_Node):
    """A heading, paragraph, list, item, quotation or picture."""

    def __init__(self, structure: ArticleStructure, above: QAccessibleInterface, piece: Piece) -> None:
        super().__init__(structure, above, piece.role)
        self._piece = piece
        self._attributes = _Attributes(piece.level, structure.language(piece))

    @property
    def blocks(self) -> tuple[QTextBlock, ...]:
        return self._piece.blocks

    def make(self) -> list[_Node]:
        if self._piece.pieces:
            return [_PieceNode(self._structure, self, piece) for piece in self._piece.pieces]
        language = self._structure.language(self._piece)
        return [_LinkNode(self._structure, self, link, language) for link in links_of(self._piece)]

    def text(self, t: QAccessible.Text) -> str:
        if t == QAccessible.Text.Name:
            return "" if self._piece.pieces else self._piece.text
        return self._structure.remark(self._piece) if t == QAccessible.Text.Description else ""

    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        return self._attributes if t == QAccessible.InterfaceType.AttributesInterface else _NOTHING


class _LinkNode(_Node):
    """A link; what follows a link in the text follows it here."""

    def __init__(
        self, structure: ArticleStructure, above: QAccessibleInterface, link: PieceLink, language: str
    ) -> None:
        super().__init__(structure, above, Role.Link)
        self._attributes = _Attributes(0, language)
        self._link = link
        self._follow = _Follow(lambda: structure.view.follow(link.address))

    @property
    def blocks(self) -> tuple[QTextBlock, ...]:
        return (self._link.block,)

    def text(self, t: QAccessible.Text) -> str:
        return {QAccessible.Text.Name: self._link.text, QAccessible.Text.Value: self._link.address}.get(t, "")

    def state(self) -> QAccessible.State:
        state = super().state()
        state.linked = True
        return state

    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        if t == QAccessible.InterfaceType.ActionInterface:
            return self._follow
        return self._attributes if t == QAccessible.InterfaceType.AttributesInterface else _NOTHING


class _Attributes(QAccessibleAttributesInterface):
    """In which language a piece is, and how deep a heading stands."""

    def __init__(self, level: int, language: str) -> None:
        super().__init__()
        self._found: dict[QAccessible.Attribute, int | QLocale] = {}
        if level:
            self._found[QAccessible.Attribute.Level] = level
        if language:
            self._found[QAccessible.Attribute.Locale] = QLocale(language)

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        return list(self._found)

    def attributeValue(self, key: QAccessible.Attribute) -> int | QLocale | None:
        return self._found.get(key)


class _Follow(QAccessibleActionInterface):
    """What can be done with a link."""

    def __init__(self, follow: Callable[[], None]) -> None:
        super().__init__()
        self._follow = follow

    def actionNames(self) -> list[str]:
        return [self.pressAction()]

    def doAction(self, actionName: str) -> None:  # noqa: N803 - Qt's name
        if actionName == self.pressAction():
            self._follow()

    def keyBindingsForAction(self, actionName: str) -> list[str]:  # noqa: N803 - Qt's name
        return []


class _Outline(QAccessibleWidget):
    """Answers for the widget: its children are the pieces of the document on screen."""

    def __init__(self, structure: ArticleStructure) -> None:
        super().__init__(structure, Role.Document, structure.accessibleName())
        self._structure = structure
        self._nodes: list[_Node] | None = None
        self._pieces: list[Piece] = []
        self._words: list[str] = []
        self._made_of: tuple[Rendered | None, int] = (None, 0)

    def is_still_of(self, rendered: Rendered | None) -> bool:
        """Whether the nodes, where there are any, are those of a document as it is now."""
        made_of, revision = self._made_of
        if made_of is None or made_of is not rendered:
            return False
        now = rendered.document.revision()
        if now != revision:  # its margins or a line that is no piece may be all that changed
            pieces = self._found(rendered)
            if pieces != self._pieces or list(_words_of(pieces)) != self._words:
                return False
            self._made_of = made_of, now
        return True

    def forget(self) -> None:
        """The document is another one."""
        for node in self._nodes or ():
            for one in node.made():
                QAccessible.deleteAccessibleInterface(one.number)
        self._nodes, self._made_of, self._pieces, self._words = None, (None, 0), [], []

    @property
    def nodes(self) -> list[_Node]:
        """The pieces, made once for a document."""
        if self._nodes is None:
            rendered = self._structure.view.rendered
            self._pieces = self._found(rendered)
            self._words = list(_words_of(self._pieces))
            self._made_of = (rendered, rendered.document.revision() if rendered is not None else 0)
            self._nodes = [_PieceNode(self._structure, self, piece) for piece in self._pieces]
        return self._nodes

    def _found(self, rendered: Rendered | None) -> list[Piece]:
        return pieces_of(rendered, self._structure.paragraphs.stops) if rendered is not None else []

    def rect(self) -> QRect:
        return _on_screen(self._structure.view)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return self.nodes[index] if 0 <= index < len(self.nodes) else None

    def childCount(self) -> int:
        return len(self.nodes)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return next((node for node in self.nodes if node.rect().contains(x, y)), None)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((n for n, node in enumerate(self.nodes) if node is child), -1)


def _words_of(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        yield piece.text
        yield from _words_of(piece.pieces)


def _on_screen(view: ArticleView) -> QRect:
    port = view.viewport()
    return QRect(port.mapToGlobal(port.rect().topLeft()), port.size())


def _interface(name: str, about: QObject) -> QAccessibleInterface | None:
    """Qt asks for every object that a screen reader looks at, by the name of its class."""
    return about.outline() if name == _NAME and isinstance(about, ArticleStructure) else None


_told: list[bool] = []


def _answer_for_structures() -> None:
    if not _told:
        _told.append(True)
        QAccessible.installFactory(_interface)
