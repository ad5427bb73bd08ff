"""Every command of the window: one row each, from which menus, shortcuts and help are made."""

from __future__ import annotations

from dataclasses import dataclass

from reader.core.messages import QT_TRANSLATE_NOOP

EVERYWHERE = "everywhere"
ARTICLE = "article"
READING = "reading"
"""Scopes: always; when an article is chosen; when an article is open in the reading pane."""

IN_LIST = "list"
IN_TEXT = "text"
"""Where keys count when they mean something else elsewhere: movement keys, Enter, Space."""

MENUS: dict[str, str] = {
    "library": QT_TRANSLATE_NOOP("commands", "Library"),
    "article": QT_TRANSLATE_NOOP("commands", "Article"),
    "translation": QT_TRANSLATE_NOOP("commands", "Translation"),
    "view": QT_TRANSLATE_NOOP("commands", "View"),
    "size": QT_TRANSLATE_NOOP("commands", "Text size"),
    "sort": QT_TRANSLATE_NOOP("commands", "Sort by"),
    "theme": QT_TRANSLATE_NOOP("commands", "Theme"),
    "language": QT_TRANSLATE_NOOP("commands", "Language of the interface"),
    "window": QT_TRANSLATE_NOOP("commands", "Window"),
}
"""The menus in order, with their titles."""

SUBMENUS: dict[str, str] = {"size": "view", "sort": "view", "theme": "view"}
"""Menus that stand inside another one."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Args:
        id: its name in code and settings, and the key of its handler.
        text: what menus call it; ends in `…` when it asks something first.
        keys: portable key sequences, the first is the one shown.
        scope: when it can run: `EVERYWHERE`, `ARTICLE` or `READING`.
        menu: a key of `MENUS`, empty for a command that only has keys.
        choice: the exclusive group it belongs to (`theme`, `language`, `size`, `sort`), shown with a mark.
        keys_in: `IN_LIST` or `IN_TEXT` for keys that count only there.
    """

    id: str
    text: str
    keys: tuple[str, ...] = ()
    scope: str = EVERYWHERE
    menu: str = ""
    choice: str = ""
    keys_in: str = ""


def _rows() -> tuple[Command, ...]:
    return (
        Command("article.add", QT_TRANSLATE_NOOP("commands", "Add link…"), ("Ctrl+N",), menu="library"),
        Command(
            "article.paste",
            QT_TRANSLATE_NOOP("commands", "Save the copied link"),
            ("Ctrl+V",),
            menu="library",
        ),
        Command("article.file", QT_TRANSLATE_NOOP("commands", "Open file…"), ("Ctrl+O",), menu="library"),
        Command(
            "search.open",
            QT_TRANSLATE_NOOP("commands", "Search library"),
            ("/", "Ctrl+Shift+F"),
            menu="library",
        ),
        Command("view.unread", QT_TRANSLATE_NOOP("commands", "Unread"), ("G, U",), menu="library"),
        Command("view.favourites", QT_TRANSLATE_NOOP("commands", "Favourites"), ("G, F",), menu="library"),
        Command("view.archive", QT_TRANSLATE_NOOP("commands", "Archive"), ("G, R",), menu="library"),
        Command("view.all", QT_TRANSLATE_NOOP("commands", "All articles"), ("G, A",), menu="library"),
        Command("view.trash", QT_TRANSLATE_NOOP("commands", "Trash"), ("G, X",), menu="library"),
        Command("saves.stop", QT_TRANSLATE_NOOP("commands", "Stop all saving"), menu="library"),
        Command("trash.empty", QT_TRANSLATE_NOOP("commands", "Empty Trash…"), menu="library"),
        Command("models.open", QT_TRANSLATE_NOOP("commands", "Translation models…"), menu="translation"),
        *_movement_rows(),
        *_article_rows(),
        *_reading_rows(),
        *_translation_rows(),
        *_view_rows(),
        Command("undo", QT_TRANSLATE_NOOP("commands", "Undo"), ("Ctrl+Z",), menu="window"),
        Command(
            "palette.open", QT_TRANSLATE_NOOP("commands", "Command palette…"), ("Ctrl+K",), menu="window"
        ),
        Command("help.open", QT_TRANSLATE_NOOP("commands", "Keyboard help"), ("?", "F1"), menu="window"),
        Command("window.fullscreen", QT_TRANSLATE_NOOP("commands", "Full screen"), ("F11",), menu="window"),
        Command("window.menu", QT_TRANSLATE_NOOP("commands", "Menu"), ("F10",)),
        Command("window.back", QT_TRANSLATE_NOOP("commands", "Back to the list"), ("Esc", "Alt+Left")),
        Command("pane.next", QT_TRANSLATE_NOOP("commands", "Next pane"), ("F6",)),
        Command("pane.previous", QT_TRANSLATE_NOOP("commands", "Previous pane"), ("Shift+F6",)),
        Command("window.close", QT_TRANSLATE_NOOP("commands", "Close window"), ("Ctrl+W",), menu="window"),
        Command("app.quit", QT_TRANSLATE_NOOP("commands", "Quit"), ("Ctrl+Q",), menu="window"),
    )


def _movement_rows() -> tuple[Command, ...]:
    def cards(name: str, text: str, *keys: str) -> Command:
        return Command(name, text, keys, keys_in=IN_LIST)

    def text(name: str, words: str, *keys: str) -> Command:
        return Command(name, words, keys, READING, keys_in=IN_TEXT)

    return (
        cards("list.next", QT_TRANSLATE_NOOP("commands", "Next card"), "J"),
        cards("list.previous", QT_TRANSLATE_NOOP("commands", "Previous card"), "K"),
        cards("list.enter", QT_TRANSLATE_NOOP("commands", "Into the article"), "L", "Right"),
        cards("list.leave", QT_TRANSLATE_NOOP("commands", "Back to the views or the list"), "H", "Left"),
        cards("list.read", QT_TRANSLATE_NOOP("commands", "Open in reading mode"), "Return"),
        text("paragraph.next", QT_TRANSLATE_NOOP("commands", "Next paragraph"), "J", "Down"),
        text("paragraph.previous", QT_TRANSLATE_NOOP("commands", "Previous paragraph"), "K", "Up"),
        text("sentence.next", QT_TRANSLATE_NOOP("commands", "Next sentence"), "L", "Right"),
        text("sentence.previous", QT_TRANSLATE_NOOP("commands", "Previous sentence"), "H", "Left"),
        text("heading.next", QT_TRANSLATE_NOOP("commands", "Next heading"), "Shift+J", "Ctrl+Down"),
        text("heading.previous", QT_TRANSLATE_NOOP("commands", "Previous heading"), "Shift+K", "Ctrl+Up"),
        text("link.follow", QT_TRANSLATE_NOOP("commands", "Follow the link"), "Return"),
        Command("page.down", QT_TRANSLATE_NOOP("commands", "Page down"), ("Space", "PgDown")),
        Command("page.up", QT_TRANSLATE_NOOP("commands", "Page up"), ("Shift+Space", "PgUp")),
        Command("place.start", QT_TRANSLATE_NOOP("commands", "First card or start"), ("G, G", "Home")),
        Command("place.end", QT_TRANSLATE_NOOP("commands", "Last card or end"), ("Shift+G", "End")),
        Command("article.next", QT_TRANSLATE_NOOP("commands", "Next article"), ("N", "Ctrl+PgDown")),
        Command("article.previous", QT_TRANSLATE_NOOP("commands", "Previous article"), ("P", "Ctrl+PgUp")),
    )


def _reading_rows() -> tuple[Command, ...]:
    def row(name: str, text: str, *keys: str) -> Command:
        return Command(name, text, keys, READING, "view")

    return (
        Command(
            "reading.toggle",
            QT_TRANSLATE_NOOP("commands", "Reading mode"),
            ("R", "Ctrl+Return"),
            ARTICLE,
            "view",
        ),
        Command("reading.leave", QT_TRANSLATE_NOOP("commands", "Leave reading mode"), ("Q",), READING),
        row("paragraph.focus", QT_TRANSLATE_NOOP("commands", "Focus one paragraph"), "Z"),
        row("contents.open", QT_TRANSLATE_NOOP("commands", "Contents…"), "Shift+C"),
        row("find.open", QT_TRANSLATE_NOOP("commands", "Find in article…"), "Ctrl+F"),
        row("find.next", QT_TRANSLATE_NOOP("commands", "Find next"), "F3"),
        row("find.previous", QT_TRANSLATE_NOOP("commands", "Find previous"), "Shift+F3"),
    )


def _article_rows() -> tuple[Command, ...]:
    def row(name: str, text: str, *keys: str) -> Command:
        return Command(f"article.{name}", text, keys, ARTICLE, "article")

    return (
        row("open", QT_TRANSLATE_NOOP("commands", "Open")),
        row("favourite", QT_TRANSLATE_NOOP("commands", "Favourite"), "S", "Ctrl+D"),
        row("archive", QT_TRANSLATE_NOOP("commands", "Archive or unarchive"), "E"),
        row("unread", QT_TRANSLATE_NOOP("commands", "Mark as read or unread"), "U"),
        row("tags", QT_TRANSLATE_NOOP("commands", "Tags…"), "Shift+T", "F2"),
        row("copy-link", QT_TRANSLATE_NOOP("commands", "Copy link"), "Y"),
        row("copy-quotation", QT_TRANSLATE_NOOP("commands", "Copy as quotation"), "Shift+Y"),
        row("browser", QT_TRANSLATE_NOOP("commands", "Original page in the browser"), "V"),
        row("pictures", QT_TRANSLATE_NOOP("commands", "Fetch missing pictures")),
        row("refetch", QT_TRANSLATE_NOOP("commands", "Fetch again")),
        row("repair", QT_TRANSLATE_NOOP("commands", "Repair this article…")),
        row("trash", QT_TRANSLATE_NOOP("commands", "Move to Trash"), "Del"),
        row("restore", QT_TRANSLATE_NOOP("commands", "Restore from Trash")),
        Command(
            "article.menu", QT_TRANSLATE_NOOP("commands", "Actions"), (".", "Menu", "Shift+F10"), ARTICLE
        ),
    )


def _translation_rows() -> tuple[Command, ...]:
    def row(name: str, text: str, *keys: str) -> Command:
        return Command(name, text, keys, READING, "translation")

    return (
        row("translation.original", QT_TRANSLATE_NOOP("commands", "Original"), "O"),
        row("translation.show", QT_TRANSLATE_NOOP("commands", "Translation"), "T"),
        row("translation.side-by-side", QT_TRANSLATE_NOOP("commands", "Side by side"), "B"),
        row("translation.interleaved", QT_TRANSLATE_NOOP("commands", "Interleaved"), "I"),
        row("translation.fr", "Français", "Shift+F"),
        row("translation.en", "English", "Shift+E"),
        row("translation.ar", "العربية", "Shift+A"),
        row("translation.stop", QT_TRANSLATE_NOOP("commands", "Stop translating"), "Ctrl+."),
    )


def _view_rows() -> tuple[Command, ...]:
    def size(name: str, text: str, *keys: str) -> Command:
        return Command(f"size.{name}", text, keys, menu="size", choice="size" if name.isdigit() else "")

    def choice(group: str, name: str, text: str) -> Command:
        return Command(f"{group}.{name}", text, menu=group, choice=group)

    return (
        size("1", QT_TRANSLATE_NOOP("commands", "Smallest"), "1"),
        size("2", QT_TRANSLATE_NOOP("commands", "Small"), "2"),
        size("3", QT_TRANSLATE_NOOP("commands", "Medium"), "3"),
        size("4", QT_TRANSLATE_NOOP("commands", "Large"), "4"),
        size("5", QT_TRANSLATE_NOOP("commands", "Largest"), "5"),
        size("smaller", QT_TRANSLATE_NOOP("commands", "Smaller"), "-", "Ctrl+-"),
        size("larger", QT_TRANSLATE_NOOP("commands", "Larger"), "+", "=", "Ctrl++", "Ctrl+="),
        size("default", QT_TRANSLATE_NOOP("commands", "Default size"), "0", "Ctrl+0"),
        choice("sort", "saved", QT_TRANSLATE_NOOP("commands", "Date saved")),
        choice("sort", "published", QT_TRANSLATE_NOOP("commands", "Date published")),
        choice("sort", "title", QT_TRANSLATE_NOOP("commands", "Title")),
        choice("sort", "reading-time", QT_TRANSLATE_NOOP("commands", "Reading time")),
        choice("sort", "source", QT_TRANSLATE_NOOP("commands", "Source")),
        choice("sort", "progress", QT_TRANSLATE_NOOP("commands", "Progress")),
        choice("theme", "system", QT_TRANSLATE_NOOP("commands", "Follow the system")),
        choice("theme", "light", QT_TRANSLATE_NOOP("commands", "Light")),
        choice("theme", "sepia", QT_TRANSLATE_NOOP("commands", "Sepia")),
        choice("theme", "dark", QT_TRANSLATE_NOOP("commands", "Dark")),
        choice("theme", "contrast", QT_TRANSLATE_NOOP("commands", "High contrast")),
        Command("theme.next", QT_TRANSLATE_NOOP("commands", "Next theme"), ("Shift+D",), menu="theme"),
        Command("rail.toggle", QT_TRANSLATE_NOOP("commands", "Show or hide the views"), ("F9",), menu="view"),
        Command(
            "list.toggle", QT_TRANSLATE_NOOP("commands", "Show or hide the list"), ("Shift+F9",), menu="view"
        ),
        choice("language", "system", QT_TRANSLATE_NOOP("commands", "Follow the system")),
        choice("language", "en", "English"),
        choice("language", "fr", "Français"),
        choice("language", "ar", "العربية"),
    )


COMMANDS: dict[str, Command] = {command.id: command for command in _rows()}
"""Every command by its id, in menu order."""
