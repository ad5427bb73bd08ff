"""Every option: its key, type, default, limits, label and page. The store and the dialogs read this."""

from __future__ import annotations

from dataclasses import dataclass

from reader.core.messages import QT_TRANSLATE_NOOP

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Option:
    """One option. `choices` limits a text, `least` and `most` a number; `page` is its settings page.

    A `page` of `""` is remembered state (such as the window's geometry), not shown to the reader.
    `names` are what the choices are called, in their order; `hint` is a second, smaller line.
    """

    key: str
    default: Value
    label: str = ""
    page: str = ""
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    names: tuple[str, ...] = ()
    hint: str = ""


OPTIONS: dict[str, Option] = {
    option.key: option
    for option in (
        Option(
            "theme",
            "system",
            QT_TRANSLATE_NOOP("settings", "Theme"),
            "appearance",
            choices=("system", "light", "sepia", "dark", "contrast"),
            names=(
                QT_TRANSLATE_NOOP("settings", "Follow the system"),
                QT_TRANSLATE_NOOP("settings", "Light"),
                QT_TRANSLATE_NOOP("settings", "Sepia"),
                QT_TRANSLATE_NOOP("settings", "Dark"),
                QT_TRANSLATE_NOOP("settings", "High contrast"),
            ),
        ),
        Option(
            "text_size",
            3,
            QT_TRANSLATE_NOOP("settings", "Text size"),
            "appearance",
            least=1,
            most=12,
            hint=QT_TRANSLATE_NOOP("settings", "Applies to every article"),
        ),
        Option(
            "latin_font",
            "source-serif",
            QT_TRANSLATE_NOOP("settings", "Reading font"),
            "appearance",
            choices=("source-serif", "system", "atkinson"),
            names=("Source Serif 4", QT_TRANSLATE_NOOP("settings", "System font"), "Atkinson Hyperlegible"),
        ),
        Option(
            "arabic_font",
            "naskh",
            QT_TRANSLATE_NOOP("settings", "Arabic font"),
            "appearance",
            choices=("naskh", "amiri", "vazirmatn"),
            names=("Noto Naskh Arabic", "Amiri", "Vazirmatn"),
        ),
        Option(
            "measure",
            68,
            QT_TRANSLATE_NOOP("settings", "Column width"),
            "appearance",
            least=62,
            most=72,
            hint=QT_TRANSLATE_NOOP("settings", "Characters a line"),
        ),
        Option(
            "line_height",
            100,
            QT_TRANSLATE_NOOP("settings", "Line height"),
            "appearance",
            least=90,
            most=125,
            hint=QT_TRANSLATE_NOOP("settings", "Percent of the usual height"),
        ),
        Option(
            "hyphenate",
            False,
            QT_TRANSLATE_NOOP("settings", "Hyphenate words"),
            "appearance",
            hint=QT_TRANSLATE_NOOP("settings", "In French and English; never in copied text"),
        ),
        Option(
            "justify",
            False,
            QT_TRANSLATE_NOOP("settings", "Justify text"),
            "appearance",
            hint=QT_TRANSLATE_NOOP("settings", "In French and English: both edges straight"),
        ),
        Option(
            "reduce_motion",
            False,
            QT_TRANSLATE_NOOP("settings", "Reduce motion"),
            "appearance",
            hint=QT_TRANSLATE_NOOP("settings", "When off, the system’s wish counts"),
        ),
        Option(
            "interface_language",
            "system",
            QT_TRANSLATE_NOOP("settings", "Language of the interface"),
            "general",
            choices=("system", "en", "fr", "ar"),
            names=(QT_TRANSLATE_NOOP("settings", "Follow the system"), "English", "Français", "العربية"),
        ),
        Option(
            "start_view",
            "last",
            QT_TRANSLATE_NOOP("settings", "Open with"),
            "general",
            choices=("last", "unread", "favourites", "all"),
            names=(
                QT_TRANSLATE_NOOP("settings", "The last view"),
                QT_TRANSLATE_NOOP("settings", "Unread"),
                QT_TRANSLATE_NOOP("settings", "Favourites"),
                QT_TRANSLATE_NOOP("settings", "All articles"),
            ),
        ),
        Option(
            "reopen_article",
            True,
            QT_TRANSLATE_NOOP("settings", "Go on with the last article"),
            "general",
            hint=QT_TRANSLATE_NOOP("settings", "When Liseuse opens, where you left it"),
        ),
        Option(
            "links_open",
            "ask",
            QT_TRANSLATE_NOOP("settings", "Links to pages not saved yet"),
            "saving",
            choices=("ask", "save", "browser"),
            names=(
                QT_TRANSLATE_NOOP("settings", "Ask"),
                QT_TRANSLATE_NOOP("settings", "Save for offline reading"),
                QT_TRANSLATE_NOOP("settings", "Open in the browser"),
            ),
            hint=QT_TRANSLATE_NOOP("settings", "Saved articles always open here"),
        ),
        Option(
            "enter_opens",
            "mode",
            QT_TRANSLATE_NOOP("settings", "Enter on a card opens"),
            "reading",
            choices=("mode", "pane"),
            names=(
                QT_TRANSLATE_NOOP("settings", "Reading mode"),
                QT_TRANSLATE_NOOP("settings", "The article beside the list"),
            ),
        ),
        Option("web_archive", "https://web.archive.org/web/2id_/"),
        Option(
            "after_triage",
            "next",
            QT_TRANSLATE_NOOP("settings", "After archiving or deleting"),
            "reading",
            choices=("next", "list"),
            names=(
                QT_TRANSLATE_NOOP("settings", "Open the next article"),
                QT_TRANSLATE_NOOP("settings", "Go back to the list"),
            ),
        ),
        Option(
            "learn_speed",
            False,
            QT_TRANSLATE_NOOP("settings", "Learn my reading speed"),
            "reading",
            hint=QT_TRANSLATE_NOOP("settings", "Times paragraphs you really read; stays on this computer"),
        ),
        *(
            Option(
                f"reading_speed_{code}",
                0,
                label,
                "reading",
                least=0,
                most=600,
                hint=QT_TRANSLATE_NOOP("settings", "Words a minute"),
            )
            for code, label in (
                ("fr", QT_TRANSLATE_NOOP("settings", "Reading speed in French")),
                ("en", QT_TRANSLATE_NOOP("settings", "Reading speed in English")),
                ("ar", QT_TRANSLATE_NOOP("settings", "Reading speed in Arabic")),
            )
        ),
        Option("reading_speed", 0, least=0, most=800),
        Option("speed_samples", ""),
        Option("own_keys", ""),
        Option("recent_commands", ""),
        Option(
            "reading_language",
            "original",
            QT_TRANSLATE_NOOP("settings", "I read in"),
            "translation",
            choices=("original", "en", "ar", "fr"),
            names=(QT_TRANSLATE_NOOP("settings", "The original"), "English", "العربية", "Français"),
            hint=QT_TRANSLATE_NOOP("settings", "Every article opens in it when it can be translated"),
        ),
        Option(
            "titles_in_my_language",
            True,
            QT_TRANSLATE_NOOP("settings", "Show titles in my language"),
            "translation",
        ),
        Option(
            "translation_threads",
            0,
            QT_TRANSLATE_NOOP("settings", "Processor cores for translation (0: all but one)"),
            "translation",
            least=0,
            most=64,
        ),
        Option(
            "translation_quality",
            "best",
            QT_TRANSLATE_NOOP("settings", "Quality of translation (faster: slightly worse)"),
            "translation",
            choices=("best", "faster"),
            names=(QT_TRANSLATE_NOOP("settings", "Best"), QT_TRANSLATE_NOOP("settings", "Faster")),
        ),
        Option(
            "translation_check",
            True,
            QT_TRANSLATE_NOOP("settings", "Check translations and repair faulty sentences"),
            "translation",
        ),
        Option(
            "translate_on_save",
            "",
            QT_TRANSLATE_NOOP("settings", "Translate new articles at once to"),
            "translation",
        ),
        Option(
            "translate_on_mains_only",
            True,
            QT_TRANSLATE_NOOP("settings", "Translate the queue on mains power only"),
            "translation",
        ),
        Option(
            "translate_overnight",
            "",
            QT_TRANSLATE_NOOP("settings", "Translate everything unread at night, on mains power, to"),
            "translation",
        ),
        Option("translation_queue_paused", False),
        Option(
            "server_sends",
            "opened",
            QT_TRANSLATE_NOOP("settings", "To a translation server of yours goes"),
            "translation",
            choices=("opened", "asked"),
            names=(
                QT_TRANSLATE_NOOP("settings", "Every article you open"),
                QT_TRANSLATE_NOOP("settings", "Only what you ask for"),
            ),
            hint=QT_TRANSLATE_NOOP(
                "settings",
                "With a server and a language to read in, the text of every article you open leaves this "
                "computer. Without a server nothing leaves it.",
            ),
        ),
        Option("translation_server", ""),  # set in its own dialog, which says that texts leave the computer
        Option(
            "confidence_shading",
            False,
            QT_TRANSLATE_NOOP("settings", "Shade sentences the model was less sure of"),
            "translation",
        ),
        Option(
            "model_index",
            "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json",
            QT_TRANSLATE_NOOP("settings", "Address of the list of models"),
            "translation",
        ),
        Option(
            "firefox_models",
            "https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/"
            "translations-models-v2/records",
            QT_TRANSLATE_NOOP("settings", "Address of the list of Firefox models"),
            "translation",
        ),
        Option(
            "fetch_pictures", True, QT_TRANSLATE_NOOP("settings", "Fetch pictures when saving"), "storage"
        ),
        Option(
            "reading_bars",
            "hide",
            QT_TRANSLATE_NOOP("settings", "Bars in reading mode"),
            "reading",
            choices=("hide", "keep"),
            names=(
                QT_TRANSLATE_NOOP("settings", "Hide while reading"),
                QT_TRANSLATE_NOOP("settings", "Always show"),
            ),
        ),
        Option(
            "speech_rate",
            100,
            QT_TRANSLATE_NOOP("settings", "Speed of reading aloud"),
            "reading",
            least=50,
            most=200,
            hint=QT_TRANSLATE_NOOP("settings", "Percent of the voice’s usual speed"),
        ),
        Option(
            "keyboard_layout",
            "automatic",
            QT_TRANSLATE_NOOP("settings", "Keyboard layout"),
            "keyboard",
            choices=("automatic", "qwerty", "azerty", "qwertz"),
            names=(QT_TRANSLATE_NOOP("settings", "Automatic"), "QWERTY", "AZERTY", "QWERTZ"),
            hint=QT_TRANSLATE_NOOP("settings", "Where the letters are while you type in another script"),
        ),
        Option(
            "notifications",
            True,
            QT_TRANSLATE_NOOP("settings", "Notify when background work is done"),
            "general",
            hint=QT_TRANSLATE_NOOP("settings", "Only while you use another program"),
        ),
        Option(
            "clipboard_offer",
            False,
            QT_TRANSLATE_NOOP("settings", "Offer to save a copied link"),
            "general",
            hint=QT_TRANSLATE_NOOP("settings", "Looks at the clipboard when you come to the window"),
        ),
        Option(
            "tray_icon",
            False,
            QT_TRANSLATE_NOOP("settings", "Show an icon in the system tray"),
            "general",
            hint=QT_TRANSLATE_NOOP("settings", "Closing the window then keeps Liseuse running"),
        ),
        Option(
            "card_density",
            "comfortable",
            QT_TRANSLATE_NOOP("settings", "Density of the list"),
            "appearance",
            choices=("comfortable", "compact"),
            names=(QT_TRANSLATE_NOOP("settings", "Comfortable"), QT_TRANSLATE_NOOP("settings", "Compact")),
        ),
        Option(
            "paper",
            "region",
            QT_TRANSLATE_NOOP("settings", "Paper"),
            "general",
            choices=("region", "a4", "letter"),
            names=(
                QT_TRANSLATE_NOOP("settings", "As usual in my region"),
                "A4",
                QT_TRANSLATE_NOOP("settings", "Letter"),
            ),
            hint=QT_TRANSLATE_NOOP("settings", "For PDF and print"),
        ),
        Option(
            "feeds_by_themselves",
            True,
            QT_TRANSLATE_NOOP("settings", "Look for new pieces of the feeds"),
            "general",
            hint=QT_TRANSLATE_NOOP("settings", "While Liseuse is open; else only when you ask"),
        ),
        Option(
            "feeds_on_mains_only",
            False,
            QT_TRANSLATE_NOOP("settings", "Look for new pieces on mains power only"),
            "general",
            hint=QT_TRANSLATE_NOOP("settings", "When you ask, Liseuse looks at once"),
        ),
        Option(
            "feed_keep_days",
            30,
            QT_TRANSLATE_NOOP("settings", "Keep unopened pieces of feeds"),
            "general",
            least=1,
            most=3650,
            hint=QT_TRANSLATE_NOOP("settings", "Days; what you opened or saved stays"),
        ),
        Option("list_reverse", False),
        Option("list_short", False),
        Option("geometry", ""),
        Option("splitter", ""),
        Option("last_view", "unread"),
        Option("last_theme", "light", choices=("light", "sepia", "dark", "contrast")),
        Option(
            "list_sort",
            "saved",
            choices=("saved", "published", "title", "reading-time", "source", "progress"),
        ),
        Option("last_article", 0, least=0),
        Option("offers_put_off", ""),  # languages for which better models are not wanted now
        Option(
            "last_text_view",
            "translation",
            choices=("original", "translation", "side-by-side", "interleaved"),
        ),
        Option("place_told", False),
        Option("damage_told", ""),
        Option("sample_added", False),
        Option("welcomed", False),
    )
}
