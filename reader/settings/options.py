"""Every option: its key, type, default, limits, label and page. The store and the dialogs read this."""

from __future__ import annotations

from dataclasses import dataclass

from reader.core.messages import QT_TRANSLATE_NOOP

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Option:
    """One option. `choices` limits a text, `least` and `most` a number; `page` is its settings page.

    A `page` of `""` is remembered state (such as the window's geometry), not shown to the reader.
    """

    key: str
    default: Value
    label: str = ""
    page: str = ""
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


OPTIONS: dict[str, Option] = {
    option.key: option
    for option in (
        Option(
            "theme",
            "system",
            QT_TRANSLATE_NOOP("settings", "Theme"),
            "appearance",
            choices=("system", "light", "sepia", "dark", "contrast"),
        ),
        Option("text_size", 3, QT_TRANSLATE_NOOP("settings", "Text size"), "appearance", least=1, most=12),
        Option("measure", 68, QT_TRANSLATE_NOOP("settings", "Column width"), "appearance", least=62, most=72),
        Option("reduce_motion", False, QT_TRANSLATE_NOOP("settings", "Reduce motion"), "appearance"),
        Option(
            "interface_language",
            "system",
            QT_TRANSLATE_NOOP("settings", "Language of the interface"),
            "language",
            choices=("system", "en", "fr", "ar"),
        ),
        Option(
            "reading_speed",
            0,
            QT_TRANSLATE_NOOP("settings", "Reading speed (words a minute; 0: by language)"),
            "appearance",
            least=0,
            most=800,
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
            QT_TRANSLATE_NOOP("settings", "Translate new articles at once to (for example en, ar)"),
            "translation",
        ),
        Option(
            "translate_on_mains_only",
            True,
            QT_TRANSLATE_NOOP("settings", "Translate the queue on mains power only"),
            "translation",
        ),
        Option("translation_queue_paused", False),
        Option(
            "model_index",
            "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json",
            QT_TRANSLATE_NOOP("settings", "Address of the list of models"),
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
        ),
        Option(
            "keyboard_layout",
            "automatic",
            QT_TRANSLATE_NOOP("settings", "Keyboard layout"),
            "keyboard",
            choices=("automatic", "qwerty", "azerty", "qwertz"),
        ),
        Option("geometry", ""),
        Option("splitter", ""),
        Option("last_view", "unread"),
        Option(
            "list_sort",
            "saved",
            choices=("saved", "published", "title", "reading-time", "source", "progress"),
        ),
        Option("last_article", 0, least=0),
        Option("sample_added", False),
        Option("welcomed", False),
    )
}
