"""Translation models, and a translation server of the reader’s own."""
