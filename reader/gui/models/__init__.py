"""Translation models, and a translation server of the reader’s own."""

__all__ = ["feature", "kept_offers", "models_dialog", "server_dialog", "translation_offer"]
