"""Every command of the window: one row each, from which menus, shortcuts and help are made."""

from __future__ import annotations

from reader.commands.command import ARTICLE, IN_LIST, IN_TEXT, READING, Command
from reader.commands.feed_rows import feed_rows
from reader.commands.window_rows import window_rows
from reader.core.messages import QT_TRANSLATE_NOOP

MENUS: dict[str, str] = {
    "library": QT_TRANSLATE_NOOP("commands", "Library"),
    "article": QT_TRANSLATE_NOOP("commands", "Article"),
    "feeds": QT_TRANSLATE_NOOP("commands", "Feeds"),
    "notes": QT_TRANSLATE_NOOP("commands", "Notes"),
    "translation": QT_TRANSLATE_NOOP("commands", "Translation"),
    "view": QT_TRANSLATE_NOOP("commands", "View"),
    "size": QT_TRANSLATE_NOOP("commands", "Text size"),
    "sort": QT_TRANSLATE_NOOP("commands", "Sort by"),
    "theme": QT_TRANSLATE_NOOP("commands", "Theme"),
    "language": QT_TRANSLATE_NOOP("commands", "Language of the interface"),
    "window": QT_TRANSLATE_NOOP("commands", "Window"),
    "keeping": QT_TRANSLATE_NOOP("commands", "Backups and storage"),
    "density": QT_TRANSLATE_NOOP("commands", "Density of the list"),
}
"""The menus in order, with their titles."""

SUBMENUS: dict[str, str] = {
    "size": "view",
    "sort": "view",
    "density": "view",
    "theme": "view",
    "keeping": "library",
}
"""Menus that stand inside another one."""


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
        Command("import.open", QT_TRANSLATE_NOOP("commands", "Import…"), menu="library"),
        Command("library.export", QT_TRANSLATE_NOOP("commands", "Export library…"), menu="library"),
        *_publishing_rows(),
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
        *_library_rows(),
        *feed_rows(),
        Command("models.open", QT_TRANSLATE_NOOP("commands", "Translation models…"), menu="translation"),
        Command("server.open", QT_TRANSLATE_NOOP("commands", "Translation server…"), menu="translation"),
        *_movement_rows(),
        *_article_rows(),
        *_reading_rows(),
        *_translation_rows(),
        *_queue_rows(),
        *_view_rows(),
        *window_rows(),
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
        row("pictures.open", QT_TRANSLATE_NOOP("commands", "Pictures of the article…"), "Shift+V"),
        row("speech.toggle", QT_TRANSLATE_NOOP("commands", "Read aloud, pause or go on"), "Shift+R"),
        row("speech.slower", QT_TRANSLATE_NOOP("commands", "Read aloud more slowly")),
        row("speech.faster", QT_TRANSLATE_NOOP("commands", "Read aloud faster")),
        row("find.open", QT_TRANSLATE_NOOP("commands", "Find in article…"), "Ctrl+F"),
        row("find.next", QT_TRANSLATE_NOOP("commands", "Find next"), "F3"),
        row("find.previous", QT_TRANSLATE_NOOP("commands", "Find previous"), "Shift+F3"),
        *_note_rows(),
    )


def _library_rows() -> tuple[Command, ...]:
    def row(name: str, text: str, *keys: str, menu: str = "library") -> Command:
        return Command(name, text, keys, menu=menu)

    return (
        row("view.latest", QT_TRANSLATE_NOOP("commands", "Latest articles"), "G, L"),
        row("view.most-read", QT_TRANSLATE_NOOP("commands", "Most read"), "G, M"),
        row("view.tags", QT_TRANSLATE_NOOP("commands", "Tags"), "G, T"),
        row("lists.refresh", QT_TRANSLATE_NOOP("commands", "Refresh latest"), "F5"),
        row("search.keep", QT_TRANSLATE_NOOP("commands", "Keep this search…")),
        row("backup.now", QT_TRANSLATE_NOOP("commands", "Back up now"), menu="keeping"),
        row("backup.open", QT_TRANSLATE_NOOP("commands", "Backups…"), menu="keeping"),
        row("library.check", QT_TRANSLATE_NOOP("commands", "Check library…"), menu="keeping"),
        row("library.move", QT_TRANSLATE_NOOP("commands", "Move library…"), menu="keeping"),
        row("import.reports", QT_TRANSLATE_NOOP("commands", "Imports so far…"), menu="keeping"),
        row("storage.open", QT_TRANSLATE_NOOP("commands", "Storage…"), menu="keeping"),
        Command(
            "card.pick",
            QT_TRANSLATE_NOOP("commands", "Select this card"),
            ("X", "Ctrl+Space"),
            keys_in=IN_LIST,
        ),
        Command(
            "card.pick-next",
            QT_TRANSLATE_NOOP("commands", "Select on to the next card"),
            ("Shift+Down",),
            keys_in=IN_LIST,
        ),
        Command(
            "card.pick-previous",
            QT_TRANSLATE_NOOP("commands", "Select on to the previous card"),
            ("Shift+Up",),
            keys_in=IN_LIST,
        ),
        Command(
            "card.pick-all",
            QT_TRANSLATE_NOOP("commands", "Select every card"),
            ("Ctrl+A",),
            keys_in=IN_LIST,
        ),
        Command("saves.stop", QT_TRANSLATE_NOOP("commands", "Stop all saving"), menu="library"),
        Command("trash.empty", QT_TRANSLATE_NOOP("commands", "Empty Trash…"), menu="library"),
    )


def _publishing_rows() -> tuple[Command, ...]:
    """What puts articles where others read them."""

    def row(name: str, text: str) -> Command:
        return Command(name, text, menu="library")

    return (
        row("edition.export", QT_TRANSLATE_NOOP("commands", "Edition of the day…")),
        row("site.export", QT_TRANSLATE_NOOP("commands", "Export library as a website…")),
        row("device.export", QT_TRANSLATE_NOOP("commands", "Keep an e-reader in step…")),
        row("catalogue.serve", QT_TRANSLATE_NOOP("commands", "Read on another device…")),
        row("sync.open", QT_TRANSLATE_NOOP("commands", "Keep several computers in step…")),
        row("sync.now", QT_TRANSLATE_NOOP("commands", "Bring other computers in step now")),
    )


def _note_rows() -> tuple[Command, ...]:
    def row(name: str, text: str, *keys: str) -> Command:
        return Command(name, text, keys, READING, "notes")

    def select(name: str, text: str, keys: str) -> Command:
        return Command(f"selection.{name}", text, (keys,), READING, keys_in=IN_TEXT)

    return (
        row("note.highlight", QT_TRANSLATE_NOOP("commands", "Highlight sentence or selection"), "M"),
        row("note.add", QT_TRANSLATE_NOOP("commands", "Add a note"), "C"),
        row("notes.panel", QT_TRANSLATE_NOOP("commands", "Notes panel"), "Shift+N"),
        Command("view.notes", QT_TRANSLATE_NOOP("commands", "Notes"), ("G, N",), menu="notes"),
        row("notes.export", QT_TRANSLATE_NOOP("commands", "Export the notes of this article…")),
        Command("notes.export-all", QT_TRANSLATE_NOOP("commands", "Export all notes…"), menu="notes"),
        Command(
            "vault.export", QT_TRANSLATE_NOOP("commands", "Keep a folder of Markdown notes…"), menu="notes"
        ),
        select("word-right", QT_TRANSLATE_NOOP("commands", "Select a word to the right"), "Shift+Right"),
        select("word-left", QT_TRANSLATE_NOOP("commands", "Select a word to the left"), "Shift+Left"),
        select(
            "sentence-next", QT_TRANSLATE_NOOP("commands", "Select on to the sentence’s end"), "Shift+Down"
        ),
        select(
            "sentence-previous",
            QT_TRANSLATE_NOOP("commands", "Select back to the sentence’s start"),
            "Shift+Up",
        ),
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
        row("language", QT_TRANSLATE_NOOP("commands", "Language of this article…")),
        Command(
            "article.print", QT_TRANSLATE_NOOP("commands", "Print…"), ("Ctrl+P",), ARTICLE, menu="article"
        ),
        row("export", QT_TRANSLATE_NOOP("commands", "Export…"), "Ctrl+Shift+E"),
        row("trash", QT_TRANSLATE_NOOP("commands", "Move to Trash"), "Del", "#"),
        row("restore", QT_TRANSLATE_NOOP("commands", "Restore from Trash")),
        Command(
            "article.menu", QT_TRANSLATE_NOOP("commands", "Actions"), (".", "Menu", "Shift+F10"), ARTICLE
        ),
    )


def _translation_rows() -> tuple[Command, ...]:
    def row(name: str, text: str, *keys: str, scope: str = READING) -> Command:
        return Command(name, text, keys, scope, "translation")

    return (
        row("translation.original", QT_TRANSLATE_NOOP("commands", "Original"), "O", scope=ARTICLE),
        row("translation.show", QT_TRANSLATE_NOOP("commands", "Translation"), "T", scope=ARTICLE),
        row("translation.side-by-side", QT_TRANSLATE_NOOP("commands", "Side by side"), "B", scope=ARTICLE),
        row("translation.interleaved", QT_TRANSLATE_NOOP("commands", "Interleaved"), "I", scope=ARTICLE),
        row("translation.fr", "Français", "Shift+F", scope=ARTICLE),
        row("translation.en", "English", "Shift+E", scope=ARTICLE),
        row("translation.ar", "العربية", "Shift+A", scope=ARTICLE),
        row("translation.flip", QT_TRANSLATE_NOOP("commands", "Original or translation"), "F"),
        row(
            "translation.languages",
            QT_TRANSLATE_NOOP("commands", "This sentence in every language"),
            "A",
        ),
        row("translation.word-next", QT_TRANSLATE_NOOP("commands", "Next linked word"), "W"),
        row("translation.word-previous", QT_TRANSLATE_NOOP("commands", "Previous linked word"), "Shift+W"),
        row("translation.suspect-next", QT_TRANSLATE_NOOP("commands", "Next doubtful sentence"), "F8"),
        row(
            "translation.suspect-previous",
            QT_TRANSLATE_NOOP("commands", "Previous doubtful sentence"),
            "Shift+F8",
        ),
        row("translation.correct", QT_TRANSLATE_NOOP("commands", "Correct this sentence…"), "F4"),
        row(
            "translation.try-again",
            QT_TRANSLATE_NOOP("commands", "Translate this sentence again"),
            "Shift+F4",
        ),
        row("translation.try-paragraph", QT_TRANSLATE_NOOP("commands", "Translate this paragraph again")),
        row("translation.again", QT_TRANSLATE_NOOP("commands", "Translate the whole article again…")),
        row("translation.details", QT_TRANSLATE_NOOP("commands", "About this translation…")),
        row("translation.pause", QT_TRANSLATE_NOOP("commands", "Pause or resume translating"), "Shift+P"),
        row("translation.stop", QT_TRANSLATE_NOOP("commands", "Stop translating"), "Ctrl+."),
        Command(
            "translation.shading",
            QT_TRANSLATE_NOOP("commands", "Shade what the model was less sure of"),
            menu="translation",
        ),
    )


def _queue_rows() -> tuple[Command, ...]:
    return (
        Command("glossary.open", QT_TRANSLATE_NOOP("commands", "Glossary…"), ("Ctrl+G",), menu="translation"),
        Command(
            "queue.add",
            QT_TRANSLATE_NOOP("commands", "Translate later…"),
            ("Shift+L",),
            ARTICLE,
            "translation",
        ),
        Command(
            "queue.unread",
            QT_TRANSLATE_NOOP("commands", "Translate everything unread…"),
            menu="translation",
        ),
        Command(
            "queue.open",
            QT_TRANSLATE_NOOP("commands", "Waiting translations…"),
            ("G, Q",),
            menu="translation",
        ),
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
        Command("reverse.on", QT_TRANSLATE_NOOP("commands", "Reverse order"), menu="sort", choice="reverse"),
        Command("short.on", QT_TRANSLATE_NOOP("commands", "Fits in 10 minutes"), menu="sort", choice="short"),
        choice("density", "comfortable", QT_TRANSLATE_NOOP("commands", "Comfortable")),
        choice("density", "compact", QT_TRANSLATE_NOOP("commands", "Compact")),
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
