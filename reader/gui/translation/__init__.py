"""The translation on screen, sentence by sentence."""
