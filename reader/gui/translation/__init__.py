"""The translation on screen, sentence by sentence."""

__all__ = ["feature", "original_popup", "pane_translation", "readers_language", "translation_controller"]
