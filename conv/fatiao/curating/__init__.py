"""Edits that commands make to a corpus: proposals with their grounds, and entries; knows no pages and not Sphinx."""
