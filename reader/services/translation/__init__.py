"""Use cases of translation: an article, a sentence, the queue, the memory, the glossary, the models."""

__all__ = [
    "better_models",
    "correct_translation",
    "edit_glossary",
    "manage_packages",
    "newer_models",
    "package_names",
    "queue_overview",
    "retry_sentence",
    "sentence_languages",
    "translate_article",
    "translate_texts",
    "translation_memory",
    "translation_queue",
    "translation_server",
]
