"""The search index, without Sphinx."""
