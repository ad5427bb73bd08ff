"""What the command line says in the reader's language: help, examples, argparse's words, results."""

__all__ = ["argparse_texts", "examples", "parser", "result_texts"]
