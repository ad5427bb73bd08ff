"""Use cases of translation: an article, a sentence, the queue, the memory, the glossary, the models."""
